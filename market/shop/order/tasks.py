"""What the clock asks of orders."""

from __future__ import annotations

import logging
from datetime import datetime

from celery import shared_task
from django.utils import timezone

from market.outbox.actions import record_effect
from market.outbox.models import Effect
from market.settlement.models import GroupMember, OrderGroup
from market.shop.order.actions import receive
from market.shop.order.models import Order
from market.shop.order.overdue import overdue_orders
from market.shop.order.status import UNPAID

logger = logging.getLogger(__name__)

AT_ONCE = 200


@shared_task
def release_expired() -> int:
    """Ask for the goods of purchases whose time to pay is over to be freed, each by an effect; return how many.

    Those that were asked for before and stay, as their gateway is silent, hold up nobody else.
    """
    now = timezone.now()
    unpaid = GroupMember.objects.filter(order__status__in=UNPAID)  # few, and indexed; all that is over are many
    over = OrderGroup.objects.filter(hold_expires_at__lte=now, pk__in=unpaid.values("group"))
    due = {_release_key(group): group.pk for group in over.order_by("hold_expires_at", "pk")}
    asked = set(Effect.objects.filter(key__in=due).values_list("key", flat=True))
    fresh = [key for key in due if key not in asked][:AT_ONCE]
    for key in fresh:
        record_effect(kind="purchase.release", key=key, payload={"group": due[key]})
    return len(fresh)


def _release_key(group: OrderGroup) -> str:
    return f"purchase.release:{group.number}:{group.hold_expires_at:%Y%m%dT%H%M%S}"


@shared_task
def receive_overdue() -> int:
    """Take orders as received whose buyers have said nothing long after the goods were due; return how many."""
    now = timezone.now()
    return sum(_receive(order, now) for order in overdue_orders(today=timezone.localdate(now))[:AT_ONCE])


def _receive(order: Order, now: datetime) -> bool:
    """Take one order as received; one that cannot be is told in the log, and holds nobody up."""
    try:
        receive(order=order, now=now)
    except Exception:
        logger.exception("Order %s could not be taken as received", order.number)
        return False
    return True
