"""What the demo is filled with: as much as was asked for, no two listings alike, and drawn the same way twice."""

from __future__ import annotations

from collections import Counter
from datetime import date
from random import Random
from types import SimpleNamespace

import pytest

from catalogue.models import Product
from market.accounts.models import User
from market.demo.actions import make_demo
from market.demo.data import people
from market.demo.data.goods import all_goods
from market.demo.data.tales import places, stories
from market.demo.drawings.product import draw_product
from market.demo.drawings.words import Words
from market.demo.guard import NotADemo
from market.demo.making import sizes
from market.demo.making.lots import deal
from market.demo.making.shops import Shop
from market.demo.making.sizes import Size
from sellers.models import Seller

TRADES = sorted({good.trade for good in all_goods()})


def shops(count: int) -> list[Shop]:
    """Return shops that have only what dealing asks of them."""
    made = []
    for number in range(count):
        partner = SimpleNamespace(name=f"Toko {number}")
        producer = SimpleNamespace(pk=number, seller=SimpleNamespace(partner=partner))
        made.append(Shop(TRADES[number % len(TRADES)], [producer]))
    return made


@pytest.mark.parametrize("size", sizes.SIZES.values(), ids=sizes.SIZES)
def test_it_deals_as_many_listings_as_were_asked_for(size: Size) -> None:
    lots = deal(shops(size.sellers), size.products, Random(1))

    assert len(lots) == size.products
    assert min(Counter(lot.producer.pk for lot in lots).values()) >= size.products // size.sellers


def test_it_gives_each_shop_its_own_listings() -> None:
    lots = deal(shops(400), 10_000, Random(1))

    assert max(Counter((lot.producer.pk, lot.title) for lot in lots).values()) == 1


def test_it_asks_believable_whole_prices() -> None:
    rng = Random(1)

    prices = [lot.price(weight, rng) for lot in deal(shops(30), 200, rng) for weight in lot.weights]

    assert all(price % 500 == 0 and 5_000 <= price <= 1_500_000 for price in prices)


def test_it_sells_by_the_kilogram_only_what_weighs_one() -> None:
    lots = deal(shops(30), 200, Random(1))

    assert {lot.weights for lot in lots if lot.unit == "kg"} == {(1000,)}


def test_it_draws_the_same_picture_from_the_same_seed_and_another_from_another() -> None:
    def drawn(seed: str) -> bytes:
        return draw_product(look="jar", fill="floss", colour="#a0662f", words=Words("Abon", "Desa"), seed=seed)

    assert len(drawn("a")) > 20_000
    assert drawn("a") != drawn("b")


def test_it_has_stories_and_places_for_each_pilot_regency() -> None:
    assert {tale.regency for tale in stories()} == {tale.regency for tale in places()} == {"64.02", "64.08", "62.02"}


def test_it_tells_of_goods_that_exist() -> None:
    names = {good.name for good in all_goods()}

    assert {name for tale in [*stories(), *places()] for name in tale.goods} <= names


@pytest.mark.django_db
def test_it_refuses_a_market_that_is_no_demo(settings: SimpleNamespace) -> None:
    settings.DEMO = False

    with pytest.raises(NotADemo):
        make_demo(size="small", today=date(2026, 11, 21), say=str)
    assert not User.objects.filter(phone=people.ADMIN.phone).exists()


@pytest.mark.django_db
def test_it_refuses_a_live_key(settings: SimpleNamespace) -> None:
    settings.STRIPE_SECRET_KEY = "sk_live_123"

    with pytest.raises(NotADemo):
        make_demo(size="small", today=date(2026, 11, 21), say=str)
    assert Product.objects.count() == Seller.objects.count() == 0
