"""Goods are found by the new name of their village, shop, maker or category, soon after it is changed by whatever."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.models import Category
from market.regions.models import District, Village
from market.shop.partner.models import Partner
from market.shop.search.models import Stale
from market.shop.search.queries import find
from market.shop.search.tasks import index_the_renamed
from sellers.models import Producer
from tests.catalogue.goods import make_category, make_product

pytestmark = pytest.mark.django_db


def rename_the_shops(name: str) -> int:
    """Return how many queries it takes to find their goods by it."""
    Partner.objects.update(name=name)
    with CaptureQueriesContext(connection) as asked:
        index_the_renamed()
    return len(asked)


@pytest.mark.parametrize("renamed", [Category, Village, District, Partner, Producer])
def test_it_finds_goods_by_a_new_name(renamed: type) -> None:
    product = make_product("Lempok", category=make_category("Manisan"))

    renamed.objects.update(name="Zamrudjaya")
    index_the_renamed()

    assert [card.pk for card in find("zamrudjaya", "id").products] == [product.pk]
    assert not Stale.objects.exists()
    renamed.objects.update(name="Zamrudjaya")
    assert not Stale.objects.exists()


def test_it_indexes_many_goods_at_once() -> None:
    make_product("Lempok")
    alone = rename_the_shops("Zamrudjaya")
    for number in range(3):
        make_product(f"Lempok {number}")

    assert rename_the_shops("Berliansari") <= alone
    assert len(find("berliansari", "id").products) == 4
