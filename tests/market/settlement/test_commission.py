"""The commission card: first rate that fits, reckoned to the rupiah, frozen for good."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from catalogue.models import Category
from market.settlement.commission import CommissionBase, amount_in_words, applies_to, freeze_commission
from market.settlement.funding import DiscountShare, borne_by_market, freeze_discounts
from market.settlement.models import CommissionLine, CommissionRate, DiscountLine
from market.shop.order.models import Order
from market.shop.partner.models import Partner
from tests.market.settlement.world import Sold, a_purchase, a_seller, orders_of
from tests.market.shop.goods import make_village
from tests.market.shop.test_offers import make_offer

pytestmark = pytest.mark.django_db


@pytest.fixture
def seller() -> Partner:
    return a_seller()


@pytest.fixture
def order(seller: Partner) -> Order:
    """An order of which nothing is taken yet."""
    [order] = orders_of(a_purchase(Sold(goods=45_000, seller=seller), is_bare=True))
    return order


def rate(**fields: Any) -> CommissionRate:
    return CommissionRate.objects.create(**{"name": "Tarif", "position": 50, **fields})


def freeze(order: Order, seller: Partner, *totals: int, delivery: int = 0, **more: Any) -> list[tuple[str, int, int]]:
    lines = [CommissionBase(category_ids=more.get("categories", []), total=total) for total in totals]
    village = more.get("village")
    frozen = freeze_commission(
        order_id=order.pk, partner_id=seller.pk, village_id=village, lines=lines, delivery=delivery
    )
    return [(line.name, line.base, line.amount) for line in frozen]


def card() -> list[tuple[str, str, str]]:
    rates = CommissionRate.objects.filter(is_active=True)
    return [(rate.name, applies_to(rate), amount_in_words(rate)) for rate in rates]


def test_a_new_market_takes_five_percent_of_goods(order: Order, seller: Partner) -> None:
    assert freeze(order, seller, 25_000, 20_010, delivery=20_000) == [("Komisi umum", 45_010, 2_251)]
    assert card() == [("Komisi umum", "semua barang", "5 % dari barang")]
    assert CommissionRate.objects.filter(is_active=False, basis_points=0).exists()


@pytest.mark.parametrize(
    ("fields", "base", "amount"),
    [
        ({"basis_points": 250}, 45_000, 1_125),
        ({"basis_points": 333}, 45_000, 1_499),  # 1498.5, halves upward
        ({"basis_points": 10_000}, 45_000, 45_000),
        ({"kind": "fixed", "amount": 2_000}, 45_000, 2_000),
        ({"kind": "fixed", "amount": 99_000}, 45_000, 45_000),
        ({"basis_points": 500, "floor": 5_000}, 45_000, 5_000),
        ({"basis_points": 500, "cap": 1_000}, 45_000, 1_000),
        ({"basis_points": 500, "includes_delivery": True}, 65_000, 3_250),
        ({"basis_points": 0}, 45_000, 0),
    ],
)
def test_it_reckons(order: Order, seller: Partner, fields: dict[str, Any], base: int, amount: int) -> None:
    rate(**fields)
    assert freeze(order, seller, 30_000, 15_000, delivery=20_000) == [("Tarif", base, amount)]


def test_the_first_rate_whose_every_rule_holds_is_taken(order: Order, seller: Partner) -> None:
    village = make_village()
    rate(name="toko lain", position=1, partner=a_seller())
    rate(name="desa dan toko", position=2, partner=seller, village=village, basis_points=100)
    rate(name="toko", position=3, partner=seller, basis_points=200)

    assert freeze(order, seller, 45_000) == [("toko", 45_000, 900)]


def test_it_looks_at_village_and_total(order: Order, seller: Partner) -> None:
    village = make_village()
    rate(name="besar", position=1, total_from=45_001, basis_points=1)
    rate(name="kecil", position=2, total_to=44_999, basis_points=2)
    rate(name="desa", position=3, village=village, basis_points=300)

    assert freeze(order, seller, 45_000, village=village.pk) == [("desa", 45_000, 1_350)]


def test_a_category_means_those_below_it_too(order: Order, seller: Partner) -> None:
    food = Category.add_root(name="Makanan")
    snack = food.add_child(name="Camilan")
    craft = Category.add_root(name="Kerajinan")
    rate(name="makanan", category=food, basis_points=300)
    lines = [
        CommissionBase(category_ids=[snack.pk], total=20_000),
        CommissionBase(category_ids=[craft.pk], total=10_000),
        CommissionBase(category_ids=[craft.pk, food.pk], total=5_000),
        CommissionBase(category_ids=[], total=1_000),
    ]

    frozen = freeze_commission(order_id=order.pk, partner_id=seller.pk, village_id=None, lines=lines, delivery=0)

    assert [(line.name, line.base, line.amount) for line in frozen] == [
        ("makanan", 25_000, 750),
        ("Komisi umum", 11_000, 550),
    ]


def test_each_rate_takes_its_lines_part_of_the_delivery(order: Order, seller: Partner) -> None:
    food = Category.add_root(name="Makanan")
    rate(name="makanan", category=food, basis_points=1_000, includes_delivery=True)
    lines = [
        CommissionBase(category_ids=[food.pk], total=20_000),
        CommissionBase(category_ids=[], total=10_000),
    ]
    frozen = freeze_commission(order_id=order.pk, partner_id=seller.pk, village_id=None, lines=lines, delivery=10_001)
    assert [(line.base, line.amount) for line in frozen] == [(26_667, 2_667), (10_000, 500)]


def test_it_takes_nothing_when_no_rate_fits(order: Order, seller: Partner) -> None:
    CommissionRate.objects.update(is_active=False)
    assert freeze(order, seller, 45_000) == []


def test_what_was_agreed_stays_whatever_the_card_says_later(order: Order, seller: Partner) -> None:
    freeze(order, seller, 45_000)
    CommissionRate.objects.update(basis_points=9_000)

    assert freeze(order, seller, 99_000) == [("Komisi umum", 45_000, 2_250)]
    for change in (
        lambda: CommissionLine.objects.update(amount=0),
        lambda: CommissionLine.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError, match="what was agreed"), transaction.atomic():
            change()
    CommissionRate.objects.all().delete()
    assert CommissionLine.objects.get().rate is None


def test_the_card_is_readable() -> None:
    CommissionRate.objects.all().delete()
    rate(name="a", position=1, category=Category.add_root(name="Kopi"), basis_points=250, floor=1_000, cap=9_000)
    rate(name="b", position=2, kind="fixed", amount=2_000, total_from=10_000, total_to=99_000)
    rate(name="c", position=3, basis_points=1_000, includes_delivery=True)
    assert card() == [
        ("a", "Kopi", "2,5 % dari barang, paling sedikit Rp1.000, paling banyak Rp9.000"),
        ("b", "belanja mulai Rp10.000, belanja sampai Rp99.000", "Rp2.000 setiap pesanan"),
        ("c", "semua barang", "10 % dari barang dan ongkos kirim"),
    ]


@pytest.mark.parametrize(
    ("percent", "amount", "by_market"), [(0, 9_999, 0), (100, 9_999, 9_999), (50, 9_999, 5_000), (33, 10_000, 3_300)]
)
def test_the_two_parts_of_a_discount_add_up(percent: int, amount: int, by_market: int) -> None:
    assert borne_by_market(amount, percent) == by_market


def test_a_discount_is_borne_as_its_offer_says(order: Order) -> None:
    seller = order.membership.seller
    own = make_offer("Percentage", 10, seller=seller, by_market=0)
    shared = make_offer("Absolute", 10, seller=seller, by_market=40)
    shares = [
        DiscountShare(offer_id=own.pk, name=own.name, amount=5_000),
        DiscountShare(offer_id=shared.pk, name=shared.name, amount=3_334, voucher_code="PANEN"),
        DiscountShare(offer_id=shared.pk, name="nol", amount=0),
    ]
    for _ in range(2):
        freeze_discounts(order_id=order.pk, shares=shares)

    lines = DiscountLine.objects.order_by("pk")
    assert [(line.amount, line.by_marketplace, line.voucher_code) for line in lines] == [
        (5_000, 0, ""),
        (3_334, 1_334, "PANEN"),
    ]
    with pytest.raises(IntegrityError, match="what was agreed"), transaction.atomic():
        lines.update(by_marketplace=0)
