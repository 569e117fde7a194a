"""Rupiah in foreign money, roughly: for the English pages, beside the price that counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from market.currencies.models import Rate

SIGNS = {"USD": "US$", "SGD": "S$", "MYR": "RM", "EUR": "€"}


@dataclass(frozen=True)
class About:
    """An amount in another currency, such as US$2.80, and the day of its rate."""

    words: str
    as_of: date


def about(amount: int | Decimal, rate: Rate) -> About:
    """Return what whole rupiah are in a currency."""
    return About(f"{SIGNS[rate.currency]}{Decimal(amount) / rate.rupiah:,.2f}", rate.as_of)


def amounts_about(amount: int | Decimal | None, *, today: date, most: int) -> list[About]:
    """Return an amount in the first `most` currencies that have a rate young enough; one query."""
    if not amount:
        return []
    return [about(amount, rate) for rate in Rate.objects.fresh(today)[:most]]
