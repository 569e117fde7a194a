"""Payments held back because the gateway's account of them is not ours: a person has looked, and lets them go."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import transaction

from market.outbox.actions import record_effect
from market.settlement.models import OrderGroup, Payment

if TYPE_CHECKING:
    from market.accounts.models import User

logger = logging.getLogger(__name__)


class NotHeld(Exception):
    """The payment is not held back any more."""


@transaction.atomic
def let_go(*, payment_id: int, note: str, by: User | None) -> Payment:
    """Let a held payment wait again and have the gateway asked anew; should it still not be ours, it is held again.

    Raises:
        NotHeld: when somebody let it go already.
    """
    group_id = Payment.objects.values_list("group_id", flat=True).get(pk=payment_id)
    OrderGroup.objects.select_for_update().get(pk=group_id)
    payment = Payment.objects.select_for_update().get(pk=payment_id)
    if payment.status != Payment.Status.QUARANTINED:
        raise NotHeld(payment_id)
    others = payment.group.payments.filter(status__in=["starting", "waiting"], partner=payment.partner_id)
    payment.status = Payment.Status.CANCELLED if others.exists() else Payment.Status.WAITING
    payment.note = f"Dilepas oleh {by or 'sistem'}: {note}"[:300]
    payment.save(update_fields=["status", "note"])
    logger.warning("Payment %s was let go by %s: %s", payment.idempotency_key, by and by.pk, note)
    record_effect(
        kind="payment.news",
        key=f"payment.news:let-go:{payment.pk}:{uuid4().hex}",  # it may be held and let go any number of times
        payload={
            "gateway": payment.gateway,
            "external_id": payment.external_id,
            "reference": payment.idempotency_key,
        },
    )
    return payment
