"""The listing keeps itself: after any change its rows and counts are what they would be if written anew."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import psycopg
import pytest
from django.db import connection

from catalogue.listed import FOLD, Listed, Tally, Unlisted, look_again, relist_everything
from catalogue.models import Category, Product, ProductImage
from market.regions.models import District, Village
from market.shop.partner.models import Partner, StockRecord
from tests import databases
from tests.catalogue.goods import add_picture, make_category, make_maker, make_product, make_size, make_village

WRONG = """
WITH wanted AS (SELECT * FROM catalogue_listing(ARRAY(SELECT id FROM catalogue_product))), kept AS (
    SELECT product_id, title, slug, unit_of_sale, village_code, village, district, price_from, has_several_prices,
           picture_id, created_at, marks FROM catalogue_listed
) (SELECT * FROM wanted EXCEPT SELECT * FROM kept) UNION ALL (SELECT * FROM kept EXCEPT SELECT * FROM wanted)
"""
MISCOUNTED = """
WITH counted AS (
    SELECT shelf, mark, count(*) FROM catalogue_listed, unnest(marks) shelf, unnest(marks) mark
    WHERE shelf = 's' OR shelf LIKE 'k%' GROUP BY shelf, mark
), kept AS (SELECT shelf, mark, sum(change) FROM catalogue_tally GROUP BY shelf, mark HAVING sum(change) <> 0)
(SELECT * FROM counted EXCEPT SELECT * FROM kept) UNION ALL (SELECT * FROM kept EXCEPT SELECT * FROM counted)
"""


def rows_of(sql: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def is_right() -> bool:
    return not rows_of(WRONG) and not rows_of(MISCOUNTED)


def marks_of(product: Product) -> set[str]:
    return set(Listed.objects.get(pk=product.pk).marks)


def a_shop() -> Product:
    """Make goods of every kind; return one in two sizes with pictures, on a shelf under another."""
    below = make_category("Kue", above=make_category("Makanan"))
    product = make_product("Madu", structure="parent", price=None, category=below)
    make_size(product, "1 kg", 90_000)
    make_size(product, "500 g", 50_000)
    make_size(product, "100 g", 10_000)
    add_picture(product)
    add_picture(product)
    make_product("Amplang", category=below)
    make_product("Menunggu", by=make_maker("Bu Ani"), moderation="waiting")
    return product


def taken(product: Product) -> None:
    StockRecord.objects.filter(product__parent=product).update(num_allocated=5)


CHANGES: dict[str, Callable[[Product], Any]] = {
    "an offer that goes": lambda it: StockRecord.objects.get(product__parent=it, price=10_000).delete(),
    "a size that is hidden": lambda it: it.children.filter(title="500 g").update(is_public=False),
    "a price": lambda it: StockRecord.objects.filter(product__parent=it).update(price=7_000),
    "the last piece": taken,
    "a piece that comes back": lambda it: StockRecord.objects.filter(product__parent=it).update(num_allocated=2),
    "a size that goes": lambda it: it.children.get(title="1 kg").delete(),
    "a name": lambda it: Product.objects.filter(pk=it.pk).update(title="Madu hutan", slug="madu-hutan"),
    "what it is": lambda it: Product.objects.update(is_halal=True, ships_abroad=True, is_made_to_order=True),
    "another first picture": lambda it: ProductImage.objects.filter(pk=it.images.first().pk).update(display_order=9),
    "a picture that goes": lambda it: it.images.first().delete(),
    "another shelf": lambda it: it.categories.add(make_category("Minuman")),
    "no shelf": lambda it: it.categories.clear(),
    "a shelf that moves": lambda it: Category.objects.get(name="Kue").move(Category.objects.get(name="Minuman")),
    "a shelf that goes": lambda it: Category.objects.get(name="Kue").delete(),
    "a shop that closes": lambda it: Partner.objects.filter(pk=it.seller_id).update(is_open=False),
    "a shop that opens": lambda it: Partner.objects.update(is_open=True),
    "a shop that goes on leave": lambda it: Partner.objects.update(pause_reason="panen"),
    "a shop that is back": lambda it: Partner.objects.update(pause_reason=""),
    "another village": lambda it: Product.objects.filter(pk=it.pk).update(
        village=make_village("Sedulang", "64.02.12.2001", "Muara Kaman Hilir")
    ),
    "a village's name": lambda it: Village.objects.update(name="Berganti"),
    "a district's name": lambda it: District.objects.update(name="Berganti juga"),
    "one that is taken away": lambda it: Product.objects.filter(pk=it.pk).update(is_public=False),
    "one that is approved": lambda it: Product.objects.filter(children=None).update(
        moderation="approved", is_public=True
    ),
    "one that goes": lambda it: Product.objects.get(title="Amplang").delete(),
}


@pytest.mark.django_db
def test_it_is_right_after_every_kind_of_change() -> None:
    product = a_shop()
    assert is_right()
    assert Listed.objects.get(pk=product.pk).price_from == 10_000
    before = rows_of("SELECT * FROM catalogue_listed ORDER BY 1")

    for name, change in CHANGES.items():
        change(product)
        now = rows_of("SELECT * FROM catalogue_listed ORDER BY 1")
        assert now != before, name
        assert is_right(), name
        before = now

    assert not Unlisted.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute(FOLD)
    assert is_right()
    relist_everything()
    assert rows_of("SELECT * FROM catalogue_listed ORDER BY 1") == before
    assert is_right()


@pytest.mark.django_db
def test_nobody_folds_while_all_is_written_anew() -> None:
    relist_everything()
    with (
        psycopg.connect(**databases.parameters(connection.settings_dict["NAME"])) as other,
        pytest.raises(psycopg.errors.LockNotAvailable),
    ):
        other.execute("LOCK TABLE catalogue_tally IN ROW EXCLUSIVE MODE NOWAIT")


@pytest.mark.django_db
def test_it_writes_nothing_for_an_order_that_leaves_some() -> None:
    product = a_shop()
    counts = Tally.objects.count()
    place = "SELECT ctid, xmin, xmax FROM catalogue_listed ORDER BY product_id"
    before = rows_of(place)

    StockRecord.objects.filter(product__parent=product).update(num_allocated=3)

    assert rows_of(place) == before
    assert Tally.objects.count() == counts


@pytest.mark.django_db(transaction=True)
def test_it_waits_for_nobody_and_looks_again_at_what_another_held() -> None:
    product = a_shop()
    small, large, third = StockRecord.objects.filter(product__parent=product).order_by("price")
    third.delete()
    take = "UPDATE partner_stockrecord SET num_allocated = num_in_stock WHERE id = %s"
    told = connection.get_connection_params()
    address = {name: told[name] for name in ("dbname", "user", "host", "port") if told.get(name)}
    with psycopg.connect(**address) as one, psycopg.connect(**address) as other:
        one.execute(take, [small.pk])
        other.execute("SET lock_timeout = '2s'")
        other.execute(take, [large.pk])  # neither sees that the other takes the last of the other size
    assert "f.ada" in marks_of(product)

    look_again()

    assert "f.ada" not in marks_of(product)
    assert not Unlisted.objects.exists()
    assert is_right()


@pytest.mark.django_db
def test_what_keeps_it_can_be_taken_back_and_made_again() -> None:
    keeping = import_module("catalogue.migrations.0008_the_listing_keeps_itself").Migration.operations
    made = [operation for operation in keeping if getattr(operation, "sql", "").count("catalogue_")]
    ours = "SELECT count(*) FROM pg_proc WHERE proname LIKE 'catalogue\\_%'"
    before = rows_of(ours)
    with connection.cursor() as cursor:
        for operation in reversed(made):
            cursor.execute(operation.reverse_sql)
        assert rows_of(ours) == [(0,)]
        for operation in made:
            cursor.execute(operation.sql)

    a_shop()

    assert (rows_of(ours), is_right()) == (before, True)
