"""A purchase as its buyer sees it: how it stands in plain words, and the steps of each order with their dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from market.fulfilment.models import Delivery, Parcel
from market.settlement.models import OrderGroup, Payment
from market.shop.order.models import Line, Order
from market.shop.order.status import PAID_FOR, Status
from market.shop.partner.models import Partner


class State(StrEnum):
    PAYABLE = "payable"
    CONFIRMING = "confirming"
    CHECKED = "checked"
    PAID = "paid"
    EXPIRED = "expired"
    REFUNDED = "refunded"
    CANCELLED = "cancelled"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of an order: done at a time, being waited for now, or yet to come."""

    name: str | Promise
    at: datetime | None
    is_now: bool


@dataclass(frozen=True, kw_only=True)
class OrderView:
    """One seller's part of the purchase."""

    order: Order
    seller: Partner
    lines: list[Line]
    delivery: Delivery | None
    parcel: Parcel | None
    steps: list[Step]

    @property
    def can_be_received(self) -> bool:
        """May the buyer say that it has arrived?"""
        return bool(self.order.status == Status.HANDED_OVER)


@dataclass(frozen=True, kw_only=True)
class Purchase:
    """The whole purchase; `state` is derived from its orders and payments."""

    group: OrderGroup
    state: State
    orders: list[OrderView]
    payment: Payment | None


def purchase_of(group: OrderGroup, *, now: datetime) -> Purchase:
    """Return a purchase for its page, in a fixed number of queries."""
    members = (
        group.members.select_related(
            "order__delivery__service",
            "order__delivery__destination",
            "seller__village__district__regency__province",
        )
        .prefetch_related("order__lines__product__parent", "order__parcels", "order__status_changes")
        .order_by("pk")
    )
    views = [_order_view(group, member.order, member.seller) for member in members]
    payments = list(group.payments.order_by("-pk"))
    payment = next((one for one in payments if one.captured), payments[0] if payments else None)
    return Purchase(group=group, state=_state(group, views, payments, now), orders=views, payment=payment)


def _state(group: OrderGroup, views: list[OrderView], payments: list[Payment], now: datetime) -> State:
    statuses = {view.order.status for view in views}
    if statuses & set(PAID_FOR):
        return State.PAID
    if any(payment.status == Payment.Status.QUARANTINED for payment in payments):
        return State.CHECKED
    if any(payment.captured for payment in payments):
        return State.REFUNDED
    if Status.AWAITING_PAYMENT not in statuses:
        return State.EXPIRED if Status.EXPIRED in statuses else State.CANCELLED
    return State.PAYABLE if group.hold_expires_at > now else State.CONFIRMING


def _order_view(group: OrderGroup, order: Order, seller: Partner) -> OrderView:
    parcels = list(order.parcels.all())
    return OrderView(
        order=order,
        seller=seller,
        lines=list(order.lines.all()),
        delivery=getattr(order, "delivery", None),
        parcel=parcels[0] if parcels else None,
        steps=_steps(group, order),
    )


def _hand_over_name(order: Order) -> str | Promise:
    is_carried = hasattr(order, "delivery") and order.delivery.service_id
    return _("Diserahkan ke pengantar") if is_carried else _("Diserahkan kepada Anda")


def _steps(group: OrderGroup, order: Order) -> list[Step]:
    """Return the four steps of an order with the times of those that are done; the next one is now."""
    changed = {change.new_status: change.date_created for change in order.status_changes.all()}
    times: list[tuple[str | Promise, datetime | None]] = [
        (_("Dipesan"), group.placed_at),
        (_("Dibayar"), changed.get(Status.PAID)),
        (_hand_over_name(order), changed.get(Status.HANDED_OVER)),
        (_("Diterima"), changed.get(Status.RECEIVED)),
    ]
    is_alive = order.status not in (Status.EXPIRED, Status.CANCELLED)
    now = next((index for index, (_name, at) in enumerate(times) if at is None), None) if is_alive else None
    return [Step(name=name, at=at, is_now=index == now) for index, (name, at) in enumerate(times)]
