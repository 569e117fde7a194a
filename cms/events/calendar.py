"""When events take place: the next times of one that comes again, and which of many come next.

Repetition is the part of RFC 5545 that an office understands: daily, weekly, monthly, yearly, until a day. A month
that lacks the date is left out, as the RFC has it (section 3.3.10).
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, YEARLY, rrule
from django.db.models import Q, QuerySet
from django.utils import timezone

if TYPE_CHECKING:
    from cms.models import EventPage

FREQUENCIES = {"daily": DAILY, "weekly": WEEKLY, "monthly": MONTHLY, "yearly": YEARLY}
MOST = 60  # events that are shown as coming
LOOKED_AT = 400  # events that come again, of which the next are shown
Time = tuple[datetime, datetime | None]


def next_times(event: EventPage, now: datetime, *, most: int) -> list[Time]:
    """Return when it is on now or begins after, at most so often, by the clock here; nothing once it is over.

    An event without an end is on until its day is over.
    """
    lasts = event.ends_at - event.starts_at if event.ends_at else None
    found = (begin for begin in _beginnings(event, now) if _end(begin, lasts) > now)
    return [(begin, begin + lasts if lasts is not None else None) for begin in islice(found, most)]


def coming(events: QuerySet[EventPage], now: datetime) -> list[EventPage]:
    """Return those that are on or will be, the next first, each with its `next_start`; in one query."""
    return coming_and_over(events, now)[0]


def coming_and_over(events: QuerySet[EventPage], now: datetime) -> tuple[list[EventPage], QuerySet[EventPage]]:
    """Return those that are on or will be, as `coming` does, and those that are over: not what merely comes later.

    Each single event has one time and is found by it; those that come again are reckoned one by one, and so never
    take the places of single ones.
    """
    midnight = datetime.combine(timezone.localdate(now), time.min, timezone.get_current_timezone())
    long_over = midnight.date() - timedelta(days=31)  # whatever began on its last day is over by then
    once, again = events.filter(repeats=""), events.exclude(repeats="")
    next_ones = once.filter(Q(ends_at__gt=now) | Q(ends_at=None, starts_at__gte=midnight)).order_by("starts_at", "pk")
    may_come = again.filter(Q(repeats_until=None) | Q(repeats_until__gte=long_over)).order_by("-starts_at", "pk")
    found, ended = [], []
    shown = events.filter(Q(pk__in=next_ones.values("pk")[:MOST]) | Q(pk__in=may_come.values("pk")[:LOOKED_AT]))
    for event in shown:
        if times := next_times(event, now, most=1):
            event.next_start = times[0][0]  # type: ignore[attr-defined]
            found.append(event)
        else:
            ended.append(event.pk)
    once_over = Q(repeats="") & (Q(ends_at__lte=now) | Q(ends_at=None, starts_at__lt=midnight))
    over = events.filter(once_over | (~Q(repeats="") & Q(repeats_until__lt=long_over)) | Q(pk__in=ended))
    return sorted(found, key=lambda event: (event.next_start, event.pk))[:MOST], over  # type: ignore[attr-defined]


def last_day_over(event: EventPage) -> datetime | None:
    """Return the end of the last day on which it may begin again, nothing while nobody knows."""
    if event.repeats_until is None:
        return None
    return datetime.combine(event.repeats_until, time.max.replace(microsecond=0), timezone.get_current_timezone())


def _beginnings(event: EventPage, now: datetime) -> object:
    start = timezone.localtime(event.starts_at)
    if not event.repeats:
        return iter([start])
    lasts = event.ends_at - event.starts_at if event.ends_at else timedelta(days=1)
    rule = rrule(FREQUENCIES[event.repeats], dtstart=start, until=last_day_over(event))
    return rule.xafter(now - lasts - timedelta(days=1), inc=True)


def _end(begin: datetime, lasts: timedelta | None) -> datetime:
    if lasts is not None:
        return begin + lasts
    return datetime.combine(begin.date() + timedelta(days=1), time.min, begin.tzinfo)
