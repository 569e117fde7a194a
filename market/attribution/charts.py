"""Bars for pictures that the server draws (SVG): where they begin and how far they reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from market.attribution.report import Row

WIDE, HIGH, STEP = 720, 160, 40
MOST = 12


@dataclass(frozen=True)
class Bar:
    """One bar in the units of its drawing; `words` are read beside it, or heard."""

    words: str
    value: int
    left: float
    top: float
    width: float
    height: float

    @property
    def above(self) -> float:
        """Where its words stand."""
        return self.top - 5


def columns(rows: Sequence[Row], name: str) -> list[Bar]:
    """Return an upright bar for each row, within WIDE by HIGH."""
    values = [getattr(row.sums, name) or 0 for row in rows]
    most, step = max(values, default=0) or 1, WIDE / max(len(rows), 1)
    highs = [HIGH * value / most for value in values]
    return [
        Bar(row.name, value, *_rounded(step * (index + 0.1), HIGH - high, step * 0.8, high))
        for index, (row, value, high) in enumerate(zip(rows, values, highs, strict=True))
    ]


def lying(rows: Sequence[Row], name: str) -> list[Bar]:
    """Return a lying bar for each of the first rows that have any; as wide as WIDE at most."""
    chosen = [(row.name, getattr(row.sums, name)) for row in rows if getattr(row.sums, name)][:MOST]
    most = max((value for _words, value in chosen), default=0) or 1
    return [
        Bar(words, value, *_rounded(0, index * STEP + 18, WIDE * value / most, 14))
        for index, (words, value) in enumerate(chosen)
    ]


def _rounded(*numbers: float) -> tuple[float, float, float, float]:
    left, top, width, height = (round(number, 1) for number in numbers)
    return left, top, width, height
