"""Sellers who earn, and the operator who pays them out."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile

from market.gateways.bills.models import ReceivingAccount
from market.settlement.earnings import fulfil
from market.settlement.models import SellerPayout
from market.settlement.payouts import (
    mark_paid,
    prepare_payouts,
)
from market.shop.partner.models import Partner
from tests.market.settlement.stand import Stand
from tests.market.settlement.world import (
    NOW,
    Sold,
    orders_of,
    paid_purchase,
)

TODAY = date(2026, 11, 21)
numbers = itertools.count(1_000_000)


def slip() -> ContentFile:
    return ContentFile(b"bukti", name="bukti.jpg")


def earn(stand: Stand, seller: Partner, goods: int, commission: int = 0, gateway: str = "stripe") -> Any:
    sold = Sold(goods=goods, commission=commission, seller=seller)
    [order] = orders_of(paid_purchase(stand, sold, gateway=gateway, is_direct=gateway != "stripe"))
    fulfil(order_id=order.pk, now=NOW)
    return order


def with_bank(seller: Partner, state: str = "active") -> Partner:
    ReceivingAccount.objects.create(
        partner=seller,
        kind="bank",
        bank="Bankaltimtara",
        number=f"00{next(numbers)}",
        holder="=HYPERLINK(ROS)",
        state=state,
        active_from=NOW - timedelta(days=3),
    )
    return seller


def prepare() -> list[SellerPayout]:
    return prepare_payouts(until=TODAY, now=NOW)


def pay(payout: SellerPayout) -> SellerPayout:
    return mark_paid(payout=payout, proof=slip(), paid_from="bank:treasurer", by=None, now=NOW)
