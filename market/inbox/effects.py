"""What the outbox carries out for this room."""

from __future__ import annotations

from typing import Any

from market.inbox.actions import process_arrival
from market.outbox.registry import carries_out


@carries_out("inbox.process")
def process(payload: dict[str, Any], *, key: str) -> None:
    """Process one arrival; a second run finds it taken."""
    process_arrival(payload["arrival"])
