"""How long goods are held: for buyers whom we know, or who show that they paid, longer than for anybody else."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from market.gateways.bills.models import Bill
from market.settlement.methods import hold_of
from market.settlement.models import OrderGroup, PaymentMethod
from market.shop.order.actions.locks import lock
from market.shop.order.status import UNPAID


def is_trusted(group: OrderGroup) -> bool:
    """Has the buyer proved a phone number, or sent a photo of a payment?"""
    asked = group.payments.values("external_id")
    return group.user_id is not None or Bill.objects.filter(external_id__in=asked, proof_at__isnull=False).exists()


def hold_for_proof(*, group: OrderGroup, now: datetime) -> None:
    """Hold the goods for as long as the way to pay allows, now that a photo came; what has ended stays ended."""
    with transaction.atomic():
        group, orders = lock(group.pk)
        method = PaymentMethod.objects.get(code=group.gateway)
        until = group.placed_at + hold_of(method, is_trusted=is_trusted(group))
        is_open = group.hold_expires_at > now and any(order.status in UNPAID for order in orders)
        if is_open and until > group.hold_expires_at:
            group.hold_expires_at = until
            group.save(update_fields=["hold_expires_at"])
