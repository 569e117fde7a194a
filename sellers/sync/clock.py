"""What time it was, by our clock, when something was done on a phone whose own clock may be wrong.

A phone says with every request what time it has (`X-Sent-At`). Requests may travel for a minute where the signal is
weak, so small differences are left alone, and one phone's error stays the same until it has plainly changed: what was
done later on one phone is later here.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from datetime import UTC, datetime, timedelta
from typing import Any

LEFT_ALONE = timedelta(minutes=2)
KEY = "phone_clock_s"


def offset_of(sent_at: str, *, session: MutableMapping[str, Any], now: datetime) -> timedelta:
    """Return what has to be added to this phone's times; it is remembered in its session.

    `sent_at` is ms since the epoch as the header has it; where that is no number, nothing is known anew.
    """
    known = timedelta(seconds=session.get(KEY, 0))
    if not (sent_at.isascii() and sent_at.isdigit() and len(sent_at) < 15):
        return known
    offset = now - moment(int(sent_at))
    if abs(offset - known) <= LEFT_ALONE:
        return known
    if abs(offset) <= LEFT_ALONE:
        offset = timedelta()
    session[KEY] = round(offset.total_seconds())
    return timedelta(seconds=session[KEY])


def time_of(made_at: int, *, offset: timedelta, now: datetime) -> datetime:
    """Return when something was made, by our clock; never in the future."""
    return min(moment(made_at) + offset, now)


def moment(ms: int) -> datetime:
    """Return a moment in ms since the epoch, of a time that calendars have."""
    return datetime.fromtimestamp(min(ms, 32_503_680_000_000) / 1000, tz=UTC)
