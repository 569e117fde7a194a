"""What happens to orders once they are placed: money comes, or does not; goods go, and arrive."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from market.accounts.models import User
from market.fulfilment.actions import hand_over_parcel, receive_parcel
from market.fulfilment.models import Parcel
from market.gateways.base import GatewayRefused, GatewayUnavailable, Standing
from market.gateways.registry import get_gateway
from market.settlement.actions import OPEN, ask_refund, give_up, open_payment, record_standing
from market.settlement.models import OrderGroup, Payment
from market.settlement.rupiah import whole_rupiah
from market.shop.order import stock, tell
from market.shop.order.models import Order
from market.shop.order.status import Status
from market.shop.partner.models import InsufficientStock

logger = logging.getLogger(__name__)


class NotPayable(Exception):
    """The purchase is paid already, or its hold on the stock has ended."""


class NotPaid(Exception):
    """Only what is paid may be handed over, and only what was handed over can be received."""


def take_payment_news(*, gateway_code: str, external_id: str = "", reference: str = "") -> str:
    """Ask the gateway how a payment stands and act on it once; return the outcome in words.

    News may come late, twice and in any order: only what the gateway says now counts. Raises GatewayUnavailable or
    GatewayRefused when it cannot be asked.
    """
    external_id = external_id or _external_id_of(gateway_code, reference)
    if not external_id:
        return "bukan pembayaran kita"
    standing = get_gateway(gateway_code).status(external_id)
    return _take_standing(gateway_code, standing, timezone.now())


def prepare_payment(*, group: OrderGroup, now: datetime) -> Payment:
    """Return the payment that the buyer may go on with: the open one, or a further attempt.

    Raises:
        NotPayable: when the purchase is not waiting for money, its time is over, or money for it is held back to be
            looked at: nobody pays twice meanwhile.
    """
    with transaction.atomic():
        group, orders = lock(group.pk)
        if group.hold_expires_at <= now or any(order.status != Status.AWAITING_PAYMENT for order in orders):
            raise NotPayable(group.number)
        if group.payments.filter(status=Payment.Status.QUARANTINED).exists():
            raise NotPayable(group.number)
        totals = {order.pk: whole_rupiah(order.total_incl_tax) for order in orders}
        return open_payment(group=group, order_totals=totals, now=now)


def release_hold(*, group: OrderGroup, now: datetime) -> bool:
    """Close the gateway's page of an unpaid purchase whose time is over, and free its goods; return whether it did.

    Should the money have arrived meanwhile, it is booked instead. Nothing is freed while the gateway cannot say.
    """
    for payment in group.payments.filter(status__in=OPEN).exclude(external_id=""):
        if not _is_closed_unpaid(payment):
            return False
    with transaction.atomic():
        group, orders = lock(group.pk)
        held = [order for order in orders if order.status == Status.AWAITING_PAYMENT]
        if not held or group.hold_expires_at > now:
            return False
        for payment in group.payments.select_for_update().filter(status__in=OPEN):
            give_up(payment)
        stock.give_back(held)
        _set_status(held, Status.EXPIRED)
        OrderGroup.objects.filter(pk=group.pk).update(released_at=now)
    return True


def hand_over(*, order: Order, carrier: str, tracking_number: str, by: User | None) -> Parcel:
    """Give a paid order's goods to whoever carries them, once; the buyer is told. A second call finds the parcel.

    Raises:
        NotPaid: when the order is not paid, or is over.
    """
    with transaction.atomic():
        order = _lock_order(order)
        if order.status == Status.HANDED_OVER:
            return order.parcels.earliest("pk")
        if order.status != Status.PAID:
            raise NotPaid(order.number)
        parcel = hand_over_parcel(
            order_ids=[order.pk], carrier=carrier, tracking_number=tracking_number, by=by, at=timezone.now()
        )
        stock.consume(order)
        _set_status([order], Status.HANDED_OVER)
        tell.goods_are_on_their_way(order, parcel)
    return parcel


def receive(*, order: Order) -> None:
    """Note that the buyer has the goods; saying so twice is saying so once.

    Raises:
        NotPaid: when they were never handed over.
    """
    with transaction.atomic():
        order = _lock_order(order)
        if order.status == Status.RECEIVED:
            return
        if order.status != Status.HANDED_OVER:
            raise NotPaid(order.number)
        _set_status([order], Status.RECEIVED)
        for parcel in order.parcels.all():
            receive_parcel(parcel=parcel, at=timezone.now())


def lock(group_id: int) -> tuple[OrderGroup, list[Order]]:
    """Lock a purchase and return it with its orders; everybody who changes either comes through here first."""
    group = OrderGroup.objects.select_for_update().get(pk=group_id)
    return group, list(Order.objects.filter(membership__group=group).order_by("pk"))


@transaction.atomic
def _take_standing(gateway_code: str, standing: Standing, now: datetime) -> str:
    payment = _payment_of(gateway_code, standing)
    if payment is None:
        logger.warning("%s %s is none of our payments", gateway_code, standing.external_id)
        return "bukan pembayaran kita"
    group, orders = lock(payment.group_id)
    payment = Payment.objects.select_for_update().get(pk=payment.pk)
    if record_standing(payment=payment, standing=standing, now=now):
        return _take_money(group, orders, payment)
    return payment.get_status_display()


def _take_money(group: OrderGroup, orders: list[Order], payment: Payment) -> str:
    """Give money that has just arrived its purpose: the orders it is for, or the way back."""
    if all(order.status == Status.AWAITING_PAYMENT for order in orders):
        return _mark_paid(group, orders)
    if all(order.status == Status.EXPIRED for order in orders):
        try:
            with transaction.atomic():
                stock.take(orders)
        except InsufficientStock:
            return _send_back(group, payment, "Pembayaran datang setelah waktunya, dan barangnya sudah habis.")
        OrderGroup.objects.filter(pk=group.pk).update(released_at=None)
        return _mark_paid(group, orders)
    return _send_back(group, payment, "Pembelian ini sudah dibayar atau dibatalkan.")


def _mark_paid(group: OrderGroup, orders: list[Order]) -> str:
    _set_status(orders, Status.PAID)
    tell.money_has_come(group, orders)
    return "dibayar"


def _send_back(group: OrderGroup, payment: Payment, reason: str) -> str:
    ask_refund(payment=payment, reason=reason)
    tell.money_goes_back(group, payment)
    return "uang dikembalikan"


def _payment_of(gateway_code: str, standing: Standing) -> Payment | None:
    ours = Payment.objects.filter(gateway=gateway_code)
    known = ours.filter(external_id=standing.external_id).first()
    return known or ours.filter(idempotency_key=standing.reference, external_id="").first()


def _external_id_of(gateway_code: str, reference: str) -> str:
    payment = Payment.objects.filter(gateway=gateway_code, idempotency_key=reference).first() if reference else None
    return payment.external_id if payment else ""


def _is_closed_unpaid(payment: Payment) -> bool:
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
    return payment.status not in (*OPEN, Payment.Status.CAPTURED)


def _lock_order(order: Order) -> Order:
    lock(order.membership.group_id)
    return Order.objects.select_for_update(of=("self",)).select_related("membership__group").get(pk=order.pk)


def _set_status(orders: list[Order], status: Status) -> None:
    for order in orders:
        order.set_status(status.value)
