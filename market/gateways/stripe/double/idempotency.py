"""Idempotency keys: the first answer is kept, whatever it was (docs.stripe.com/api/idempotent_requests)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

from market.gateways.stripe.double.errors import ApiError, InvalidParams
from market.gateways.stripe.double.store import Store

KEPT_SECONDS = 24 * 3600
LONGEST_KEY = 255

Answer = tuple[int, dict[str, Any]]


def once(
    store: Store, *, account: str, key: str, path: str, params: dict[str, Any], act: Callable[[], Answer]
) -> tuple[Answer, bool]:
    """Return the answer and whether it is an old one played again.

    The same key with other parameters is an error. A request that was never begun, for its parameters were wrong,
    leaves nothing behind: `act` raises InvalidParams then, and returns every other answer, an error 500 too.
    """
    if len(key) > LONGEST_KEY:
        raise InvalidParams("Idempotency-Key: at most 255 characters")
    print_of_request = _print_of(path, params)
    kept = store["answers"].get(f"{account}:{key}")
    if kept and kept["at"] > store.now() - KEPT_SECONDS:
        if kept["print"] != print_of_request:
            raise _another_request(key)
        return (kept["status"], kept["body"]), True
    status, body = act()
    store["answers"][f"{account}:{key}"] = {
        "at": store.now(),
        "print": print_of_request,
        "status": status,
        "body": body,
    }
    return (status, body), False


def _print_of(path: str, params: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps([path, params], sort_keys=True).encode()).hexdigest()


def _another_request(key: str) -> ApiError:
    return ApiError(
        "Keys for idempotent requests can only be used with the same parameters they were first used with. "
        f"Try using a key other than '{key}' if you meant to execute a different request.",
        kind="idempotency_error",
    )
