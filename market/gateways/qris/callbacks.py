"""Callbacks of a QRIS provider: which are genuine (`market/inbox/signed.py`), and of which payment they speak.

The body is JSON with an id of the event and our number of the payment, at the places that QRIS_PROVIDER_READS names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from market.gateways.base import Callback, ForgedCallback
from market.inbox.signed import Forged, check_signature

LARGEST_BODY = 1_000_000  # bytes
EVENT_ID = re.compile(r"[A-Za-z0-9_.:-]{1,190}")
NUMBER = re.compile(r"[A-Za-z0-9_.:-]{1,100}")


def read_genuine(body: bytes, headers: Mapping[str, str], *, secrets: list[str]) -> Callback:
    """Return what a callback says once its size, signature, age (on both sides) and form are found right.

    Any of `secrets` may have signed it, so that a secret can be rolled. Raises ForgedCallback with the reason.
    """
    if len(body) > LARGEST_BODY:
        raise ForgedCallback("The body is larger than 1 MB")
    try:
        check_signature(body, headers, secrets=secrets)
    except Forged as forged:
        raise ForgedCallback(str(forged)) from None
    try:
        return read_stored(body.decode("utf-8"))
    except UnicodeDecodeError:
        raise ForgedCallback("The body is not UTF-8") from None


def read_stored(body: str) -> Callback:
    """Return what a callback says that was found genuine when it was taken in."""
    try:
        told = json.loads(body)
        places = json.loads(settings.QRIS_PROVIDER_READS)
    except (ValueError, RecursionError):
        raise ForgedCallback("The body is not JSON") from None
    event, number = _at(told, places["event"]), _at(told, places["number"])
    if not EVENT_ID.fullmatch(event) or not NUMBER.fullmatch(number):
        raise ForgedCallback("The event has no id, or names no payment")
    return Callback(id=event, external_id="", kind="qris", reference=number)


def _at(told: Any, path: str) -> str:
    for step in path.split("."):
        told = told.get(step) if isinstance(told, dict) else None
    return told if isinstance(told, str) else ""
