"""The padanan kata that a new site begins with; staff edit them in the back office from then on."""

from __future__ import annotations

import csv
from pathlib import Path

FILE = Path(__file__).parent / "words.csv"


def rows() -> list[dict[str, str]]:
    """Return the rows of words.csv."""
    with FILE.open(newline="") as lines:
        return list(csv.DictReader(lines))
