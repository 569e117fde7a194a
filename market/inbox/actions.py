"""Take in what came from outside, once: processed after the sender has its answer, or before, to be the answer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from market.inbox.models import Arrival
from market.inbox.registry import handler_of
from market.outbox.actions import record_effect, record_effects


class DifferentBody(ValueError):
    """The same id came again with another body: a fault or a forgery, never to be processed."""


@transaction.atomic
def take_in(*, source: str, external_id: str, body: str) -> tuple[Arrival, bool]:
    """Keep what came as it came and record the effect that will process it; return the row and whether it is new.

    The same id with the same body gives the first row and asks for nothing again.

    Raises:
        UnknownSource: when no room takes arrivals from `source`.
        DifferentBody: when the id is known with another body.
    """
    handler_of(source)
    body_hash = _hash(body)
    arrival, is_new = Arrival.objects.get_or_create(
        source=source, external_id=external_id, defaults={"body": body, "body_hash": body_hash}
    )
    if arrival.body_hash != body_hash:
        raise DifferentBody(f"{source} {external_id} came before with another body")
    if is_new:
        record_effect(kind="inbox.process", key=f"inbox.process:{arrival.pk}", payload={"arrival": arrival.pk})
    return arrival, is_new


@transaction.atomic
def take_at_once(
    *, source: str, external_id: str, body: str, process: Callable[[Arrival], dict[str, Any]]
) -> dict[str, Any]:
    """Keep what came, process it and keep the answer, all or nothing; return the answer, to the same again the same.

    Who sends the same at the same moment waits until the first is through (the unique index holds it up). Whatever
    `process` raises undoes all of it: then nothing came.

    Raises:
        DifferentBody: when the id is known with another body.
    """
    body_hash = _hash(body)
    arrival, is_new = Arrival.objects.get_or_create(
        source=source, external_id=external_id, defaults={"body": body, "body_hash": body_hash}
    )
    if arrival.body_hash != body_hash:
        raise DifferentBody(f"{source} {external_id} came before with another body")
    if is_new:
        arrival.answer = process(arrival)
        arrival.outcome = str(arrival.answer.get("words", ""))[:200]
        arrival.taken_at = timezone.now()
        arrival.save(update_fields=["answer", "outcome", "taken_at"])
    return arrival.answer or {}


@transaction.atomic
def take_in_all(*, source: str, bodies: Mapping[str, str]) -> None:
    """Keep many things at once, by their ids, as `take_in` keeps each; those known already stay as they came first.

    The sweeper processes them. Raises UnknownSource when no room takes arrivals from `source`.
    """
    handler_of(source)
    Arrival.objects.bulk_create(
        [Arrival(source=source, external_id=key, body=body, body_hash=_hash(body)) for key, body in bodies.items()],
        ignore_conflicts=True,
    )
    waiting = Arrival.objects.filter(source=source, external_id__in=bodies, taken_at=None).order_by("pk")
    record_effects(
        kind="inbox.process",
        payloads={f"inbox.process:{pk}": {"arrival": pk} for pk in waiting.values_list("pk", flat=True)},
    )


@transaction.atomic
def process_arrival(arrival_id: int) -> str:
    """Hand an arrival to its source's handler unless it was taken already; return the outcome in words.

    The row stays locked meanwhile, so that the handler's changes and the note of them are one transaction.
    """
    arrival = Arrival.objects.select_for_update().get(pk=arrival_id)
    if arrival.taken_at is None:
        arrival.outcome = handler_of(arrival.source)(arrival)[:200]
        arrival.taken_at = timezone.now()
        arrival.save(update_fields=["outcome", "taken_at"])
    return arrival.outcome


def _hash(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()
