"""What is put in its place is what would have been made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction
from wagtail.models import Page

from catalogue.actions import load_categories
from catalogue.models import Category
from cms.tree.actions import build_site_tree
from tests import remembered
from tests.remembered import Remembered, once

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> dict[Callable[[], object], Remembered]:
    """Nothing is remembered yet."""
    known: dict[Callable[[], object], Remembered] = {}
    monkeypatch.setattr(remembered, "_remembered", known)
    return known


def all_rows() -> dict[str, Any]:
    return remembered._rows(remembered._tables())


@pytest.mark.parametrize("make", [build_site_tree, load_categories])
def test_it_puts_the_same_rows_in_their_place(
    make: Callable[[], object], known: dict[Callable[[], object], Remembered]
) -> None:
    with transaction.atomic():
        once(make)
        made = all_rows()
        transaction.set_rollback(True)
    before = all_rows()
    assert known[make].put_in_place()
    assert all_rows() == made != before
    connection.check_constraints()


def rename_the_root() -> None:
    Page.objects.filter(depth=1).update(title=f"Akar {Group.objects.create(name='Baru').name}")


@pytest.mark.parametrize("what", ["a row that was changed", "the number of a new row"])
def test_it_makes_anew_where_something_stands_in_the_way(
    what: str, known: dict[Callable[[], object], Remembered]
) -> None:
    with transaction.atomic():
        once(rename_the_root)
        number = Group.objects.get(name="Baru").pk
        transaction.set_rollback(True)
    if what == "a row that was changed":
        Page.objects.filter(depth=1).update(title="Lain")
    else:
        Group.objects.create(pk=number, name="Lain")
    assert not known[rename_the_root].put_in_place()
    once(rename_the_root)
    assert Page.objects.get(depth=1).title == "Akar Baru"


def test_it_does_not_give_numbers_out_again(known: dict[Callable[[], object], Remembered]) -> None:
    with transaction.atomic():
        once(load_categories)
        transaction.set_rollback(True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence('catalogue_category', 'id'), 1, false)")
    once(load_categories)
    assert Category.add_root(name="Lain", slug="lain").pk > max(Category.objects.values_list("pk", flat=True)[:3])


def test_it_learns_beside_what_the_test_has_written(known: dict[Callable[[], object], Remembered]) -> None:
    Group.objects.create(name="Siapa saja")
    once(load_categories)
    assert Category.objects.exists()
    assert Group.objects.filter(name="Siapa saja").exists()
    assert "Siapa saja" not in str(known[load_categories])


def have_a_group() -> None:
    Group.objects.get_or_create(name="Baru")


def test_it_makes_what_it_cannot_learn_as_the_test_has_written_the_like(
    known: dict[Callable[[], object], Remembered],
) -> None:
    mine = Group.objects.create(name="Baru")
    once(have_a_group)
    assert known == {}
    assert Group.objects.get(name="Baru") == mine
