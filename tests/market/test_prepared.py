"""Queries that pages ask again and again: written once, planned once, always with the values of the moment."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F, QuerySet
from pytest_django import DjangoAssertNumQueries

from market.prepared import Prepared
from market.regions.models import District, Province, Village
from tests.catalogue.goods import make_village

pytestmark = pytest.mark.django_db
PLANNED = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%FROM \"regions_village\"%'"


def _villages(name: str, code: str) -> QuerySet[Village]:
    chosen = Village.objects.select_related("district__regency").annotate(beside=F("district__name"))
    return chosen.filter(name=name).exclude(code=code)


@pytest.fixture
def near() -> Prepared:
    make_village("Melayu", "64.02.06.1003", "Tenggarong")
    return Prepared(_villages, name=str, code=str)


def test_it_finds_what_the_query_finds(near: Prepared, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    village = make_village()

    with django_assert_num_queries(1) as asked:
        [found] = near.ask(name="Melayu", code=village.code)
        shown = (found, found.district.regency.name, found.beside)

    assert '"regions_village"' in asked.captured_queries[0]["sql"]
    assert shown == (Village.objects.get(name="Melayu"), "Kabupaten Kutai Kartanegara", "Tenggarong")
    assert near.ask(name="Melayu", code="64.02.06.1003") == []
    assert near.ask(name="' OR true --", code="") == []


def test_it_is_planned_once_for_a_connection(near: Prepared) -> None:
    with connection.cursor() as cursor:
        cursor.execute(PLANNED)
        before = cursor.fetchone()[0]
        for name in ("Melayu", "Jahab", "Loa Ipuh"):
            near.ask(name=name, code="")
        cursor.execute(PLANNED)

        assert cursor.fetchone()[0] == before + 1


def test_it_answers_after_something_was_rolled_back(near: Prepared) -> None:
    before = near.ask(name="Melayu", code="")
    with pytest.raises(IntegrityError), transaction.atomic():
        District.objects.update(regency_id=None)

    assert near.ask(name="Melayu", code="") == before


def test_it_refuses_a_value_that_does_not_reach_the_query() -> None:
    with pytest.raises(TypeError, match="name"):
        Prepared(lambda name: Province.objects.all(), name=str).ask(name="Jambi")
