"""The version is raised by each committed change, once; nobody waits for anybody to raise it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction
from wagtail.models import Page

from market.pagecache.version import current_version, raise_version
from market.shop.partner.models import StockRecord
from tests.catalogue.goods import make_product

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS = 16


def test_writers_at_the_same_time_wait_for_nobody_and_each_counts() -> None:
    records = [make_product(f"Amplang {number}").stockrecords.get().pk for number in range(WRITERS)]
    before, all_have_written = int(current_version() or 0), Barrier(WRITERS, timeout=20)

    def sell_one(pk: int) -> None:
        try:
            with transaction.atomic():
                StockRecord.objects.filter(pk=pk).update(num_in_stock=4)
                StockRecord.objects.filter(pk=pk).update(num_in_stock=3)
                all_have_written.wait()  # breaks if one waits for the lock of another
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as crowd:
        list(crowd.map(sell_one, records))

    assert int(current_version() or 0) == before + WRITERS


def test_what_is_rolled_back_never_counts() -> None:
    record, before = make_product().stockrecords.get(), current_version()
    with transaction.atomic():
        StockRecord.objects.filter(pk=record.pk).update(price=1)
        transaction.set_rollback(True)
    assert current_version() == before

    with transaction.atomic():
        with transaction.atomic():
            StockRecord.objects.filter(pk=record.pk).update(price=1)
            transaction.set_rollback(True)
        StockRecord.objects.filter(pk=record.pk).update(price=2)
    assert current_version() != before


def test_nobody_waits_where_all_rows_are_held() -> None:
    record, before = make_product().stockrecords.get(), int(current_version() or 0)
    with connection.copy().cursor() as others:
        others.execute("SELECT pg_advisory_lock(20411, slot) FROM generate_series(1, 64) AS slot")
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 5000")
        StockRecord.objects.filter(pk=record.pk).update(price=1)

        assert int(current_version() or 0) == before + 1
        others.connection.close()


def test_it_is_raised_by_hand_once_while_others_hold_the_first_row() -> None:
    record, before = make_product().stockrecords.get(), int(current_version() or 0)
    with connection.copy().cursor() as others:
        others.execute("BEGIN")
        others.execute("SELECT pg_advisory_xact_lock(20411, 1)")
        others.execute("UPDATE pagecache_version SET changes = changes + 1 WHERE slot = 1")
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 5000")
        raise_version()
        assert int(current_version() or 0) == before + 1

        with transaction.atomic():
            raise_version()
            StockRecord.objects.filter(pk=record.pk).update(price=1)
        assert int(current_version() or 0) == before + 2
        others.connection.close()


def test_a_column_that_is_watched_may_be_altered_and_goes_on_being_watched() -> None:
    page = Page.objects.exclude(depth=1).first() or Page.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE wagtailcore_page ALTER COLUMN slug TYPE varchar(300)")
    before = current_version()
    Page.objects.filter(pk=page.pk).update(draft_title="Konsep")
    assert current_version() == before
    Page.objects.filter(pk=page.pk).update(slug="lain")
    assert current_version() != before

    before = current_version()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE wagtailcore_page RENAME COLUMN slug TO name_in_address")
        cursor.execute("UPDATE wagtailcore_page SET draft_title = 'Lagi' WHERE id = %s", [page.pk])
    assert current_version() != before


def test_it_is_known_after_the_server_forgot_the_question() -> None:
    before = current_version()
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")  # as psycopg does after a rollback

    assert before is not None
    assert current_version() == before
