"""The demo's clock: days can be skipped to see holds expire and promises fall due.

The move is a number of seconds in a small file that every process of the demo reads, so that the web server, the
worker and the Stripe double agree. It moves what our code and Oscar's read through `django.utils.timezone.now`;
sessions, sign-in codes and the age of webhooks keep real time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

_back = timedelta()


def _file() -> Path:
    return Path(settings.VAR) / "clock"


def moved_by() -> timedelta:
    """Return how far ahead of real time the demo is; nothing, when the clock was never moved."""
    try:
        return timedelta(seconds=int(_file().read_text()))
    except (FileNotFoundError, ValueError):
        return timedelta()


def move(by: timedelta) -> None:
    """Move the clock ahead; a reader sees the old number or the new one, never half of it."""
    fresh = _file().with_suffix(".new")
    fresh.write_text(str(int((moved_by() + by).total_seconds())))
    fresh.replace(_file())


def reset() -> None:
    """Return to real time."""
    _file().unlink(missing_ok=True)


def now() -> datetime:
    """Return the demo's time, aware, in UTC."""
    return datetime.now(tz=UTC) + moved_by() - _back


@contextmanager
def set_back(*, days: int) -> Iterator[None]:
    """Let this process alone live some days ago inside the block, so that the demo gets a past."""
    global _back
    before, _back = _back, timedelta(days=days)
    try:
        yield
    finally:
        _back = before


def install() -> None:
    """Let `django.utils.timezone.now` tell the demo's time. Called before any model is imported."""
    timezone.now = now
