"""Any provider that is asked over HTTP with JSON; how it wants to be asked is told by settings.

A charge is made by POST to QRIS_PROVIDER_URL and read by GET of the same address with our number at its end. The
placeholders {number}, {amount}, {description} and {expires_at} stand in the strings of QRIS_PROVIDER_BODY, which is
JSON; a string that is nothing but {amount} becomes a number. QRIS_PROVIDER_READS says where in an answer what stands.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote

import requests
from django.conf import settings

from market.gateways.base import Callback, GatewayRefused, GatewayUnavailable
from market.gateways.qris import callbacks

TIMEOUT = (5, 15)
LARGEST_ANSWER = 64 * 1024
PLACEHOLDER = re.compile(r"\{(?:number|amount|description|expires_at)\}")
NOT_THE_CHARGE = {401, 403, 405, 408, 425, 429}
"""Answers about our key or the pace: the same call may succeed later."""


class HttpProvider:
    """See `market.gateways.qris.provider.Provider`."""

    def make(self, *, number: str, amount: int, description: str, expires_at: datetime) -> str:
        """Return the payload of a code for `amount` whole rupiah."""
        values: dict[str, str] = {
            "{number}": number,
            "{amount}": str(amount),
            "{description}": description,
            "{expires_at}": expires_at.isoformat(timespec="seconds"),
        }
        body = _fill(json.loads(settings.QRIS_PROVIDER_BODY), values)
        answer = _ask("POST", settings.QRIS_PROVIDER_URL, number, json=body)
        return str(_told(answer, "payload"))

    def paid(self, number: str) -> int | None:
        """Return how many rupiah were paid under a number; None for a number it does not know."""
        answer = _ask("GET", f"{settings.QRIS_PROVIDER_URL.rstrip('/')}/{quote(number, safe='')}", number)
        if answer is None:
            return None
        if str(_told(answer, "status")).lower() not in settings.QRIS_PROVIDER_PAID:
            return 0
        return _whole(_told(answer, "amount"))

    def genuine(self, body: bytes, headers: Mapping[str, str]) -> Callback:
        """Return what a callback says if one of QRIS_CALLBACK_SECRETS signed its raw body just now."""
        return callbacks.read_genuine(body, headers, secrets=settings.QRIS_CALLBACK_SECRETS)

    def stored(self, body: str) -> Callback:
        """Return what a callback says that the inbox holds."""
        return callbacks.read_stored(body)


def _ask(method: str, url: str, number: str, **how: Any) -> Any:
    """Return the provider's answer, None where it says that there is no such thing. Redirects are not followed."""
    headers = {**json.loads(settings.QRIS_PROVIDER_HEADERS), "Idempotency-Key": number}
    try:
        with requests.request(
            method, url, headers=headers, timeout=TIMEOUT, allow_redirects=False, stream=True, **how
        ) as answer:
            status, body = answer.status_code, _body(answer)
    except requests.RequestException as error:
        raise GatewayUnavailable(type(error).__name__) from None
    if method == "GET" and status == 404:
        return None
    if status // 100 == 4 and status not in NOT_THE_CHARGE:
        raise GatewayRefused(f"The QRIS provider answered {status}")
    if status // 100 != 2:
        raise GatewayUnavailable(f"The QRIS provider answered {status}")
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise GatewayUnavailable("The QRIS provider's answer is not JSON") from None


def _body(answer: requests.Response) -> bytes:
    """Return the body, in however many pieces it comes, and no more of it than LARGEST_ANSWER."""
    body = b""
    for piece in answer.iter_content(8 * 1024):
        body += piece
        if len(body) > LARGEST_ANSWER:
            break
    return body[:LARGEST_ANSWER]


def _told(answer: Any, what: str) -> Any:
    """Return what stands where QRIS_PROVIDER_READS says; GatewayUnavailable when nothing does."""
    try:
        for step in json.loads(settings.QRIS_PROVIDER_READS)[what].split("."):
            answer = answer[int(step)] if isinstance(answer, list) else answer[step]
    except (ValueError, LookupError, TypeError):
        raise GatewayUnavailable(f"The QRIS provider's answer carries no {what}") from None
    return answer


def _whole(amount: Any) -> int:
    """Return whole rupiah from 58000, "58000" or "58000.00"."""
    match = re.fullmatch(r"(\d{1,12})(?:\.0{1,2})?", str(amount))
    if match is None or isinstance(amount, bool):
        raise GatewayUnavailable("The QRIS provider's amount is no whole rupiah")
    return int(match[1])


def _fill(template: Any, values: dict[str, str]) -> Any:
    """Return the template with its placeholders replaced; what was put in is not read again."""
    if isinstance(template, dict):
        return {name: _fill(part, values) for name, part in template.items()}
    if isinstance(template, list):
        return [_fill(part, values) for part in template]
    if template == "{amount}":
        return int(values[template])
    if isinstance(template, str):
        return PLACEHOLDER.sub(lambda found: values[found.group()], template)
    return template
