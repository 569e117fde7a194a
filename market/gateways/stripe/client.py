"""The one way to speak to Stripe: the SDK's client with timeouts, few retries and no global key."""

from __future__ import annotations

from functools import lru_cache

import stripe
from django.conf import settings

TIMEOUT_SECONDS = (3.05, 12.0)  # to connect, to answer
NETWORK_RETRIES = 2
LIVE_KEYS = ("sk_live_", "rk_live_")


def client() -> stripe.StripeClient:
    """Return the client for the key and the address that the settings name now."""
    return _client(settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE)


def is_live(key: str) -> bool:
    """Is this a key that moves real money?"""
    return key.startswith(LIVE_KEYS)


@lru_cache(maxsize=8)
def _client(key: str, base: str) -> stripe.StripeClient:
    return stripe.StripeClient(
        key,
        base_addresses={"api": base} if base else None,
        max_network_retries=NETWORK_RETRIES,
        http_client=stripe.RequestsClient(timeout=TIMEOUT_SECONDS),
    )
