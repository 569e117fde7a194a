"""Vouchers: typed into the basket, reckoned once over all sellers, used once, borne by whom the offer says."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from market.accounts.models import User
from market.settlement.models import CommissionLine, DiscountLine, Funding, OrderGroup
from market.shop.basket.models import Basket
from market.shop.basket.vouchers import UnusableVoucher, add_voucher
from market.shop.order.actions import release_hold
from market.shop.order.actions.money import _take_standing
from tests.market.shop.goods import captured, make_basket, make_product, make_shop
from tests.market.shop.test_offers import Voucher, make_offer, place

pytestmark = pytest.mark.django_db


def make_voucher(code: str = "HULU10", usage: str = "Single use", days: int = 1) -> Voucher:
    """Return a voucher that takes Rp10.000 off the whole basket."""
    voucher = Voucher.objects.create(
        name=f"Panen raya {code}",
        code=code,
        usage=usage,
        start_datetime=timezone.now() - timedelta(days=2),
        end_datetime=timezone.now() + timedelta(days=days),
    )
    voucher.offers.add(make_offer("Absolute", 10_000, "Voucher"))
    return voucher


def basket_of_three(owner: User | None = None) -> Basket:
    return make_basket(
        *[(make_product(make_shop(), price=price), 1) for price in (25_000, 30_000, 45_000)], owner=owner
    )


@pytest.mark.parametrize(("percent", "orders"), [(0, 1), (40, 1), (100, 3)])
def test_a_voucher_over_three_sellers_is_one_use_and_is_borne_to_the_rupiah(
    rina: User, percent: int, orders: int
) -> None:
    basket = basket_of_three(rina)
    voucher = make_voucher()
    if percent < 100:
        hers = basket.all_lines()[1].stockrecord.partner
        Funding.objects.update(bearer="shared" if percent else "seller", partner=hers, marketplace_percent=percent)
    add_voucher(basket=basket, code=" hulu10 ", user=rina)

    place(basket, rina)

    voucher.refresh_from_db()
    lines = DiscountLine.objects.all()
    assert (voucher.num_orders, voucher.applications.count()) == (1, 1)
    assert sum(line.amount for line in lines) == 10_000
    assert sum(line.by_marketplace for line in lines) == percent * 100
    assert len(lines) == orders
    assert {line.voucher_code for line in lines} == {"HULU10"}
    assert CommissionLine.objects.count() == 3


def test_a_voucher_that_was_used_is_not_used_again(rina: User) -> None:
    make_voucher()
    first, second = basket_of_three(rina), basket_of_three()
    add_voucher(basket=first, code="HULU10", user=rina)
    place(first, rina)

    with pytest.raises(UnusableVoucher):
        add_voucher(basket=second, code="HULU10", user=rina)


@pytest.mark.parametrize("code", ["", "NICHTS", "HULU1", "x" * 500])
def test_no_such_voucher(rina: User, code: str) -> None:
    make_voucher()
    with pytest.raises(UnusableVoucher):
        add_voucher(basket=basket_of_three(rina), code=code, user=rina)


def test_one_that_nobody_bears_is_refused(rina: User) -> None:
    make_voucher()
    Funding.objects.all().delete()
    with pytest.raises(UnusableVoucher):
        add_voucher(basket=basket_of_three(rina), code="HULU10", user=rina)


def test_one_that_is_over_is_refused(rina: User) -> None:
    make_voucher(days=-1)
    with pytest.raises(UnusableVoucher):
        add_voucher(basket=basket_of_three(rina), code="HULU10", user=rina)


def test_it_is_typed_into_the_basket_shown_and_taken_out(client: Client) -> None:
    voucher = make_voucher()
    client.post(f"/keranjang/add/{make_product(make_shop(), price=25_000).pk}/", {"quantity": 1})

    page = client.post("/keranjang/voucher/", {"code": "hulu10"}, follow=True).content.decode()
    assert "Panen raya HULU10" in page
    assert page.count("−Rp10.000") == 1  # beside the goods it makes cheaper
    assert "Kupon" not in page
    assert "Rp15.000" in page

    page = client.post(f"/keranjang/voucher/{voucher.pk}/keluar/", follow=True).content.decode()
    assert "−Rp10.000" not in page


def test_codes_are_not_found_by_trying(client: Client) -> None:
    make_voucher()
    client.post(f"/keranjang/add/{make_product(make_shop()).pk}/", {"quantity": 1})
    for number in range(20):
        client.post("/keranjang/voucher/", {"code": f"COBA{number}"})

    page = client.post("/keranjang/voucher/", {"code": "HULU10"}, follow=True).content.decode()
    assert "Terlalu banyak kode" in page


def test_a_basket_without_anything_takes_no_voucher(client: Client) -> None:
    make_voucher()
    page = client.post("/keranjang/voucher/", {"code": "HULU10"}, follow=True).content.decode()
    assert "ulangi" in page


def test_a_purchase_nobody_paid_gives_its_voucher_back_and_late_money_uses_it_again(rina: User) -> None:
    voucher = make_voucher()
    basket = basket_of_three(rina)
    add_voucher(basket=basket, code="HULU10", user=rina)
    place(basket, rina)
    group = OrderGroup.objects.get()
    OrderGroup.objects.update(hold_expires_at=timezone.now())

    assert release_hold(group=group, now=timezone.now())
    voucher.refresh_from_db()
    assert (voucher.num_orders, voucher.total_discount, voucher.applications.count()) == (0, 0, 0)
    assert voucher.is_available_to_user(rina)[0]

    payment, now = group.payments.get(), timezone.now()
    _take_standing("stripe", captured(payment), now, now)
    voucher.refresh_from_db()
    assert (voucher.num_orders, voucher.total_discount, voucher.applications.count()) == (1, 10_000, 1)
