"""What does not go through: purchases given up before they are paid, orders cancelled, money that goes back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from market.accounts.models import User
from market.settlement.methods import hold_of, longest_hold, method_of
from market.settlement.models import OrderGroup, Payment, PaymentMethod, PaymentSplit, Refund
from market.settlement.refunds import ask_order_refund, fitting
from market.settlement.statement import order_line
from market.shop.order import stock, tell
from market.shop.order.actions.holding import is_trusted
from market.shop.order.actions.locks import lock, lock_order, set_status
from market.shop.order.actions.money import (
    HoldStays,
    NotPayable,
    close_open_payments,
    free,
    give_up_open,
    open_payments,
    refuse_while_held_back,
    shares_that_counted,
)
from market.shop.order.models import Order
from market.shop.order.status import LEFT, SEEN_BY_SELLER, TO_PACK, UNPAID, Status
from market.shop.order.tell_seller import money_was_taken

MOST_TURNS = 8
"""So often a purchase may be paid otherwise: each turn is told to its sellers, and uses up a unique code."""


class NotCancellable(Exception):
    """The goods are on their way already, or the order is over."""


def cancel_unpaid(*, group: OrderGroup, now: datetime) -> bool:
    """Give up all that nobody has paid of a purchase, as its buyer wishes; return whether there was anything.

    Raises:
        HoldStays: while a gateway cannot say whether the money has come.
    """
    close_open_payments(group)
    with transaction.atomic():
        group, orders = lock(group.pk)
        unpaid = [order for order in orders if order.status in UNPAID]
        if not unpaid:
            return False
        promised = [order for order in unpaid if order.status == Status.CASH_DUE]
        free(group, unpaid, Status.CANCELLED, now)
        tell.nothing_to_pack(promised)
    return True


def change_method(*, group: OrderGroup, code: str, now: datetime) -> OrderGroup:
    """Let the buyer pay otherwise; the payments that are open are closed first, money that came counts.

    The goods stay held for as long as the new way takes, but never longer than the longest way takes from the start;
    cash, which comes with the goods, may take its own time after that. Time that was given is not taken away by it.

    Raises:
        NotPayable: when something of it is paid or has left, or the time is over, or the way is not offered, or money
            for it is held back to be looked at, or it was changed too often.
        HoldStays: while a gateway cannot say whether the money has come.
    """
    method = method_of(code)
    if method is None or group.members.exclude(order__status__in=UNPAID).exists():
        raise NotPayable(group.number)
    close_open_payments(group)
    with transaction.atomic():
        group, orders = lock(group.pk)
        if group.hold_expires_at <= now or any(order.status not in UNPAID for order in orders):
            raise NotPayable(group.number)
        refuse_while_held_back(group)
        if group.payments.count() > MOST_TURNS * len(orders):
            raise NotPayable(group.number)
        if group.payments.filter(status=Payment.Status.WAITING).exists():
            raise HoldStays(group.number)  # its page was opened since
        group.payments.filter(status=Payment.Status.STARTING).update(status=Payment.Status.CANCELLED)
        _hold_anew(group, method, now)
        moved = _move_to(orders, method)
        open_payments(group=group, orders=orders, now=now)
        tell.purchase_is_placed(group, orders)
        if method.is_cash:
            tell.cash_was_promised(moved)
    return group


def _hold_anew(group: OrderGroup, method: PaymentMethod, now: datetime) -> None:
    """Hold the goods of a locked purchase as long as another way to pay takes, within the longest."""
    is_known = is_trusted(group)
    takes = hold_of(method, is_trusted=is_known)
    latest = group.placed_at + longest_hold(is_trusted=is_known) + (takes if method.is_cash else timedelta())
    group.gateway, group.is_direct = method.code, method.is_direct
    group.hold_expires_at = min(now + takes, max(latest, group.hold_expires_at))
    group.save(update_fields=["gateway", "is_direct", "hold_expires_at"])


def _move_to(orders: list[Order], method: PaymentMethod) -> list[Order]:
    """Let orders wait for cash, or for money that comes before; return those that waited otherwise."""
    wanted = Status.CASH_DUE if method.is_cash else Status.AWAITING_PAYMENT
    moved = [order for order in orders if order.status != wanted]
    tell.cash_was_taken_back([order for order in moved if order.status == Status.CASH_DUE])
    set_status(moved, wanted)
    return moved


def cancel_order(*, order: Order, reason: str, by: User | None, now: datetime | None = None) -> Order:
    """Call off an order that has not left yet: its goods are free again, all that was paid for it goes back.

    Cash that was refused at the door counts as not left, even when the buyer or time had it down as received: nobody
    paid, the goods come home. A second call changes nothing.

    Raises:
        NotCancellable: when goods that were paid for are on their way, or have arrived; or when nobody has paid yet
            and one payment is for all orders of the purchase (then `cancel_unpaid` gives up all of it).
        HoldStays: while a gateway cannot say whether the money has come.
        settlement.refunds.InDispute: while the buyer's bank holds its money.
    """
    now = now or timezone.now()
    if _is_paid_with_others(order):
        raise NotCancellable(order.number)
    if order.status in (*UNPAID, *LEFT):
        close_open_payments(order.membership.group, order=order)
    with transaction.atomic():
        order = lock_order(order)
        before = order.status
        if before in (Status.CANCELLED, Status.EXPIRED):
            return order
        paid = shares_that_counted([order]).order_by("pk")
        is_gone = before in LEFT and paid.exists()
        if is_gone or _is_paid_with_others(order):
            raise NotCancellable(order.number)
        _take_goods_back(order, now)
        for split in paid:
            _refund_rest(split, order, reason, by, now)
        if before in SEEN_BY_SELLER:
            tell.order_is_cancelled(order, reason, is_paid=bool(paid))
            tell.nothing_to_pack([order], but=by)
    return order


def can_cancel(order: Order) -> bool:
    """May `cancel_order` call it off, as far as can be told without asking a gateway?"""
    if order.status in LEFT:
        return not shares_that_counted([order]).exists()
    return order.status in (*UNPAID, *TO_PACK) and not _is_paid_with_others(order)


def refund_order(
    *,
    order: Order,
    amount: int,
    reason: str,
    key: str,
    by: User | None,
    restock: Mapping[int, int] | None = None,
    now: datetime | None = None,
) -> Refund:
    """Give back a part of what was paid for an order, and put goods that came back into stock; once a key.

    `amount` is whole rupiah; `restock` are quantities by order line.

    Raises:
        settlement.refunds.TooMuch: when that much was never paid, or is on its way back already.
        settlement.refunds.DifferentRefund: when the key was used for something else.
    """
    now = now or timezone.now()
    with transaction.atomic():
        order = lock_order(order)
        known = Refund.objects.filter(key=fitting(key), amount=amount, split__order=order).first()
        if known is not None:
            return known
        before = part_of_seller(order, now)
        refund = ask_order_refund(order_id=order.pk, amount=amount, reason=reason, key=key, by=by, now=now)
        stock.return_lines(order, restock or {})
        tell.money_comes_back(order, amount=amount, key=key)
        money_was_taken(order, refund, before=before, part=part_of_seller(order, now), but=by)
    return refund


def part_of_seller(order: Order, now: datetime) -> int:
    line = order_line(order_id=order.pk, now=now)
    return line.earned if line else 0


def _is_paid_with_others(order: Order) -> bool:
    """Does it wait for one payment that is for all orders of its purchase?"""
    return order.status in UNPAID and not order.membership.group.is_direct


def _take_goods_back(order: Order, now: datetime) -> None:
    """Cancel a locked order, and let its goods be sold again: never gone, or home from a door where nobody paid."""
    if order.status in UNPAID:
        free(order.membership.group, [order], Status.CANCELLED, now)
        return
    give_up_open(order.membership.group, [order])
    stock.put_back([order]) if order.status in LEFT else stock.give_back([order])
    set_status([order], Status.CANCELLED)


def _refund_rest(split: PaymentSplit, order: Order, reason: str, by: User | None, now: datetime) -> None:
    left = split.amount - split.refund_asked
    if left:
        ask_order_refund(
            order_id=order.pk, amount=left, reason=reason, key=f"cancel:{order.number}:{split.pk}", by=by, now=now
        )
