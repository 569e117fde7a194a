"""Payments held back because the gateway's account of them is not ours: a person has looked, and lets them go."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from market.gateways.registry import get_gateway
from market.outbox.actions import record_effect
from market.settlement.mismatches import choices_for
from market.settlement.models import OrderGroup, Payment

if TYPE_CHECKING:
    from market.accounts.models import User

logger = logging.getLogger(__name__)


class NotHeld(Exception):
    """The payment is not held back any more."""


class NotOffered(ValueError):
    """What the gateway says of the payment does not leave this choice."""


@transaction.atomic
def let_go(*, payment_id: int, note: str, by: User | None) -> Payment:
    """Let a held payment wait again and have the gateway asked anew; should it still not be ours, it is held again.

    Raises:
        NotHeld: when somebody let it go already.
    """
    payment = _lock_held(payment_id)
    others = payment.group.payments.filter(status__in=["starting", "waiting"], partner=payment.partner_id)
    payment.status = Payment.Status.CANCELLED if others.exists() else Payment.Status.WAITING
    payment.note = f"Dilepas oleh {by or 'sistem'}: {note}"[:300]
    payment.decision = ""
    payment.save(update_fields=["status", "note", "decision"])
    logger.warning("Payment %s was let go by %s: %s", payment.idempotency_key, by and by.pk, note)
    _ask_anew(payment)
    return payment


def decide(*, payment_id: int, decision: Payment.Decision, note: str, by: User | None) -> Payment:
    """Say what becomes of a held payment's money; it is done once the gateway has said anew how it stands.

    More than was asked may count for the orders, and what is over goes back; or all of it goes back. Should the
    gateway then tell of another difference than the one that was looked at, it is held again. The gateway is asked how
    it stands first, outside locks.

    Raises:
        NotHeld: when somebody decided it already.
        NotOffered: when what has come leaves no such choice.
        GatewayUnavailable, GatewayRefused: when it cannot be asked.
    """
    payment = Payment.objects.get(pk=payment_id)
    standing = get_gateway(payment.gateway).status(payment.external_id)
    with transaction.atomic():
        payment = _lock_held(payment_id)
        if payment.decision:
            raise NotHeld(payment_id)
        if decision not in choices_for(payment, standing):
            raise NotOffered(payment_id)
        payment.decision = decision
        payment.decided_by, payment.decided_at = by, timezone.now()
        payment.decision_note = f"{decision.label}: {note}"[:300]
        payment.save(update_fields=["decision", "decided_by", "decided_at", "decision_note"])
        logger.warning("Payment %s: %s by %s: %s", payment.idempotency_key, decision, by and by.pk, note)
        _ask_anew(payment)
    return payment


def _lock_held(payment_id: int) -> Payment:
    group_id = Payment.objects.values_list("group_id", flat=True).get(pk=payment_id)
    OrderGroup.objects.select_for_update().get(pk=group_id)
    payment = Payment.objects.select_for_update().get(pk=payment_id)
    if payment.status != Payment.Status.QUARANTINED:
        raise NotHeld(payment_id)
    return payment


def _ask_anew(payment: Payment) -> None:
    record_effect(
        kind="payment.news",
        key=f"payment.news:let-go:{payment.pk}:{uuid4().hex}",  # it may be held and let go any number of times
        payload={
            "gateway": payment.gateway,
            "external_id": payment.external_id,
            "reference": payment.idempotency_key,
        },
    )
