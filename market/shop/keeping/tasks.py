"""What the clock asks: whatever way goods came back, somebody looks every few minutes and tells those who wait."""

from __future__ import annotations

import logging

from celery import shared_task

from market.shop.keeping.models import Wait
from market.shop.keeping.wishes import tell_back

logger = logging.getLogger(__name__)

AT_ONCE = 500


@shared_task
def tell_who_waits() -> int:
    """Tell those whose goods are back; return how many."""
    return sum(_tell(number) for number in Wait.objects.over().values_list("pk", flat=True)[:AT_ONCE])


def _tell(number: int) -> bool:
    """Tell one; where that fails the log says so, and nobody else waits for it."""
    try:
        return tell_back(wait_id=number)
    except Exception:
        logger.exception("Wait %s could not be told", number)
        return False
