"""The knobs over HTTP, for tests that have the double in another process, and for the demo.

POST /_double/faults with what shall go wrong, DELETE takes all of it away (see `faults`) · POST /_double/clock with
`seconds` to add · GET /_double/attempts lists the deliveries · POST /_double/disputes with `payment` (the id of a
session, intent or charge), `amount` and `reason` opens a dispute, with `dispute` and `status` won or lost closes it ·
POST /_double/refunds with `refund`, `status` succeeded or failed, and `reason` · POST /_double/events with `count`
makes as many events that were missed.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from market.gateways.stripe.double import disputes, refunds
from market.gateways.stripe.double.errors import ApiError, missing
from market.gateways.stripe.double.events import missed_again
from market.gateways.stripe.double.house import House
from market.gateways.stripe.double.reading import find
from market.gateways.stripe.double.store import Store, Thing


def turn(house: House, method: str, path: str, body: str) -> tuple[int, Any]:
    """Answer a request to /_double/."""
    try:
        told = json.loads(body) if body else {}
        match (method, path):
            case ("POST", "/_double/faults"):
                house.faults.add(**told)
            case ("DELETE", "/_double/faults"):
                house.faults.clear()
            case ("POST", "/_double/clock"):
                house.store.shift += int(told["seconds"])
                house.tick()
            case ("GET", "/_double/attempts"):
                return 200, [asdict(attempt) for attempt in house.postman.attempts] if house.postman else []
            case ("POST", "/_double/disputes" | "/_double/refunds" | "/_double/events"):
                with house.store.changing():
                    return 200, _happen(house.store, path.rpartition("/")[2], told)
            case _:
                return 404, {"error": f"No knob at {method} {path}"}
    except (ValueError, TypeError, KeyError, ApiError) as error:
        return 400, {"error": str(error)}
    return 200, {"now": house.store.now()}


def _happen(store: Store, what: str, told: dict[str, Any]) -> Thing:
    """Let something happen that no request asks for: the bank acts, or nobody hears of it."""
    if what == "events":
        return {"made": missed_again(store, store.newest_first("events")[0], int(told["count"]))}
    if what == "refunds":
        return refunds.settle(store, find(store, "refunds", "refund", told.pop("refund")), **told)
    if "dispute" in told:
        return disputes.decide(store, find(store, "disputes", "dispute", told["dispute"]), told["status"])
    return disputes.open_dispute(store, charge_of(store, told.pop("payment")), **told)


def charge_of(store: Store, key: str) -> Thing:
    """Return the charge of a session, an intent or a charge by its id. Raises ApiError when nothing was paid."""
    intent_id = store["sessions"].get(key, {}).get("payment_intent") or key
    charge_id = store["intents"].get(intent_id, {}).get("latest_charge") or intent_id
    charge = store["charges"].get(charge_id)
    if charge is None:
        raise missing("charge", key)
    return charge
