"""What the outbox carries out for this room: sales are counted apart from the money, and never hold it up."""

from __future__ import annotations

from datetime import date
from typing import Any

from market.attribution.actions import count_sold
from market.outbox.registry import carries_out


@carries_out("attribution.sold")
def count(payload: dict[str, Any], *, key: str) -> None:
    """Count what was sold with orders that are paid, once."""
    count_sold(order_ids=payload["orders"], day=date.fromisoformat(payload["day"]))
