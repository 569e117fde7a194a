"""What the clock asks of this room."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from market.attribution import actions


@shared_task
def forget_old_stories() -> int:
    """Let baskets forget the stories of two months ago; return how many lines did."""
    return actions.forget_old_stories(timezone.now())
