"""A seller says of each line whether she will send it; what she cannot send is called off, its money goes back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from market.accounts.models import User
from market.settlement.actions import start_payment
from market.settlement.models import Payment, Refund
from market.settlement.refunds import ask_order_refund
from market.shop.order import stock, tell
from market.shop.order.actions.leaving import cancel_order, part_of_seller
from market.shop.order.actions.locks import lock_order
from market.shop.order.actions.money import (
    HoldStays,
    close_open_payments,
    give_up_open,
    open_payments,
    shares_that_counted,
)
from market.shop.order.models import Line, Order, OrderNote
from market.shop.order.status import DECLINED, LEFT, TO_PACK, LineState, Status
from market.shop.order.tell_seller import money_was_taken
from market.shop.order.ways import CASH

BY_SELLER = "Penjual"


class NotAnswerable(Exception):
    """The goods have left, the order is off, or is not to be packed yet; or this line was declined."""


def can_answer(order: Order) -> bool:
    """May its seller still accept or decline lines of it?"""
    return order.status == Status.PAID or (order.status == Status.CASH_DUE and order.membership.group.is_direct)


def accept_line(*, line: Line, by: User | None) -> Line:
    """Note that the seller will send it; its buyer sees that. A second call changes nothing.

    Raises:
        NotAnswerable: when it was declined, or there is nothing to pack.
    """
    with transaction.atomic():
        order = lock_order(line.order)
        line = order.lines.get(pk=line.pk)
        if line.is_accepted:
            return line
        if line.is_declined or order.status not in TO_PACK:
            raise NotAnswerable(order.number)
        _note(order, line, LineState.ACCEPTED, "", by)
    return line


def decline_line(*, line: Line, reason: str, by: User | None, now: datetime | None = None) -> Line:
    """Call one line off before it has left: its goods are free again, and its price goes back to who paid it.

    Of an order that is still to be paid in cash the buyer is asked less. What the goods cost goes back, delivery does
    not, as the rest is still sent; with the last line all of the order is cancelled. A second call changes nothing.

    Raises:
        NotAnswerable: when the goods have left, or the order is off or not to be packed yet.
        HoldStays: when its cash was asked for in this very moment; it may be said again at once.
        settlement.refunds.InDispute: while the buyer's bank holds its money.
    """
    now = now or timezone.now()
    order = Order.objects.select_related("membership__group").get(pk=line.order_id)
    if order.status == Status.CASH_DUE and can_answer(order):
        close_open_payments(order.membership.group, order=order)
    with transaction.atomic():
        order = lock_order(order)
        line = order.lines.get(pk=line.pk)
        is_answered = line.is_declined
        is_possible = can_answer(order)
        if is_possible and not is_answered:
            _decline(order, line, reason, by, now)
        asked = _ask_for_cash(order, now)
    for payment in asked:
        start_payment(payment.pk)
    if not is_possible and not is_answered:
        raise NotAnswerable(order.number)
    return line


def _decline(order: Order, line: Line, reason: str, by: User | None, now: datetime) -> None:
    """Call a line of a locked order off; the last one takes the order with it."""
    if not order.lines.exclude(pk=line.pk).exclude(status__in=DECLINED).exists():
        cancel_order(order=order, reason=reason, by=by, now=now)
        _note(order, line, LineState.DECLINED, reason, by)
        return
    is_paid = order.status == Status.PAID
    if not is_paid:
        _stop_asking(order)
    stock.give_back_line(line)
    _note(order, line, LineState.DECLINED if is_paid else LineState.NEVER_DUE, reason, by)
    refund = _give_back(order, line, reason, by, now) if is_paid else None
    tell.line_is_declined(order, line, reason, amount=refund.amount if refund else 0)


def _give_back(order: Order, line: Line, reason: str, by: User | None, now: datetime) -> Refund | None:
    """Give the line's price back, or what the buyer has not had back of it by other ways."""
    left = max((share.amount - share.refund_asked for share in shares_that_counted([order])), default=0)
    amount = min(line.owed, left)
    if amount <= 0:
        return None
    before = part_of_seller(order, now)
    refund = ask_order_refund(
        order_id=order.pk,
        amount=amount,
        reason=f"{line.title}: {reason}",
        key=f"decline:{order.number}:{line.pk}",
        by=by,
        now=now,
    )
    money_was_taken(order, refund, before=before, part=part_of_seller(order, now), but=by)
    return refund


def _stop_asking(order: Order) -> None:
    """Give up what was not asked of the buyer yet. Raises HoldStays for what was asked since its bill was closed."""
    group = order.membership.group
    if group.payments.filter(status=Payment.Status.WAITING, splits__order=order).exists():
        raise HoldStays(group.number)
    give_up_open(group, [order])


def _ask_for_cash(order: Order, now: datetime) -> list[Payment]:
    """Ask anew for cash that is still to come for a locked order, as its bill was closed: less, or as much as before.

    While it was closed, the goods may have left.
    """
    order.refresh_from_db()
    group = order.membership.group
    is_due = group.gateway == CASH and group.is_direct and order.status in (Status.CASH_DUE, *LEFT)
    if not is_due or shares_that_counted([order]).exists():
        return []
    return open_payments(group=group, orders=[order], now=now)


def _note(order: Order, line: Line, state: LineState, reason: str, by: User | None) -> None:
    """Keep what was said of a line, and who said it."""
    line.status, line.partner_line_notes = state.value, reason
    line.save(update_fields=["status", "partner_line_notes"])
    said = f"{state.label}: {line.title}" + (f" ({reason})" if reason else "")
    OrderNote.objects.create(order=order, user=by, note_type=BY_SELLER, message=said)
