"""What the clock asks of accounts and bills."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from market.gateways.bills import receiving


@shared_task
def activate_due() -> int:
    """Put changed accounts in use whose time has come; runs that overlap do it once."""
    return receiving.activate_due(now=timezone.now())
