"""A production site that cannot send messages says so before it starts: nobody could sign in."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register

HTTP = "market.notify.channels.http.HttpChannel"


@register(Tags.security)
def check_gateway(app_configs: Any, **kwargs: Any) -> list[Error]:
    """The HTTP channel needs an address over TLS, JSON where JSON is read, and the places of what people answer."""
    if settings.NOTIFY_CHANNEL != HTTP:
        return []
    objects = [*_check_json("NOTIFY_HTTP_HEADERS"), *_check_json("NOTIFY_HTTP_BODY")]
    return [*_check_address(), *objects, *_check_places()]


def _check_address() -> list[Error]:
    url = settings.NOTIFY_HTTP_URL
    if not url:
        return [Error("Set NOTIFY_HTTP_URL: the address of the SMS or WhatsApp gateway", id="notify.E001")]
    if not url.startswith("https://") and not getattr(settings, "DEMO", False):
        return [Error("NOTIFY_HTTP_URL must start with https://, as sign-in codes pass through it", id="notify.E002")]
    return []


def _check_json(name: str) -> list[Error]:
    try:
        is_object = isinstance(json.loads(getattr(settings, name)), dict)
    except ValueError:
        is_object = False
    return [] if is_object else [Error(f"{name} must be a JSON object", id="notify.E003")]


def _check_places() -> list[Error]:
    try:
        places = json.loads(settings.NOTIFY_REPLY_READS)
        is_whole = all(isinstance(places[name], str) for name in ("id", "phone", "text"))
    except (ValueError, LookupError, TypeError):
        is_whole = False
    return (
        []
        if is_whole
        else [Error("NOTIFY_REPLY_READS must be a JSON object with id, phone and text", id="notify.E004")]
    )
