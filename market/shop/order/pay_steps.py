"""What a buyer has to pay of a purchase: one step for all of it, or one for each seller whom the money reaches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from market.gateways.base import GatewayRefused, GatewayUnavailable
from market.gateways.registry import all_gateways
from market.settlement.actions import OPEN
from market.settlement.models import OrderGroup, Payment
from market.shop.order.models import Order
from market.shop.order.status import UNPAID, Status
from market.shop.order.ways import CASH, way_name
from market.shop.partner.models import Partner

GIVE_BACK = Payment.Decision.GIVE_BACK


class Standing(StrEnum):
    DUE = "due"
    CASH = "cash"
    PAID = "paid"
    CHECKED = "checked"
    BACK = "back"
    OVER = "over"


@dataclass(frozen=True, kw_only=True)
class PayStep:
    """One payment as its buyer sees it; `amount` is whole rupiah, with the unique code of a transfer.

    `template` shows `bill` where the gateway has no page of its own. `seller` is the one whom the money reaches.
    """

    standing: Standing
    amount: int
    orders: list[Order]
    seller: Partner | None
    payment: Payment | None
    template: str
    bill: Any

    @property
    def is_due(self) -> bool:
        """Is there still something to pay now?"""
        return self.standing is Standing.DUE

    @property
    def is_ending(self) -> bool:
        """Is its time over, while we still make sure whether the money has come?"""
        return self.standing is Standing.OVER and any(order.status in UNPAID for order in self.orders)

    @property
    def is_cancelled(self) -> bool:
        """Did somebody call off all that it was to pay for?"""
        return self.standing is Standing.OVER and all(order.status == Status.CANCELLED for order in self.orders)

    @property
    def is_proved(self) -> bool:
        """Did the buyer send a photo, so that it is for others now to find the money?"""
        return (self.is_due or self.is_ending) and bool(getattr(self.bill, "proof_at", None))

    @property
    def way(self) -> str:
        """How it is or was paid."""
        return way_name(self.payment.gateway) if self.payment else ""


def pay_steps(
    group: OrderGroup, members: Iterable[tuple[Order, Partner]], payments: list[Payment], now: datetime
) -> list[PayStep]:
    """Return what is to be paid, in the orders' order; `payments` are the newest first, with their splits."""
    members = list(members)
    if not group.is_direct:
        return [_step(group, [order for order, _seller in members], None, payments, now)]
    return [
        _step(group, [order], seller, [one for one in payments if _pays_for(one, order)], now)
        for order, seller in members
    ]


def _pays_for(payment: Payment, order: Order) -> bool:
    return any(share.order_id == order.pk for share in payment.splits.all())


def _step(
    group: OrderGroup, orders: list[Order], seller: Partner | None, payments: list[Payment], now: datetime
) -> PayStep:
    payment = _that_counts(payments)
    standing = _standing(group, orders, payment, now)
    template, bill = _how_to_pay(payment, standing)
    owed = sum(order.owed() for order in orders)
    came = payment.amount + payment.extra if payment and payment.captured else owed
    return PayStep(
        standing=standing,
        amount=getattr(bill, "payable", came),
        orders=orders,
        seller=seller,
        payment=payment,
        template=template,
        bill=bill,
    )


def _that_counts(payments: list[Payment]) -> Payment | None:
    """Return the payment whose money came to stay, else one that is looked at, else the open one, else the last."""
    held = [one for one in payments if one.status == Payment.Status.QUARANTINED]
    kept = [one for one in payments if one.captured > one.given_back and one.decision != GIVE_BACK]
    back = [one for one in payments if one.captured]
    waiting = [one for one in payments if one.status in OPEN]
    return next(iter([*kept, *held, *waiting, *back, *payments]), None)


def _standing(group: OrderGroup, orders: list[Order], payment: Payment | None, now: datetime) -> Standing:
    is_unpaid = any(order.status in UNPAID for order in orders)
    if payment and payment.captured and not (is_unpaid and payment.decision == GIVE_BACK):
        is_over = all(order.status in (Status.EXPIRED, Status.CANCELLED) for order in orders)
        return Standing.BACK if is_over or payment.given_back >= payment.captured else Standing.PAID
    if payment and payment.status == Payment.Status.QUARANTINED:
        return Standing.CHECKED
    if payment and payment.gateway == CASH and payment.status in OPEN:
        return Standing.CASH
    return Standing.DUE if is_unpaid and group.hold_expires_at > now else Standing.OVER


def _how_to_pay(payment: Payment | None, standing: Standing) -> tuple[str, Any]:
    """Return the gateway's template and what it shows, where the buyer still has to do something by hand."""
    if payment is None or payment.captured or standing not in (Standing.DUE, Standing.CASH, Standing.OVER):
        return "", None
    if not payment.external_id or payment.gateway not in all_gateways():
        return "", None
    gateway = all_gateways()[payment.gateway]
    if not gateway.template or (standing is Standing.OVER and payment.gateway == CASH):
        return "", None
    try:
        return gateway.template, gateway.bill(payment.external_id)
    except (GatewayRefused, GatewayUnavailable):
        return "", None
