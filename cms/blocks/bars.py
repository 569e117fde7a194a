"""Where the bars and lines of a small chart stand: shares of its width and height, so that words keep their size."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from django.utils.formats import number_format

Numbers = Sequence[tuple[str, Decimal]]

WIDEST = 78
"""The percentage of the width that the longest bar takes: its number follows it."""

LINE_HEIGHT, TOP, BOTTOM, SIDE = 220, 34, 34, 4  # pixels, as in stories.css; the side in percent
MOST_NAMES = 6
"""As many names as fit side by side below a line on a phone."""


class Bar(NamedTuple):
    """One bar: its name and number, and its width in percent."""

    label: str
    value: str
    width: str


class Dot(NamedTuple):
    """One point of a line: in percent from the left, in pixels from the top; what is empty is not written."""

    x: str
    y: int
    label: str
    value: str
    anchor: str
    value_y: int


class Line(NamedTuple):
    dots: list[Dot]
    points: str
    height: int
    names_y: int
    ground_y: int


def written(number: Decimal) -> str:
    """Return a number as the reader's language writes it, without empty decimals."""
    places = max(0, -int(Decimal(number).normalize().as_tuple().exponent))
    return str(number_format(number, decimal_pos=places, use_l10n=True, force_grouping=True))


def bars_of(numbers: Numbers) -> list[Bar]:
    """Return lying bars, as names are read best above them."""
    most = max((value for _label, value in numbers), default=Decimal(0)) or Decimal(1)
    return [Bar(label, written(value), _percent(Decimal(value) / most * WIDEST)) for label, value in numbers]


def line_of(numbers: Numbers) -> Line:
    """Return a line that begins at zero; its first, last, highest and lowest numbers are written."""
    values = [Decimal(value) for _label, value in numbers]
    most = max(values) or Decimal(1)
    told = {0, len(values) - 1, values.index(max(values)), values.index(min(values))}
    every = -(-len(values) // MOST_NAMES)
    room = LINE_HEIGHT - TOP - BOTTOM
    dots = []
    for place, ((label, _), value) in enumerate(zip(numbers, values, strict=True)):
        x = SIDE + Decimal(100 - 2 * SIDE) * place / max(1, len(values) - 1)
        y = round(TOP + room * (1 - float(value / most)))
        anchor = "start" if place == 0 else "end" if place == len(values) - 1 else "middle"
        name = label if place % every == 0 or place == len(values) - 1 else ""
        dots.append(Dot(_percent(x), y, name, written(value) if place in told else "", anchor, y - 12))
    points = " ".join(f"{dot.x.removesuffix('%')},{dot.y}" for dot in dots)
    return Line(dots, points, LINE_HEIGHT, LINE_HEIGHT - 10, LINE_HEIGHT - BOTTOM)


def _percent(share: Decimal) -> str:
    """Return a percentage as SVG reads it, whatever the reader's language."""
    return f"{share:.2f}%"
