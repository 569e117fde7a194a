"""Callbacks of a QRIS provider: which are genuine, and of which payment they speak.

The header `X-Callback-Signature: t=<seconds since 1970>,v1=<hex>` carries the HMAC-SHA256 of `<t>.<raw body>`. The
body is JSON with an id of the event and our number of the payment, at the places that QRIS_PROVIDER_READS names.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import time
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from market.gateways.base import Callback, ForgedCallback

HEADER = "X-Callback-Signature"
LARGEST_BODY = 1_000_000  # bytes
TOLERANCE_SECONDS = 300
SIGNATURE = re.compile(r"t=([0-9]{1,12}),v1=([0-9a-f]{64})")
EVENT_ID = re.compile(r"[A-Za-z0-9_.:-]{1,190}")
NUMBER = re.compile(r"[A-Za-z0-9_.:-]{1,100}")


def sign(body: bytes, *, secret: str, at: int) -> str:
    """Return the header that a provider with this secret would send."""
    digest = hmac.new(secret.encode(), b"%d." % at + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"


def read_genuine(body: bytes, headers: Mapping[str, str], *, secrets: list[str]) -> Callback:
    """Return what a callback says once its size, signature, age (on both sides) and form are found right.

    Any of `secrets` may have signed it, so that a secret can be rolled. Raises ForgedCallback with the reason.
    """
    if len(body) > LARGEST_BODY:
        raise ForgedCallback("The body is larger than 1 MB")
    match = SIGNATURE.fullmatch(_header(headers))
    if match is None:
        raise ForgedCallback("No signature in the right form")
    _refuse_wrong_signature(body, int(match[1]), match[2], secrets)
    if abs(time.time() - int(match[1])) > TOLERANCE_SECONDS:
        raise ForgedCallback("Signed more than five minutes ago, or in the future")
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


def _refuse_wrong_signature(body: bytes, at: int, digest: str, secrets: list[str]) -> None:
    for secret in filter(None, secrets):
        if hmac.compare_digest(sign(body, secret=secret, at=at), f"t={at},v1={digest}"):
            return
    raise ForgedCallback("No signature of ours")


def _header(headers: Mapping[str, str]) -> str:
    values = [value for key, value in headers.items() if key.lower() == HEADER.lower()]
    return values[0] if len(values) == 1 else ""


def _at(told: Any, path: str) -> str:
    for step in path.split("."):
        told = told.get(step) if isinstance(told, dict) else None
    return told if isinstance(told, str) else ""
