"""Rupiah at Stripe: IDR has two decimals there, so Rp15.000 is 1500000 (docs.stripe.com/currencies)."""

from __future__ import annotations

from market.gateways.base import GatewayRefused

CURRENCY = "idr"
MINOR_UNITS = 100


class NotWholeRupiah(GatewayRefused):
    """An amount that is no whole, positive rupiah; it is neither rounded nor sent."""


def to_stripe(rupiah: int) -> int:
    """Return whole rupiah in Stripe's smallest unit. Raises NotWholeRupiah for anything but a positive integer."""
    if not isinstance(rupiah, int) or isinstance(rupiah, bool) or rupiah <= 0:
        raise NotWholeRupiah(f"An amount must be whole rupiah above zero, not {rupiah!r}")
    return rupiah * MINOR_UNITS


def from_stripe(amount: int | None, currency: str | None) -> int:
    """Return whole rupiah from Stripe's smallest unit; another currency's amount comes back as it is.

    Raises NotWholeRupiah for a fraction of a rupiah.
    """
    if currency != CURRENCY:
        return amount or 0
    rupiah, rest = divmod(amount or 0, MINOR_UNITS)
    if rest:
        raise NotWholeRupiah(f"Stripe tells of {amount} hundredths of a rupiah, which is no whole rupiah")
    return rupiah


def whole_part(amount: int | None, currency: str | None) -> int:
    """Return the whole rupiah of an amount of which somebody else says whether a fraction makes it unusable."""
    return (amount or 0) // MINOR_UNITS if currency == CURRENCY else amount or 0


def is_whole(amount: int | None, currency: str | None) -> bool:
    """Is this an amount without a fraction of a rupiah?"""
    return currency != CURRENCY or (amount or 0) % MINOR_UNITS == 0
