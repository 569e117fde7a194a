"""Work already done is not done twice, and stamps die with what they speak of."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from market.accounts.models import User
from market.demo import stamps
from market.demo.words import compile_catalogues

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Keranjang"\nmsgstr "Basket"\n'


def test_it_changes_with_the_content_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "0001_initial.py"
    file.write_text("one")
    before = stamps.of_files([file])
    file.write_text("two")

    assert stamps.of_files([file]) != before
    assert stamps.of_files([file], "another package") != stamps.of_files([file])


@pytest.mark.django_db
def test_it_keeps_stamps_in_the_database() -> None:
    assert stamps.read_database(connection) == {}

    stamps.write_database(connection, migrations="abc")
    stamps.write_database(connection, areas="it's loaded")

    assert stamps.read_database(connection) == {"migrations": "abc", "areas": "it's loaded"}


@pytest.mark.django_db
def test_it_prepares_nothing_twice() -> None:
    now = stamps.of_migrations(settings.ROOT)
    stamps.write_database(connection, migrations=now, areas="loaded", demo="small")
    said = StringIO()

    call_command("prepare_demo", stdout=said)

    assert said.getvalue() == ""


def test_it_compiles_what_is_new_and_only_that(tmp_path: Path) -> None:
    po = tmp_path / "locale" / "en" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    po.write_text(PO)

    assert compile_catalogues(tmp_path) == 1
    assert compile_catalogues(tmp_path) == 0
    assert b"Basket" in po.with_suffix(".mo").read_bytes()


@pytest.mark.django_db
def test_it_keeps_out_of_a_database_with_other_people_in_it() -> None:
    User.objects.create_user("+6281277700050")

    with pytest.raises(CommandError, match="has people in it and is not the demo's"):
        call_command("prepare_demo")
