"""Any SMS or WhatsApp gateway that is asked over HTTP; what it wants is told by settings.

Placeholders `{phone}` (+62812…), `{digits}` (62812…), `{text}` and `{key}` stand in the strings of
`NOTIFY_HTTP_BODY`, which is JSON: they are filled after it is read, so no message can break out of its value.
The key goes along as `Idempotency-Key`, too, so that a gateway can drop what it is asked for again.
"""

from __future__ import annotations

import json
import re
from typing import Any

import requests
from django.conf import settings

from market.notify.channels.base import Refused, Unavailable

TIMEOUT = (5, 15)
LARGEST_ANSWER = 64 * 1024
PLACEHOLDER = re.compile(r"\{(?:phone|digits|text|key)\}")
FORM = "application/x-www-form-urlencoded"
NOT_THE_MESSAGE = {401, 403, 404, 405, 408, 425, 429}
"""Answers about our key, the address or the pace: the message itself may still be taken later."""


class HttpChannel:
    code = "http"
    keeps_secrets = False

    def send(self, *, phone: str, text: str, key: str) -> str:
        """Ask the gateway to send; return the id it gives, or an empty text when no id path is set."""
        values = {"{phone}": phone, "{digits}": phone.lstrip("+"), "{text}": text, "{key}": key}
        body = fill(json.loads(settings.NOTIFY_HTTP_BODY), values)
        try:
            status, answer = ask(body, key=key)
        except requests.RequestException as error:
            raise Unavailable(type(error).__name__) from None
        if status // 100 == 4 and status not in NOT_THE_MESSAGE:
            raise Refused(f"the gateway answered {status}")
        if status // 100 != 2:
            raise Unavailable(f"the gateway answered {status}")
        return read_id(answer)


def ask(body: dict[str, Any], *, key: str) -> tuple[int, bytes]:
    """Make the one request; return its status and at most LARGEST_ANSWER bytes. Redirects are not followed."""
    headers = {"Idempotency-Key": key.encode(), **json.loads(settings.NOTIFY_HTTP_HEADERS)}
    kinds = {name.lower(): value for name, value in headers.items()}
    if settings.NOTIFY_HTTP_METHOD == "GET":
        how: dict[str, Any] = {"params": body}
    elif kinds.get("content-type", "").startswith(FORM):
        how = {"data": body}
    else:
        how = {"json": body}
    with requests.request(
        settings.NOTIFY_HTTP_METHOD,
        settings.NOTIFY_HTTP_URL,
        headers=headers,
        timeout=TIMEOUT,
        allow_redirects=False,
        stream=True,
        **how,
    ) as answer:
        return answer.status_code, next(answer.iter_content(LARGEST_ANSWER), b"")


def fill(template: Any, values: dict[str, str]) -> Any:
    """Return the template with every placeholder in its strings replaced; what was put in is not read again."""
    if isinstance(template, dict):
        return {name: fill(part, values) for name, part in template.items()}
    if isinstance(template, list):
        return [fill(part, values) for part in template]
    if isinstance(template, str):
        return PLACEHOLDER.sub(lambda found: values[found.group()], template)
    return template


def read_id(answer: bytes) -> str:
    """Return what stands at `NOTIFY_HTTP_ID_PATH` (`messages.0.id`) in the answer.

    Raises:
        Unavailable: when it is not there; some gateways say no with status 200.
    """
    if not settings.NOTIFY_HTTP_ID_PATH:
        return ""
    try:
        found: Any = json.loads(answer)
        for step in settings.NOTIFY_HTTP_ID_PATH.split("."):
            found = found[int(step)] if isinstance(found, list) else found[step]
    except (ValueError, LookupError, TypeError):
        raise Unavailable("the gateway's answer carries no message id") from None
    return str(found)
