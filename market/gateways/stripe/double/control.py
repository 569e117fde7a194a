"""The knobs over HTTP, for tests that have the double in another process; see `faults`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from market.gateways.stripe.double.house import House


def turn(house: House, method: str, path: str, body: str) -> tuple[int, Any]:
    """Answer a request to /_double/: faults (POST one, DELETE all), clock (POST seconds to add), attempts (GET)."""
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
            case _:
                return 404, {"error": f"No knob at {method} {path}"}
    except (ValueError, TypeError, KeyError) as error:
        return 400, {"error": str(error)}
    return 200, {"now": house.store.now()}
