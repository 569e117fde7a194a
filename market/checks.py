"""House rules as system checks: the demo stays on this machine, production keeps the demo's things out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

LOCAL_HOSTS = {"127.0.0.1", "[::1]", "localhost", ".localhost", "testserver"}
DEMO_ROOMS = {"market.demo", "market.gateways.stripe.double"}


def is_demo() -> bool:
    """Do these settings belong to the demo (or to development, which is the same)?"""
    return bool(getattr(settings, "DEMO", False))


def is_local(host: str) -> bool:
    """Is this name one of this machine?"""
    return host in LOCAL_HOSTS or host.endswith(".localhost")


@register(Tags.security)
def demo_stays_at_home(**options: Any) -> Iterable[CheckMessage]:
    """The demo signs anybody in with 000000, so it may answer on this machine only."""
    far = [host for host in settings.ALLOWED_HOSTS if not is_local(host)]
    if is_demo() and far:
        yield Error(
            f"The demo may answer on this machine only, but ALLOWED_HOSTS has {', '.join(far)}.",
            hint="Use market.settings.production for a site that others can reach.",
            id="house.E001",
        )


@register(Tags.security)
def production_has_no_demo(**options: Any) -> Iterable[CheckMessage]:
    """The message box, one-click sign-in and the Stripe double exist in the demo only."""
    found = sorted(DEMO_ROOMS & set(settings.INSTALLED_APPS))
    if not is_demo() and found:
        yield Error(
            f"INSTALLED_APPS has {', '.join(found)}, which is for the demo only.",
            hint="Take it out, or use market.settings.dev.",
            id="house.E002",
        )


@register(Tags.security)
def demo_has_no_live_key(**options: Any) -> Iterable[CheckMessage]:
    """Real cards are never charged by a demo."""
    if is_demo() and "_live_" in settings.STRIPE_SECRET_KEY:
        yield Error(
            "STRIPE_SECRET_KEY is a live key, and these are the demo's settings.",
            hint="Use a key that begins with sk_test_.",
            id="house.E003",
        )


@register(Tags.security, deploy=True)
def production_has_a_live_key(**options: Any) -> Iterable[CheckMessage]:
    """A test key in production means that no buyer really pays; right for a rehearsal, wrong for a market."""
    if not is_demo() and "_test_" in settings.STRIPE_SECRET_KEY:
        yield Warning(
            "STRIPE_SECRET_KEY is a test key: card payments are rehearsals.",
            hint="Set the live key when the market opens.",
            id="house.W001",
        )
