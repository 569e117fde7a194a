"""Events: a note of everything that happened, kept for reading and handed to the postman."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

import stripe

from market.gateways.stripe.double.errors import InvalidParams
from market.gateways.stripe.double.reading import page
from market.gateways.stripe.double.resources import made
from market.gateways.stripe.double.store import Store, Thing, new_id

KNOWN_KINDS = frozenset(get_args(stripe.Event.__annotations__["type"]))
KEPT_SECONDS = 30 * 24 * 3600
MOST_TYPES = 20


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


def list_events(store: Store, params: Mapping[str, Any], *, url: str) -> Thing:
    """Return a page of the events of the last 30 days, the latest first (docs.stripe.com/api/events/list)."""
    if "type" in params and "types" in params:
        raise InvalidParams("You may pass either type or types, but not both.", param="types")
    if len(params.get("types", [])) > MOST_TYPES:
        raise InvalidParams(f"At most {MOST_TYPES} types", param="types")
    oldest = store.now() - KEPT_SECONDS
    kept = [event for event in store.newest_first("events") if event["created"] > oldest and _asked(event, params)]
    own = {"type", "types", "delivery_success"}
    return page(kept, {name: value for name, value in params.items() if name not in own}, url=url)


def missed_again(store: Store, event: Thing, count: int) -> int:
    """Note `count` further events like one that happened, none of which anybody was told of; return how many."""
    for _ in range(count):
        other = event | {"id": new_id("evt"), "created": store.now(), "pending_webhooks": 1}
        store["events"][other["id"]] = other
    return count


def _asked(event: Thing, params: Mapping[str, Any]) -> bool:
    kind = params.get("type", event["type"])
    if not (event["type"] == kind or (kind.endswith("*") and event["type"].startswith(kind[:-1]))):
        return False
    if "types" in params and event["type"] not in params["types"]:
        return False
    return "delivery_success" not in params or params["delivery_success"] is (event["pending_webhooks"] == 0)
