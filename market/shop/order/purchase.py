"""A purchase as its buyer sees it: how it stands in plain words, and the steps of each order with their dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Prefetch
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.wording import words_of
from market.fulfilment.models import Delivery, Parcel
from market.settlement.models import OrderGroup, Payment, Refund
from market.shop.order.models import Line, Order
from market.shop.order.pay_steps import PayStep, Standing, pay_steps
from market.shop.order.status import LEFT, PAID_FOR, UNPAID, Status
from market.shop.order.ways import CASH, way_name
from market.shop.partner.models import Partner


class State(StrEnum):
    PAYABLE = "payable"
    PARTLY = "partly"
    SOME = "some"
    CASH = "cash"
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
    refunds: list[Refund]
    is_direct: bool

    @property
    def can_be_received(self) -> bool:
        """May the buyer say that it has arrived?"""
        return bool(self.order.status == Status.HANDED_OVER)

    @property
    def can_be_given_up(self) -> bool:
        """May the buyer give up this order alone? Only where it has a payment of its own, and nobody paid it."""
        return self.is_direct and self.order.status in UNPAID

    @property
    def can_be_rated(self) -> bool:
        """May the buyer say how she likes the goods? They have left the seller's house."""
        return self.order.status in LEFT

    @property
    def is_alive(self) -> bool:
        """Is it going to arrive, or has it?"""
        return self.order.is_alive


@dataclass(frozen=True, kw_only=True)
class Purchase:
    """The whole purchase; `state` is derived from its orders and payments. Amounts are whole rupiah."""

    group: OrderGroup
    state: State
    orders: list[OrderView]
    pay_steps: list[PayStep]

    @property
    def way(self) -> str:
        """How it is to be paid."""
        return way_name(self.group.gateway)

    @property
    def still_to_pay(self) -> int:
        """What the buyer has to pay now, over all payments; for what a photo was sent she waits."""
        return sum(step.amount for step in self.pay_steps if step.is_due and not step.is_proved)

    @property
    def in_force(self) -> int:
        """What its living orders cost; all of it when none lives."""
        alive = sum(view.order.owed() for view in self.orders if view.is_alive)
        return alive or int(self.group.total)

    @property
    def paid_count(self) -> int:
        """How many payments have come to stay."""
        return sum(step.standing is Standing.PAID for step in self.pay_steps)

    @property
    def called_off(self) -> list[PayStep]:
        """The payments that will not be made any more."""
        return [step for step in self.pay_steps if step.standing is Standing.OVER and not step.is_ending]

    @property
    def looked_at(self) -> list[PayStep]:
        """The payments of which we do not know yet whether their money has come."""
        return [one for one in self.pay_steps if one.is_proved or one.is_ending or one.standing is Standing.CHECKED]

    @property
    def is_proved(self) -> bool:
        """Did the buyer send a photo of all that is due?"""
        due = [step for step in self.pay_steps if step.is_due]
        return bool(due) and all(step.is_proved for step in due)

    @property
    def is_held_for_proof(self) -> bool:
        """Are a guest's goods held for a short time, until a photo shows that money is on its way?"""
        bills = [step.bill for step in self.pay_steps if step.is_due and step.bill]
        return bool(bills) and self.group.user_id is None and not any(bill.proof_at for bill in bills)

    @property
    def is_in_steps(self) -> bool:
        """Does it take several payments?"""
        return len(self.pay_steps) > 1

    @property
    def is_given_back(self) -> bool:
        """Has all money that goes back arrived there?"""
        return all(one.status == Refund.Status.DONE for view in self.orders for one in view.refunds)

    @property
    def can_be_given_up(self) -> bool:
        """May the buyer give up what nobody has paid?"""
        return self.state in (State.PAYABLE, State.PARTLY, State.CASH) and any(
            view.order.status in UNPAID for view in self.orders
        )

    @property
    def can_be_paid_otherwise(self) -> bool:
        """May the buyer still choose another way to pay?"""
        return self.state in (State.PAYABLE, State.CASH) and all(view.order.status in UNPAID for view in self.orders)

    @property
    def has_paid(self) -> bool:
        """Has any money come for it? Only then is its paper a receipt."""
        return any(step.payment and step.payment.captured for step in self.pay_steps)

    @property
    def is_on_its_way(self) -> bool:
        """Has all that is alive left its sellers?"""
        return all(view.order.status in LEFT for view in self.orders if view.is_alive)

    @property
    def has_arrived(self) -> bool:
        """Did the buyer say of all that is alive that it has arrived?"""
        return all(view.order.status == Status.RECEIVED for view in self.orders if view.is_alive)

    @property
    def has_receipt(self) -> bool:
        """Is there something to be shown on paper: money that came, or cash that was agreed?"""
        return self.has_paid or self.state is State.CASH

    @property
    def next_step(self) -> PayStep | None:
        """The payment to be made next: the first without a photo of it, else the first that nobody has confirmed."""
        open_ones = [step for step in self.pay_steps if step.standing in (Standing.DUE, Standing.CASH)]
        unproved = [step for step in open_ones if not getattr(step.bill, "proof_at", None)]
        return next(iter([*unproved, *open_ones]), None)


