"""A basket of three sellers with one voucher: used once, borne as stated, commission frozen for each order."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from oscar.core.loading import get_model

from market.accounts.models import User
from market.settlement.models import CommissionLine, DiscountLine
from market.shop.checkout.actions import place_order_group
from market.shop.order.models import Order
from tests.market.shop.goods import make_basket, make_buyer, make_product, make_shop
from tests.market.shop.test_offers import make_offer

pytestmark = pytest.mark.django_db
Voucher = get_model("voucher", "Voucher")


@pytest.fixture
def voucher() -> Voucher:
    """Rp10.000 off everything, once; the market bears it."""
    now = timezone.now()
    voucher = Voucher.objects.create(
        name="Panen", code="PANEN", usage="Single use", start_datetime=now, end_datetime=now + timedelta(days=1)
    )
    offer = make_offer("Absolute", 10_000, "Voucher")
    voucher.offers.add(offer)
    return voucher


def test_a_voucher_over_three_sellers_is_one_use_shared_to_the_rupiah(voucher: Voucher) -> None:
    goods = [(make_product(make_shop(), price=price), 1) for price in (25_001, 33_333, 7_777)]
    basket = make_basket(*goods)
    basket.vouchers.add(voucher)
    buyer = make_buyer(User.objects.create_user("+6281299990002"))

    group = place_order_group(basket=basket, buyer=buyer, choices={}, now=timezone.now())

    voucher.refresh_from_db()
    assert (voucher.num_orders, voucher.applications.count()) == (1, 1)
    lines = DiscountLine.objects.filter(order__membership__group=group)
    assert sum(line.amount for line in lines) == 10_000
    assert [line.voucher_code for line in lines] == ["PANEN"] * 3
    assert all(line.by_marketplace == line.amount for line in lines)

    for order in Order.objects.filter(membership__group=group):
        goods_total = int(order.total_incl_tax - order.shipping_incl_tax)
        commission = CommissionLine.objects.get(order=order)
        assert (commission.base, commission.amount) == (goods_total, (goods_total * 5 + 50) // 100)
