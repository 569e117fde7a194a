"""Where the double may run: on this machine only, in the demo and in tests, never near real money."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from django.conf import settings

from market.gateways.stripe.client import is_live

LOCAL_NAMES = {"localhost", "127.0.0.1", "::1"}


class NotHere(Exception):
    """The double refuses to start; the sentence says why."""


def refuse_to_run(host: str, webhook_url: str | None) -> None:
    """Raise NotHere unless everything around is a demo or a test on this machine."""
    if not getattr(settings, "DEMO", False):
        raise NotHere("The Stripe double runs with the demo's or the tests' settings only, never in production")
    if is_live(settings.STRIPE_SECRET_KEY):
        raise NotHere("STRIPE_SECRET_KEY is a live key: the Stripe double does not run beside it")
    if not is_loopback(host):
        raise NotHere(f"The Stripe double listens on this machine only (127.0.0.1), not on {host}")
    if webhook_url and not is_loopback(urlsplit(webhook_url).hostname or ""):
        raise NotHere(f"The Stripe double sends webhooks to this machine only, not to {webhook_url}")


def is_loopback(host: str) -> bool:
    """Is this name or address this very machine?"""
    if host in LOCAL_NAMES or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
