"""What happens to payments. Gateways are asked outside locks; what they say is written down under one."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from market.gateways.base import Gateway, GatewayRefused, GatewayUnavailable, Progress, Request, Standing
from market.gateways.registry import get_gateway
from market.outbox.actions import record_effect
from market.settlement import given_back, postings, refunds, suspense
from market.settlement.alerts import alert
from market.settlement.disputes import record_disputes
from market.settlement.links import tracking_url
from market.settlement.mismatches import choices_for, in_words
from market.settlement.models import OrderGroup, Payment, PaymentSplit
from market.settlement.splits import split

if TYPE_CHECKING:
    from market.accounts.models import User

logger = logging.getLogger(__name__)

PAGE_LIFE = timedelta(minutes=45)
"""How long a gateway's page lives at least (Stripe takes no less than 30 minutes)."""

LONGER_THAN_HOLD = timedelta(minutes=10)
"""A gateway's page outlives the hold on the stock, so that it is always we who close it first."""

RESUME_AFTER = timedelta(seconds=20)
"""When the sweeper starts a payment that the buyer's own request did not."""

OPEN = (Payment.Status.STARTING, Payment.Status.WAITING)


def open_payment(
    *, group: OrderGroup, order_totals: dict[int, int], now: datetime, partner_id: int | None = None
) -> Payment:
    """Return the group's open payment, or write down the next attempt with each order's share of it.

    Call it inside the transaction that locks the group. `order_totals` are whole rupiah by order id; `partner_id` is
    the seller whom the money reaches straight, None pays the operator. Should nobody start the payment, the outbox
    does so after RESUME_AFTER.
    """
    payment = group.payments.filter(status__in=OPEN, partner_id=partner_id).first()  # type: ignore[misc]
    if payment is not None:
        return payment
    payment = Payment.objects.create(
        group=group,
        partner_id=partner_id,
        gateway=group.gateway,
        amount=sum(order_totals.values()),
        idempotency_key=f"{group.number}-pay-{group.payments.count() + 1}",
    )
    shares = split(payment.amount, list(order_totals.values()))
    PaymentSplit.objects.bulk_create(
        PaymentSplit(payment=payment, order_id=order_id, amount=share)
        for order_id, share in zip(order_totals, shares, strict=True)
    )
    record_effect(
        kind="payment.start",
        key=f"payment.start:{payment.idempotency_key}",
        payload={"payment": payment.pk},
        due_at=now + RESUME_AFTER,
    )
    return payment


def start_payment(payment_id: int) -> Payment:
    """Ask the gateway for a prepared payment and note where the buyer pays; may be called any number of times.

    Raises:
        GatewayUnavailable: when the gateway does not answer; the payment stays prepared and may be started again.
        GatewayRefused: when it says no; the payment has failed and another attempt may be opened.
    """
    payment = Payment.objects.select_related("group").get(pk=payment_id)
    if payment.status != Payment.Status.STARTING:
        return payment
    gateway = get_gateway(payment.gateway)
    try:
        started = gateway.start(_request(payment))
    except GatewayRefused as refusal:
        _leave_starting(payment, status=Payment.Status.FAILED, note=str(refusal)[:300])
        raise
    is_noted = _leave_starting(
        payment,
        status=Payment.Status.WAITING,
        external_id=started.external_id,
        redirect_url=started.redirect_url,
    )
    if not is_noted and payment.status == Payment.Status.CANCELLED:
        gateway.cancel(started.external_id)  # it was given up while the gateway was being asked
    return payment


def record_standing(*, payment: Payment, standing: Standing, now: datetime, asked_at: datetime | None = None) -> bool:
    """Write down how a locked payment stands; return whether this is when its money arrived, to stay.

    Money that arrived, went back, or was taken by a dispute moves in the ledger, once, whatever older news comes
    after. Money that was given back at the gateway before we heard of it pays for nothing. `asked_at` is when the
    gateway was asked, `now` when left out. A standing whose reference, amount or currency is not the payment's own
    quarantines it for people to look at; it never counts as paid, unless a person has decided on just that difference.
    """
    mismatch = in_words(payment, standing)
    if mismatch and not (payment.decision and mismatch == payment.mismatch):
        _hold_back(payment, standing, mismatch, asked_at or now)
        return False
    if payment.status == Payment.Status.QUARANTINED and payment.decision not in choices_for(payment, standing):
        suspense.hold(payment=payment, standing=standing, at=asked_at or now)
        return False
    if not payment.external_id:
        _update(payment, external_id=standing.external_id)
    if standing.progress is Progress.CAPTURED:
        return _record_money(payment, standing, now, asked_at or now)
    if payment.status in OPEN and standing.progress in (Progress.FAILED, Progress.CANCELLED):
        _update(payment, status=Payment.Status(standing.progress.value))
    return False


def ask_refund(*, payment: Payment, reason: str, by: User | None = None, now: datetime | None = None) -> None:
    """Have all that is left of a captured payment given back, inside the caller's transaction, once.

    What a dispute holds of it just now is asked for by a further call, once it is back.
    """
    _update(payment, note=reason[:300], decision=Payment.Decision.GIVE_BACK)
    refunds.ask_payment_refund(payment=payment, reason=reason, by=by, now=now or timezone.now())


