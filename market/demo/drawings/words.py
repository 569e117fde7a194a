"""What stands on a label."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """The goods' name, and the small line under it (shop or village)."""

    name: str
    small: str
