"""Events: a note of everything that happened, kept for reading and handed to the postman."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any, get_args

import stripe

from market.gateways.stripe.double.resources import made
from market.gateways.stripe.double.store import Store, Thing, new_id

KNOWN_KINDS = frozenset(get_args(stripe.Event.__annotations__["type"]))


@dataclass(frozen=True)
class Cause:
    """The request that made something happen; nothing of it is known when a buyer or the clock did."""

    request_id: str | None = None
    idempotency_key: str | None = None


NOBODY = Cause()


def record(store: Store, kind: str, about: Thing, *, cause: Cause = NOBODY, before: Thing | None = None) -> Thing:
    """Note that `kind` happened to `about`, a picture of which is kept, and hand the event on for delivery.

    `before` holds the attributes that changed, as they were.
    """
    if kind not in KNOWN_KINDS:
        raise ValueError(f"Stripe has no event {kind!r}")
    data: dict[str, Any] = {"object": copy.deepcopy(about)}
    if before is not None:
        data["previous_attributes"] = before
    event = made(
        "event",
        id=new_id("evt"),
        api_version=stripe.api_version,
        created=store.now(),
        data=data,
        livemode=False,
        pending_webhooks=1 if store.on_event else 0,
        request={"id": cause.request_id, "idempotency_key": cause.idempotency_key},
        type=kind,
    )
    if before is None:
        del event["data"]["previous_attributes"]
    store["events"][event["id"]] = event
    if store.on_event:
        store.on_event(event)
    return event
