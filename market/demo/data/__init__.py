"""What the demo is filled with: goods, people, places, stories. Plain data, no models."""

from __future__ import annotations

import csv
from pathlib import Path


def rows_of(name: str) -> list[dict[str, str]]:
    """Return the rows of one of the CSV files beside this one."""
    with (Path(__file__).parent / name).open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))
