"""Money comes, late or in time, or does not; only what the gateway says now is believed."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet, prefetch_related_objects
from django.utils import timezone

from market.attribution.actions import ask_to_count
from market.gateways.base import GatewayRefused, GatewayUnavailable, Standing
from market.gateways.registry import get_gateway
from market.outbox.actions import record_effect
from market.settlement.actions import OPEN, ask_refund, give_up, open_payment, record_standing, start_payment
from market.settlement.earnings import fulfil
from market.settlement.models import OrderGroup, Payment, PaymentSplit
from market.shop.order import reasons, stock, tell
from market.shop.order.actions.locks import lock, set_status
from market.shop.order.models import Order
from market.shop.order.status import OVER, UNPAID, Status
from market.shop.order.vouchers import give_vouchers_back, use_vouchers_again
from market.shop.partner.models import InsufficientStock

logger = logging.getLogger(__name__)


class NotPayable(Exception):
    """The purchase is paid already, or its hold on the stock has ended."""


class HoldStays(Exception):
    """Nothing can be freed yet: a gateway cannot say whether the money has come."""


def take_payment_news(*, gateway_code: str, external_id: str = "", reference: str = "") -> str:
    """Ask the gateway how a payment stands and act on it once; return the outcome in words.

    News may come late, twice and in any order: only what the gateway says now counts. Raises GatewayUnavailable or
    GatewayRefused when it cannot be asked.
    """
    external_id = external_id or _external_id_of(gateway_code, reference)
    if not external_id:
        return "bukan pembayaran kita"
    asked_at = timezone.now()
    standing = get_gateway(gateway_code).status(external_id)
    return _take_standing(gateway_code, standing, timezone.now(), asked_at)


def prepare_payments(*, group: OrderGroup, now: datetime) -> list[Payment]:
    """Return the payments that the buyer may go on with: the open ones, or further attempts.

    A pooled purchase has one, a direct one has one for each order that nobody has paid yet.

    Raises:
        NotPayable: when nothing waits for money, the time is over, or money for it is held back to be looked at:
            nobody pays twice meanwhile.
    """
    with transaction.atomic():
        group, orders = lock(group.pk)
        unpaid = [order for order in orders if order.status in UNPAID]
        if group.hold_expires_at <= now or not unpaid or (not group.is_direct and len(unpaid) < len(orders)):
            raise NotPayable(group.number)
        refuse_while_held_back(group)
        return open_payments(group=group, orders=unpaid, now=now)


def refuse_while_held_back(group: OrderGroup) -> None:
    """Let nobody pay again while money for the purchase is held back to be looked at. Raises NotPayable."""
    if group.payments.filter(status=Payment.Status.QUARANTINED).exists():
        raise NotPayable(group.number)


def open_payments(*, group: OrderGroup, orders: list[Order], now: datetime) -> list[Payment]:
    """Write down the attempts to pay these orders of a locked purchase: one for all, or one a seller."""
    prefetch_related_objects(orders, "lines")
    totals = {order.pk: order.owed() for order in orders}
    if not group.is_direct:
        return [open_payment(group=group, order_totals=totals, now=now)]
    sellers = dict(group.members.values_list("order_id", "seller_id"))
    return [
        open_payment(group=group, order_totals={order.pk: totals[order.pk]}, partner_id=sellers[order.pk], now=now)
        for order in orders
    ]


def start_payments(*, group: OrderGroup, now: datetime) -> str:
    """Ask the gateway for what is to be paid; return the address where the buyer pays, or nothing.

    Nothing means that the purchase's own page says how to pay.

    Raises:
        NotPayable: as `prepare_payments`.
        GatewayUnavailable, GatewayRefused: when the gateway does not answer or says no.
    """
    started = [start_payment(payment.pk) for payment in prepare_payments(group=group, now=now)]
    return started[0].redirect_url if len(started) == 1 else ""


def release_hold(*, group: OrderGroup, now: datetime) -> bool:
    """Close what nobody paid of a purchase whose time is over, and free its goods; return whether it did.

    Should the money have arrived meanwhile, it is booked instead. Raises HoldStays while a gateway cannot say.
    """
    close_open_payments(group)
    with transaction.atomic():
        group, orders = lock(group.pk)
        held = [order for order in orders if order.status in UNPAID]
        if not held or group.hold_expires_at > now:
            return False
        promised = [order for order in held if order.status == Status.CASH_DUE]
        free(group, held, Status.EXPIRED, now)
        tell.nothing_to_pack(promised)
    return True


def close_open_payments(group: OrderGroup, *, order: Order | None = None) -> None:
    """Close the open payments (of one order) at their gateways; money that came is booked.

    Cash of an order that has left already is still to be taken: its payment stays, unless that order is named.
    Raises HoldStays while a gateway cannot say.
    """
    open_ones = group.payments.filter(status__in=OPEN).exclude(external_id="")
    which = {"splits__order": order} if order else {"splits__order__status__in": UNPAID}
    for payment in open_ones.filter(**which).distinct():
        if not _is_closed(payment):
            raise HoldStays(group.number)


def close_payment(payment: Payment) -> None:
    """Close a payment that nobody needs any more; money that came all the same goes back.

    Raises HoldStays while its gateway cannot say.
    """
    if payment.status in OPEN and not _is_closed(payment):
        raise HoldStays(payment.idempotency_key)


def free(group: OrderGroup, orders: list[Order], status: Status, now: datetime) -> None:
    """Give back the goods of orders that nobody paid; the purchase is locked, its gateways' pages are closed."""
    give_up_open(group, orders)
    stock.give_back(orders)
    set_status(orders, status)
    OrderGroup.objects.filter(pk=group.pk).update(released_at=now)
    if not Order.objects.filter(membership__group=group).exclude(status__in=OVER).exists():
        give_vouchers_back(group)


