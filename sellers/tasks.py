"""What the clock asks of the makers' room."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from sellers import strays
from sellers.actions import pausing
from sellers.actions.consent_ends import remind_of_ends
from sellers.actions.permits import let_permits_run_out
from sellers.sync import uploads


@shared_task
def take_marks_of_permits_that_ran_out() -> int:
    """Take the halal mark from goods whose certificate has run out; return from how many."""
    return let_permits_run_out(today=timezone.localdate())


@shared_task
def open_rested_shops() -> int:
    """Open the shops whose leave ends today, or ended while no clock ran; return how many."""
    return pausing.open_rested_shops(today=timezone.localdate())


@shared_task
def remind_of_consents_that_end() -> int:
    """Remind hubs and producers of consents that are about to run out; return of how many."""
    return remind_of_ends(now=timezone.now())


@shared_task
def forget_strays() -> int:
    """Delete files that nothing shows and old words of answers by SMS; return how many."""
    now = timezone.now()
    return strays.forget_files(now=now) + strays.forget_words(now=now)


@shared_task
def forget_abandoned_uploads() -> int:
    """Delete photos that stopped on their way here, or that nothing has used; return how many."""
    return uploads.forget_abandoned(now=timezone.now())
