"""Who holds an effect: its worker, by a lease kept up for as long as the worker lives, and free soon after it died."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import Error, connections
from django.db.models import F
from django.utils import timezone

from market.outbox.models import Effect

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=20)
"""What a dead worker held is free again after so long, so that the next sweep (30 s) takes it up within a minute."""

BEAT = timedelta(seconds=5)
"""How often a living worker prolongs its lease."""

LONGEST_HOLD = timedelta(seconds=120)
"""After so long a handler that hangs is left to its fate; longer than the hard time limit of a task (90 s)."""


def take(effect_id: int, now: datetime) -> Effect | None:
    """Take the lease with one conditional UPDATE and count the try; return the effect, or None when it is not free."""
    taken = Effect.objects.free(now).filter(pk=effect_id).update(leased_until=now + LEASE, attempts=F("attempts") + 1)
    return Effect.objects.get(pk=effect_id) if taken else None


@contextmanager
def kept_up(effect: Effect) -> Iterator[None]:
    """Prolong the lease of an effect every BEAT meanwhile; nobody prolongs it any more afterwards."""
    is_over = threading.Event()
    keeper = threading.Thread(target=_keep_up, args=[effect, is_over], daemon=True)
    keeper.start()
    try:
        yield
    finally:
        is_over.set()
        keeper.join()


def _keep_up(effect: Effect, is_over: threading.Event) -> None:
    ends = time.monotonic() + LONGEST_HOLD.total_seconds() - LEASE.total_seconds()
    try:
        while not is_over.wait(BEAT.total_seconds()) and time.monotonic() < ends:
            _prolong(effect)
    finally:
        connections.close_all()


def _prolong(effect: Effect) -> None:
    """The count of tries tells this lease from a later one. A silent database is met again by the handler itself."""
    ours = Effect.objects.waiting().filter(pk=effect.pk, attempts=effect.attempts)
    try:
        ours.update(leased_until=timezone.now() + LEASE)
    except Error as error:
        logger.warning("The lease of effect %s could not be prolonged: %s", effect.pk, type(error).__name__)
