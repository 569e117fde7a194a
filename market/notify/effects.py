"""What the outbox carries out for this room."""

from __future__ import annotations

from typing import Any

from market.notify.actions import send_message
from market.outbox.registry import carries_out


@carries_out("notify.send")
def send(payload: dict[str, Any], *, key: str) -> None:
    """Send one message; a second run finds it sent."""
    send_message(payload["message"])
