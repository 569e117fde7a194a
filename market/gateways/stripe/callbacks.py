"""Webhooks of Stripe: which are genuine, and what they say (docs.stripe.com/webhooks/signature)."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping
from typing import Any

import stripe

from market.gateways.base import Callback, ForgedCallback

LARGEST_BODY = 1_000_000  # bytes
TOLERANCE_SECONDS = 300
EVENT_ID = re.compile(r"evt_[A-Za-z0-9_]{1,190}")
TIMESTAMP = re.compile(r"t=([0-9]{1,12})")


def read_genuine(body: bytes, headers: Mapping[str, str], *, secrets: list[str], livemode: bool) -> Callback:
    """Return what a callback says once its size, signature, age, form and mode are found right.

    Any of `secrets` may have signed it, so that a secret can be rolled. The age is bounded on both sides, which the
    SDK does on one only. Raises ForgedCallback with the reason.
    """
    if len(body) > LARGEST_BODY:
        raise ForgedCallback("The body is larger than 1 MB")
    text = _decoded(body)
    header = _header(headers, "Stripe-Signature")
    _refuse_wrong_signature(text, header, secrets)
    _refuse_wrong_age(header)
    event = _event(text)
    if event.get("livemode") is not livemode:
        raise ForgedCallback("A test event where live ones are due, or the other way round")
    if event.get("account") or event.get("context"):
        raise ForgedCallback("An event of another account; we have none connected")
    return _callback(event)


def read_stored(body: str) -> Callback:
    """Return what a callback says that was found genuine when it was taken in."""
    return _callback(_event(body))


def is_same_event(one: str, other: str) -> bool:
    """Do two bodies tell the same?

    Stripe may tell of an event again with another count of pending webhooks. Read from its list, an event may also be
    written out in another version of the API than a webhook's; then what it is and what it is about must be the same.
    """
    if one == other:
        return True
    first, second = _event(one), _event(other)
    told_by = _whole if first.get("api_version") == second.get("api_version") else _core
    return told_by(first) == told_by(second)


def _whole(event: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in event.items() if key != "pending_webhooks"}


def _core(event: dict[str, Any]) -> list[Any]:
    callback = _callback(event)
    return [callback, *(event.get(key) for key in ("created", "livemode", "account", "context"))]


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise ForgedCallback("The body is not UTF-8") from None


def _header(headers: Mapping[str, str], name: str) -> str:
    values = [value for key, value in headers.items() if key.lower() == name.lower()]
    return values[0] if len(values) == 1 else ""


def _refuse_wrong_signature(text: str, header: str, secrets: list[str]) -> None:
    for secret in secrets:
        try:
            stripe.WebhookSignature.verify_header(text, header, secret)
        except stripe.SignatureVerificationError:
            continue
        return
    raise ForgedCallback("No signature of ours")


def _refuse_wrong_age(header: str) -> None:
    stamps = [match[1] for part in header.split(",") if (match := TIMESTAMP.fullmatch(part))]
    if len(stamps) != 1:
        raise ForgedCallback("The signature must carry one timestamp")
    if abs(time.time() - int(stamps[0])) > TOLERANCE_SECONDS:
        raise ForgedCallback("Signed more than five minutes ago, or in the future")


def _event(text: str) -> dict[str, Any]:
    try:
        event = json.loads(text)
    except (ValueError, RecursionError):
        raise ForgedCallback("The body is not JSON") from None
    if not isinstance(event, dict) or event.get("object") != "event":
        raise ForgedCallback("The body is no event")
    if not isinstance(event.get("id"), str) or not EVENT_ID.fullmatch(event["id"]):
        raise ForgedCallback("The event has no id of Stripe's")
    if not isinstance(event.get("type"), str):
        raise ForgedCallback("The event has no type")
    return event


def _callback(event: dict[str, Any]) -> Callback:
    data = event.get("data")
    about = data.get("object") if isinstance(data, dict) else None
    about = about if isinstance(about, dict) else {}
    reference = _reference(about)
    return Callback(
        id=event["id"], kind=event["type"], external_id=_external_id(about, reference), reference=reference
    )


def _external_id(about: dict[str, Any], reference: str) -> str:
    """Return the session's id; of a refund or a dispute that does not name our reference, the payment it is about."""
    kind, payment = about.get("object"), about.get("payment_intent")
    if kind == "checkout.session":
        return str(about.get("id", ""))
    if kind in {"dispute", "refund"} and not reference and isinstance(payment, str):
        return payment
    return ""


def _reference(about: dict[str, Any]) -> str:
    metadata = about.get("metadata")
    told = metadata.get("reference") if isinstance(metadata, dict) else None
    return str(about.get("client_reference_id") or told or "")
