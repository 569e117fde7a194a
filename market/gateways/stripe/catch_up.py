"""Fetch the events whose webhooks never arrived (docs.stripe.com/webhooks/process-undelivered-events).

Everything since the last complete run is listed again, with an overlap, and goes through the same door as a webhook;
what is known already changes nothing. A run that is cut off leaves what it kept and is begun anew by the next.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from market.gateways.stripe.client import client
from market.gateways.stripe.errors import in_our_words
from market.gateways.stripe.keeping import SOURCE, AnotherStory, refuse_another_story
from market.gateways.stripe.models import Reach
from market.inbox.actions import take_in_all
from market.inbox.models import Arrival

logger = logging.getLogger(__name__)

KEPT = timedelta(days=30)
"""For so long Stripe lists an event."""

OVERLAP = timedelta(hours=1)
"""An event may be listed somewhat later than it says it was made."""

SETTLING = timedelta(minutes=2)
"""A webhook gets this long to arrive by itself."""

A_PAGE = 100

Event = dict[str, Any]


@dataclass(frozen=True)
class CaughtUp:
    """What a run saw, and how much of it was news."""

    seen: int
    taken: int


def catch_up(*, now: datetime, since: datetime | None = None) -> CaughtUp:
    """Take in every event made since the last complete run, or since `since`; at most 30 days back.

    A second run finds nothing to do. Raises GatewayUnavailable when Stripe does not answer.
    """
    start = max(since or _reached(now) - OVERLAP, now - KEPT)
    until = now - SETTLING
    seen = taken = 0
    for page in _pages(start, until):
        seen += len(page)
        taken += _keep_page(page)
    _note_reached(until)
    if taken:
        logger.warning("%s events of Stripe had not arrived by webhook and were fetched", taken)
    return CaughtUp(seen, taken)


def _pages(start: datetime, until: datetime) -> Iterator[list[Event]]:
    """Yield the events of a span as Stripe writes them, a page at a time, the latest first."""
    asked: dict[str, Any] = {
        "limit": A_PAGE,
        "created": {"gte": int(start.timestamp()), "lte": int(until.timestamp())},
    }
    while True:
        with in_our_words():
            answer = client().raw_request("get", "/v1/events", **asked).data
        page = answer["data"]
        if page:
            yield page
        if not (page and answer["has_more"]):
            return
        asked["starting_after"] = page[-1]["id"]


def _keep_page(page: list[Event]) -> int:
    """Keep the events of a page that are new, the oldest first; return how many."""
    ids = [event["id"] for event in page]
    known = dict(Arrival.objects.filter(source=SOURCE, external_id__in=ids).values_list("external_id", "body"))
    told = {event["id"]: json.dumps(event, separators=(",", ":")) for event in reversed(page)}
    for event_id, first in known.items():
        _compare(event_id, first, told.pop(event_id))
    take_in_all(source=SOURCE, bodies=told)
    return len(told)


def _compare(event_id: str, first: str, again: str) -> None:
    """Raise the alarm over another story; it is not taken, and holds nobody up."""
    with suppress(AnotherStory):
        refuse_another_story(event_id, first, again)


def _reached(now: datetime) -> datetime:
    reach = Reach.objects.filter(pk=1).first()
    if reach and reach.until < now - KEPT:
        logger.error("No event of Stripe was fetched since %s; those older than 30 days are lost", reach.until)
    return reach.until if reach else now - KEPT


def _note_reached(until: datetime) -> None:
    """Move the mark forward, never back."""
    reach, _ = Reach.objects.get_or_create(pk=1, defaults={"until": until})
    Reach.objects.filter(pk=reach.pk, until__lt=until).update(until=until)
