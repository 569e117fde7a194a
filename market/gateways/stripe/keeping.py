"""The one door by which Stripe's events come into the inbox, delivered or fetched."""

from __future__ import annotations

import logging

from market.gateways.stripe.callbacks import is_same_event
from market.inbox.actions import DifferentBody, take_in
from market.inbox.models import Arrival

logger = logging.getLogger(__name__)

SOURCE = "stripe"


class AnotherStory(ValueError):
    """The id of an event that was kept before, with other contents: never to be processed."""


def keep(*, event_id: str, body: str) -> bool:
    """Keep an event, once; return whether it is new. The first telling of it stays as it came.

    Raises AnotherStory, after raising the alarm, when it tells something else than the first time.
    """
    try:
        return take_in(source=SOURCE, external_id=event_id, body=body)[1]
    except DifferentBody:
        first = Arrival.objects.get(source=SOURCE, external_id=event_id)
        refuse_another_story(event_id, first.body, body)
        return False


def refuse_another_story(event_id: str, first: str, other: str) -> None:
    """Raise AnotherStory unless both bodies tell the same."""
    if not is_same_event(first, other):
        logger.error("Stripe told of %s twice with different contents; the first is kept", event_id)
        raise AnotherStory(event_id)
