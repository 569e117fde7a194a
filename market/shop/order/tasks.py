"""What the clock asks of orders."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from market.settlement.models import OrderGroup
from market.shop.order.actions import release_hold
from market.shop.order.status import Status

AT_ONCE = 200


@shared_task
def release_expired() -> int:
    """Free the goods of purchases whose time to pay is over; return how many. Two runs at once share no harm."""
    now = timezone.now()
    over = (
        OrderGroup.objects.filter(hold_expires_at__lte=now, members__order__status=Status.AWAITING_PAYMENT)
        .order_by("hold_expires_at", "pk")
        .distinct()[:AT_ONCE]
    )
    return sum(release_hold(group=group, now=now) for group in over)
