"""The demo never touches a real market."""

from __future__ import annotations

from django.conf import settings


class NotADemo(Exception):
    """The settings are not the demo's."""


def refuse_production() -> None:
    """Raise NotADemo unless these are the demo's settings with Stripe's test key."""
    if not getattr(settings, "DEMO", False):
        raise NotADemo("The demo runs under market.settings.dev or test only.")
    if "_live_" in settings.STRIPE_SECRET_KEY:
        raise NotADemo("STRIPE_SECRET_KEY is a live key; the demo never takes real money.")
