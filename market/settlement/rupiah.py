"""The border between Oscar's decimals and our whole rupiah."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def whole_rupiah(amount: Decimal | int) -> int:
    """Return the amount in whole rupiah, halves upward."""
    return int(Decimal(amount).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def round_discount(amount: Decimal, currency: str | None = None) -> Decimal:
    """Return a discount cut to whole rupiah; Oscar's offers call it (OSCAR_OFFER_ROUNDING_FUNCTION)."""
    return Decimal(int(amount))
