"""What each run of the machine begins with: purchases by every way to pay, and a basket to be bought."""

from __future__ import annotations

from dataclasses import dataclass

from market.gateways.base import Standing
from market.ledger.models import Journal
from market.settlement.earnings import fulfil
from market.settlement.models import OrderGroup, Payment
from market.shop.checkout.actions import Buyer
from tests.market.settlement.stand import Stand
from tests.market.settlement.world import NOW, Sold, a_purchase, a_seller, open_payments, orders_of, take_news
from tests.market.shop.goods import make_basket, make_buyer, make_product, make_shop
from tests.market.shop.ways import offer


@dataclass(frozen=True)
class World:
    """What each run begins with."""

    groups: list[OrderGroup]
    payments: list[Payment]
    orders: list[int]
    standings: dict[str, Standing]
    baskets: list[int]
    last_journal: int
    buyer: Buyer


def make_world(stand: Stand) -> World:
    """Return purchases by card, pooled transfer, direct transfer and cash; the first card's has a second attempt.

    One more by card is paid and received already, so that its sellers may be paid out.
    """
    ros, udin, siti = a_seller("Ros"), a_seller("Udin"), a_seller("Siti")
    card = a_purchase(
        Sold(goods=45_001, delivery=20_000, commission=2_250, discount=3_333, by_market=1_111, seller=ros),
        Sold(goods=99_999, commission=4_999, seller=udin),
    )
    pooled = a_purchase(Sold(goods=70_003, delivery=9_997, commission=3_500, seller=siti), gateway="transfer")
    direct = a_purchase(
        Sold(goods=61_007, commission=3_050, discount=500, by_market=500, seller=ros),
        Sold(goods=33_331, delivery=7_777, commission=1_666, seller=siti),
        gateway="transfer",
        is_direct=True,
    )
    cash = a_purchase(Sold(goods=52_500, commission=2_625, seller=udin), gateway="cash", is_direct=True)
    earned = a_purchase(
        Sold(goods=88_007, delivery=12_001, commission=4_400, seller=siti),
        Sold(goods=120_011, commission=6_001, seller=udin),
    )
    groups = [card, pooled, direct, cash, earned]
    payments = [payment for group in groups for payment in open_payments(group, stand)]
    Payment.objects.filter(pk=payments[0].pk).update(status=Payment.Status.CANCELLED)
    payments += open_payments(card, stand)
    orders = [order.pk for group in groups for order in orders_of(group)]
    take_news(payments[-2], stand.capture(payments[-2].external_id))
    for order in orders_of(earned):
        fulfil(order_id=order.pk, now=NOW)
    offer("stripe")
    shops = [make_shop("Madu Pak Udin"), make_shop("Anyaman Ibu Ani")]
    basket = make_basket(*[(make_product(shop, price=31_013), 1) for shop in shops])
    last = Journal.objects.latest("pk").pk
    return World(groups, payments, orders, dict(stand.payments), [basket.pk], last, make_buyer())
