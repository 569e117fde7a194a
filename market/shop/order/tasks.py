"""What the clock asks of orders."""

from __future__ import annotations

import logging
from datetime import datetime

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.utils import timezone

from market.settlement.models import OrderGroup
from market.shop.order.actions import release_hold
from market.shop.order.status import Status

logger = logging.getLogger(__name__)

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
    return sum(_release(group, now) for group in over)


def _release(group: OrderGroup, now: datetime) -> bool:
    """Release one purchase; one that cannot be is told to the log and does not hold up all the others."""
    try:
        return release_hold(group=group, now=now)
    except SoftTimeLimitExceeded:
        raise
    except Exception:
        logger.exception("The hold of %s could not be released", group.number)
        return False