def purchase_of(group: OrderGroup, *, now: datetime) -> Purchase:
    """Return a purchase for its page, in a fixed number of queries, and two more for each bill to be paid by hand."""
    members = list(
        group.members.select_related(
            "order__delivery__service",
            "order__delivery__destination",
            "order__shipping_address",
            "seller__village__district__regency__province",
        )
        .prefetch_related(
            Prefetch("order__lines", Line.objects.select_related("review")),
            "order__lines__product__parent",
            *words_of("order__lines__product", "order__lines__product__parent"),
            "order__parcels",
            "order__status_changes",
        )
        .order_by("pk")
    )
    payments = list(group.payments.prefetch_related("splits").order_by("-pk"))
    refunds: dict[int, list[Refund]] = {}
    for refund in Refund.objects.filter(split__payment__group=group).select_related("split").order_by("pk"):
        refunds.setdefault(refund.split.order_id, []).append(refund)
    views = [_order_view(group, member.order, member.seller, refunds.get(member.order_id, [])) for member in members]
    steps = pay_steps(group, [(member.order, member.seller) for member in members], payments, now)
    return Purchase(group=group, state=_state(group, views, payments, steps, now), orders=views, pay_steps=steps)


def _state(
    group: OrderGroup, views: list[OrderView], payments: list[Payment], steps: list[PayStep], now: datetime
) -> State:
    statuses = {view.order.status for view in views}
    if any(step.standing is Standing.CASH for step in steps) and any(view.is_alive for view in views):
        return State.CASH
    if statuses & set(PAID_FOR):
        return _state_of_paid(group, steps)
    if any(payment.status == Payment.Status.QUARANTINED for payment in payments):
        return State.CHECKED
    if any(payment.captured for payment in payments):
        return State.REFUNDED
    if not statuses & set(UNPAID):
        return State.EXPIRED if Status.EXPIRED in statuses else State.CANCELLED
    return State.PAYABLE if group.hold_expires_at > now else State.CONFIRMING


def _state_of_paid(group: OrderGroup, steps: list[PayStep]) -> State:
    """Return how a purchase stands for which money has come: all of it, or with more to come, or never all of it."""
    if any(step.is_due for step in steps):
        return State.PARTLY
    has_gap = any(step.standing in (Standing.OVER, Standing.CHECKED) for step in steps)
    return State.SOME if group.is_direct and has_gap else State.PAID


def _order_view(group: OrderGroup, order: Order, seller: Partner, refunds: list[Refund]) -> OrderView:
    parcels = list(order.parcels.all())
    return OrderView(
        order=order,
        seller=seller,
        lines=list(order.lines.all()),
        delivery=getattr(order, "delivery", None),
        parcel=parcels[0] if parcels else None,
        steps=_steps(group, order),
        refunds=refunds,
        is_direct=group.is_direct,
    )


def _hand_over_name(order: Order) -> str | Promise:
    is_carried = hasattr(order, "delivery") and order.delivery.service_id
    return _("Diserahkan ke pengantar") if is_carried else _("Diserahkan kepada Anda")


def _steps(group: OrderGroup, order: Order) -> list[Step]:
    """Return the steps of an order with the times of those that are done; the next one is now.

    What is paid in cash is paid when it is handed over, so that paying is no step of its own.
    """
    changed = {change.new_status: change.date_created for change in order.status_changes.all()}
    times: list[tuple[str | Promise, datetime | None]] = [(_("Dipesan"), group.placed_at)]
    if group.gateway != CASH:
        times.append((_("Dibayar"), changed.get(Status.PAID)))
    times += [
        (_hand_over_name(order), changed.get(Status.HANDED_OVER)),
        (_("Diterima"), changed.get(Status.RECEIVED)),
    ]
    now = next((index for index, (_name, at) in enumerate(times) if at is None), None) if order.is_alive else None
    return [Step(name=name, at=at, is_now=index == now) for index, (name, at) in enumerate(times)]
