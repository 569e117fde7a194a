"""Offers are evaluated once on the whole basket; what they take off is split over the sellers' orders."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from oscar.core.loading import get_model

from market.accounts.models import User
from market.settlement.funding import DiscountShare, freeze_discounts
from market.settlement.models import DiscountLine, Funding
from market.shop.basket.models import Basket
from market.shop.checkout.actions import place_order_group
from market.shop.order.models import Order
from market.shop.partner.models import Partner
from tests.market.shop.goods import make_basket, make_buyer, make_product, make_shop

pytestmark = pytest.mark.django_db

Benefit, Condition, ConditionalOffer, Range = (
    get_model("offer", name) for name in ("Benefit", "Condition", "ConditionalOffer", "Range")
)
Voucher = get_model("voucher", "Voucher")


def make_offer(
    kind: str, value: int, offer_type: str = "Site", *, seller: Partner | None = None, by_market: int = 100
) -> ConditionalOffer:
    """Return an offer on everything, borne by the market, or to (100 - `by_market`) % by the seller."""
    offer = make_unborne_offer(kind, value, offer_type)
    bearer = {0: "seller", 100: "marketplace"}.get(by_market, "shared")
    Funding.objects.create(offer=offer, bearer=bearer, partner=seller, marketplace_percent=by_market)
    return offer


def make_unborne_offer(kind: str, value: int, offer_type: str = "Site") -> ConditionalOffer:
    """Return an offer of which nobody has said who bears it."""
    everything = Range.objects.create(name=f"semua {kind}", includes_all_products=True)
    return ConditionalOffer.objects.create(
        name=f"potongan {kind} {offer_type}",
        offer_type=offer_type,
        condition=Condition.objects.create(range=everything, type="Count", value=1),
        benefit=Benefit.objects.create(range=everything, type=kind, value=value),
    )


@pytest.fixture
def basket() -> Basket:
    """Two sellers: three times Rp25.001 from one, Rp33.333 from the other."""
    return make_basket((make_product(make_shop(), price=25_001), 3), (make_product(make_shop(), price=33_333), 1))


def place(basket: Basket, user: User | None = None) -> list[Order]:
    group = place_order_group(basket=basket, buyer=make_buyer(user), choices={}, now=timezone.now())
    orders = list(Order.objects.filter(membership__group=group).order_by("pk"))
    assert sum(order.total_incl_tax for order in orders) == group.total == group.payments.get().amount
    return orders


def goods_of(order: Order) -> Decimal:
    return order.total_incl_tax - order.shipping_incl_tax


def test_a_percentage_is_taken_off_each_sellers_lines(basket: Basket) -> None:
    offer = make_offer("Percentage", 10)

    orders = place(basket)

    shares = [order.discounts.get().amount for order in orders]
    assert [goods_of(order) for order in orders] == [75_003 - shares[0], 33_333 - shares[1]]
    assert all(share == int(share) > 0 for share in shares)
    offer.refresh_from_db()
    assert (offer.num_orders, offer.num_applications, offer.total_discount) == (1, 1, sum(shares))


def test_an_amount_is_shared_to_the_last_rupiah(basket: Basket) -> None:
    make_offer("Absolute", 10_000)

    orders = place(basket)

    assert sum(order.discounts.get().amount for order in orders) == 10_000
    assert sum(goods_of(order) for order in orders) == 108_336 - 10_000
    for order in orders:
        assert sum(line.line_price_incl_tax for line in order.lines.all()) == goods_of(order)


def test_a_voucher_is_used_once_for_the_whole_basket(basket: Basket) -> None:
    user = User.objects.create_user("+6281299990001")
    now = timezone.now()
    voucher = Voucher.objects.create(
        name="Panen", code="PANEN", usage="Single use", start_datetime=now, end_datetime=now + timedelta(days=1)
    )
    voucher.offers.add(make_offer("Percentage", 10, "Voucher"))
    basket.vouchers.add(voucher)

    orders = place(basket, user)

    voucher.refresh_from_db()
    assert voucher.num_orders == 1
    assert voucher.applications.get().order == orders[0]
    assert [order.discounts.get().voucher_code for order in orders] == ["PANEN", "PANEN"]

    again = make_basket((make_product(make_shop(), price=10_000), 1))
    again.vouchers.add(voucher)
    assert not place(again, user)[0].discounts.exists()


def test_an_offer_that_nobody_bears_is_not_applied(basket: Basket) -> None:
    make_unborne_offer("Percentage", 10)

    assert not any(order.discounts.exists() for order in place(basket))


@pytest.mark.parametrize(("kind", "value", "off"), [("Percentage", 10, 7_500), ("Absolute", 10_000, 10_000)])
@pytest.mark.parametrize("by_market", [0, 40])
def test_what_a_seller_bears_is_taken_off_her_goods_only(
    basket: Basket, kind: str, value: int, off: int, by_market: int
) -> None:
    hers = basket.all_lines()[0].stockrecord.partner
    make_offer(kind, value, seller=hers, by_market=by_market)

    own, others = place(basket)

    assert goods_of(own) == 75_003 - off
    assert goods_of(others) == 33_333
    line = DiscountLine.objects.get()
    assert (line.order, line.amount, line.by_marketplace) == (own, off, off * by_market // 100)


def test_the_market_bears_what_nobody_agreed_to_bear(basket: Basket) -> None:
    """Should who bears it be taken away between reckoning and writing, no seller pays for it."""
    offer = make_offer("Absolute", 10_000)
    Funding.objects.filter(offer=offer).update(
        bearer="seller", marketplace_percent=0, partner=make_shop("Madu Pak Udin")
    )
    order = place(basket)[0]
    share = DiscountShare(offer_id=offer.pk, name="Panen", amount=5_000)

    assert [line.by_marketplace for line in freeze_discounts(order_id=order.pk, shares=[share])] == [5_000]


def test_without_offers_nothing_is_written(basket: Basket) -> None:
    assert not any(order.discounts.exists() for order in place(basket))