def give_up_open(group: OrderGroup, orders: list[Order]) -> None:
    """Give up the open payments for orders of a locked purchase, so that none of them is started any more."""
    covering = PaymentSplit.objects.filter(order__in=orders).values("payment")
    for payment in group.payments.select_for_update().filter(status__in=OPEN, pk__in=covering):
        give_up(payment)


@transaction.atomic
def _take_standing(gateway_code: str, standing: Standing, now: datetime, asked_at: datetime) -> str:
    payment = _payment_of(gateway_code, standing)
    if payment is None:
        logger.warning("%s %s is none of our payments", gateway_code, standing.external_id)
        return "bukan pembayaran kita"
    group, _orders = lock(payment.group_id)
    payment = Payment.objects.select_for_update().get(pk=payment.pk)
    if record_standing(payment=payment, standing=standing, now=now, asked_at=asked_at):
        orders = list(Order.objects.filter(payment_splits__payment=payment).order_by("pk"))
        return _take_money(group, orders, payment, now)
    if payment.decision == Payment.Decision.GIVE_BACK and payment.status == Payment.Status.CAPTURED:
        ask_refund(payment=payment, reason=payment.note)  # a dispute may have held it until now
    return payment.get_status_display()


def _take_money(group: OrderGroup, orders: list[Order], payment: Payment, now: datetime) -> str:
    """Give money that has just arrived its purpose: the orders it is for, or the way back."""
    statuses = {order.status for order in orders}
    if payment.decision == Payment.Decision.GIVE_BACK:
        return _send_back(group, payment, reasons.NOT_AS_ASKED)
    if _is_paid_otherwise(orders, payment):
        return _send_back(group, payment, reasons.PAID_ALREADY)
    if statuses <= set(UNPAID):
        return _mark_paid(group, orders)
    if statuses <= {Status.HANDED_OVER, Status.RECEIVED} and not _was_paid_before(orders, payment):
        return _take_cash(orders, now)
    if statuses == {Status.EXPIRED}:
        return _take_late_money(group, orders, payment)
    return _send_back(group, payment, _why_unused(orders, payment))


def _take_late_money(group: OrderGroup, orders: list[Order], payment: Payment) -> str:
    """Take the goods once more if they are still there; else the money goes back."""
    try:
        with transaction.atomic():
            stock.take(orders)
    except InsufficientStock:
        return _send_back(group, payment, reasons.SOLD_OUT)
    OrderGroup.objects.filter(pk=group.pk).update(released_at=None)
    use_vouchers_again(group)
    return _mark_paid(group, orders)


