"""A QRIS provider that makes codes by API and knows when they were paid. None unless QRIS_PROVIDER names one.

Our number of a payment is its idempotency key, so that asking twice for a code gives one charge there.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from market.gateways.base import Callback


class Provider(Protocol):
    """What we need of a provider. Every method but `stored` may raise GatewayUnavailable or GatewayRefused."""

    def make(self, *, number: str, amount: int, description: str, expires_at: datetime) -> str:
        """Return the payload of a code for `amount` whole rupiah; the same number gives the same charge."""

    def paid(self, number: str) -> int | None:
        """Return how many rupiah were paid under a number, 0 while none were; None for a number it does not know."""

    def genuine(self, body: bytes, headers: Mapping[str, str]) -> Callback:
        """Return what a callback says, its `reference` our number; raise ForgedCallback when it is not theirs."""

    def stored(self, body: str) -> Callback:
        """Return what a callback says that was found genuine when it came."""


def get_provider() -> Provider | None:
    """Return the provider that settings name, if any."""
    if not settings.QRIS_PROVIDER:
        return None
    provider: Provider = import_string(settings.QRIS_PROVIDER)()
    return provider