def refund(payment_id: int, *, amount: int, idempotency_key: str, attempt: int = 1) -> Payment:
    """Give back `amount` through the gateway and book all that has been given back so far.

    Raises GatewayUnavailable or GatewayRefused; the same key and attempt may be used again.
    """
    payment = Payment.objects.get(pk=payment_id)
    gateway = get_gateway(payment.gateway)
    gateway.refund(payment.external_id, amount=amount, idempotency_key=idempotency_key, attempt=attempt)
    return _settle(payment, _read_after(gateway, payment))


def settle_anew(payment_id: int) -> None:
    """Book what the gateway says now that it has given back; nothing when it refuses to say.

    Raises GatewayUnavailable when it does not answer.
    """
    payment = Payment.objects.get(pk=payment_id)
    try:
        standing = get_gateway(payment.gateway).status(payment.external_id)
    except GatewayRefused as unreadable:
        logger.warning("%s cannot be read: %s", payment.idempotency_key, unreadable)
    else:
        _settle(payment, standing)


def _settle(payment: Payment, standing: Standing) -> Payment:
    with transaction.atomic():
        OrderGroup.objects.select_for_update().get(pk=payment.group_id)
        payment = Payment.objects.select_for_update().get(pk=payment.pk)
        given_back.settle(payment=payment, standing=standing, at=timezone.now())
    return payment


def _read_after(gateway: Gateway, payment: Payment) -> Standing:
    """Read how a payment stands after a refund was asked; that this is refused is no refusal of the refund."""
    try:
        return gateway.status(payment.external_id)
    except GatewayRefused as unreadable:
        raise GatewayUnavailable(str(unreadable)) from unreadable


def give_up(payment: Payment) -> None:
    """Close a locked payment that nobody paid."""
    if payment.status in OPEN:
        _update(payment, status=Payment.Status.CANCELLED)


def _request(payment: Payment) -> Request:
    """Return the same request, to the letter, however often the same payment is started."""
    page = tracking_url(payment.group)
    return Request(
        reference=payment.idempotency_key,
        description=f"Pasar Hulu {payment.group.number}",
        amount=payment.amount,
        idempotency_key=payment.idempotency_key,
        success_url=f"{page}?kembali=1",
        cancel_url=page,
        expires_at=max(payment.group.hold_expires_at + LONGER_THAN_HOLD, payment.created_at + PAGE_LIFE),
        language=payment.group.language,
        payee=payment.partner_id,
    )


def _hold_back(payment: Payment, standing: Standing, mismatch: str, asked_at: datetime) -> None:
    """Put a payment aside whose account at the gateway is not ours; what was booked before stays, and is told of."""
    logger.error("Payment %s is held back: %s", payment.idempotency_key, mismatch)
    key = f"quarantine:{payment.idempotency_key}:{mismatch[:60]}"
    if payment.status in (Payment.Status.CAPTURED, Payment.Status.REFUNDED):
        alert(key=key, words=f"Pembayaran {payment.idempotency_key} sudah dibukukan, tetapi kini lain: {mismatch}")
        return
    _update(
        payment,
        status=Payment.Status.QUARANTINED,
        note=mismatch[:300],
        mismatch=mismatch,
        decision="",
        external_id=payment.external_id or standing.external_id,
        account=standing.account,
    )
    suspense.hold(payment=payment, standing=standing, at=asked_at)
    alert(key=key, words=f"Pembayaran {payment.idempotency_key} ditahan.")


def _record_money(payment: Payment, standing: Standing, now: datetime, asked_at: datetime) -> bool:
    has_arrived = payment.status not in (Payment.Status.CAPTURED, Payment.Status.REFUNDED)
    if has_arrived:
        if payment.mismatch:
            suspense.release(payment=payment, at=asked_at)
        surplus = refunds.fit_shares(payment, standing.captured)
        _update(
            payment,
            status=Payment.Status.CAPTURED,
            captured=standing.captured,
            captured_at=now,
            extra=standing.extra,
            account=standing.account,
        )
        splits = list(payment.splits.select_related("order").order_by("pk"))
        postings.payment(payment=payment, splits=splits, at=now)
        if surplus and payment.decision == Payment.Decision.ACCEPT:
            refunds.ask_surplus_refund(payment=payment, amount=surplus, now=now)
    given_back.settle(payment=payment, standing=standing, at=now)
    record_disputes(payment=payment, standing=standing, asked_at=asked_at)
    return has_arrived and payment.given_back + payment.lost < payment.captured


def _leave_starting(payment: Payment, **fields: object) -> bool:
    """Move a payment on from STARTING in one conditional UPDATE; return whether it was still there."""
    is_moved = Payment.objects.filter(pk=payment.pk, status=Payment.Status.STARTING).update(**fields)
    payment.refresh_from_db()
    return bool(is_moved)


def _update(payment: Payment, **fields: object) -> None:
    for name, value in fields.items():
        setattr(payment, name, value)
    payment.save(update_fields=list(fields))