def _take_cash(orders: list[Order], now: datetime) -> str:
    """Book cash for goods that have left already; who has received them is done now."""
    for order in orders:
        if order.status == Status.RECEIVED:
            fulfil(order_id=order.pk, now=now)
    _have_counted(orders)
    return "dibayar"


def _mark_paid(group: OrderGroup, orders: list[Order]) -> str:
    is_news_to_seller = [order for order in orders if order.status != Status.CASH_DUE]
    set_status(orders, Status.PAID)
    _close_others(group, orders)
    tell.money_has_come(group, orders, to_sellers=is_news_to_seller)
    _have_counted(orders)
    return "dibayar"


def _have_counted(orders: list[Order]) -> None:
    """Have the outbox count which story sold this; sums of the day never hold up money."""
    ask_to_count(order_ids=[order.pk for order in orders], key=orders[0].number, day=timezone.localdate())


def _close_others(group: OrderGroup, orders: list[Order]) -> None:
    """Have every other open payment for orders that are paid now closed at its gateway, outside this lock."""
    covering = PaymentSplit.objects.filter(order__in=orders).values("payment")
    for payment in group.payments.select_for_update().filter(status__in=OPEN, pk__in=covering):
        if payment.status == Payment.Status.STARTING:
            give_up(payment)
        else:
            record_effect(
                kind="payment.close", key=f"payment.close:{payment.idempotency_key}", payload={"payment": payment.pk}
            )


def _send_back(group: OrderGroup, payment: Payment, reason: str) -> str:
    ask_refund(payment=payment, reason=reason)
    tell.money_goes_back(group, payment, reason)
    return "uang dikembalikan"


def _why_unused(orders: list[Order], payment: Payment) -> str:
    """Return why money that nobody waits for goes back, so that it is true."""
    statuses = {order.status for order in orders}
    if statuses == {Status.CANCELLED}:
        return reasons.CALLED_OFF
    if _was_paid_before(orders, payment):
        return reasons.PAID_ALREADY
    return reasons.TOO_LATE if statuses <= set(OVER) else reasons.OTHERWISE


def _is_paid_otherwise(orders: list[Order], payment: Payment) -> bool:
    """Did another payment bring money for one of these orders, to stay?"""
    others = PaymentSplit.objects.filter(order__in=orders, payment__status=Payment.Status.CAPTURED)
    others = others.exclude(payment__decision=Payment.Decision.GIVE_BACK)
    return others.exclude(payment=payment).exists()


def _was_paid_before(orders: list[Order], payment: Payment) -> bool:
    """Did another payment ever bring money for one of these orders, given back since or not?"""
    return shares_that_counted(orders).exclude(payment=payment).exists()


def shares_that_counted(orders: list[Order]) -> QuerySet[PaymentSplit]:
    """Return the shares of what came for orders, without payments of which all was nobody's and went back."""
    came = PaymentSplit.objects.filter(order__in=orders, payment__captured__gt=0)
    return came.exclude(payment__decision=Payment.Decision.GIVE_BACK)


def _payment_of(gateway_code: str, standing: Standing) -> Payment | None:
    ours = Payment.objects.filter(gateway=gateway_code)
    known = ours.filter(external_id=standing.external_id).first()
    return known or ours.filter(idempotency_key=standing.reference, external_id="").first()


def _external_id_of(gateway_code: str, reference: str) -> str:
    payment = Payment.objects.filter(gateway=gateway_code, idempotency_key=reference).first() if reference else None
    return payment.external_id if payment else ""


def _is_closed(payment: Payment) -> bool:
    """Close the gateway's page; return whether it is certain that nobody can pay there any more."""
    try:
        try:
            get_gateway(payment.gateway).cancel(payment.external_id)
        except GatewayRefused as refusal:
            logger.info("%s cannot be closed: %s", payment.idempotency_key, refusal)
        take_payment_news(gateway_code=payment.gateway, external_id=payment.external_id)
    except (GatewayUnavailable, GatewayRefused) as silence:
        logger.warning("The hold of %s stays: %s", payment.idempotency_key, silence)
        return False
    payment.refresh_from_db()
    return payment.status not in OPEN
