"""From points on the earth to places in a frame: an equirectangular projection, which is true over a regency.

Everything is in percent of the frame, so that dots, words and the bar of kilometres keep their size at every width.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from math import cos, floor, log10, radians
from typing import NamedTuple

from cms.maps.names import Beside, places_for_names, steps_aside

Point = tuple[Decimal | float, Decimal | float]

KM_PER_DEGREE = 111.32  # along a meridian; along a parallel times the cosine of its latitude
SHAPE = 4 / 3  # the frame's width to its height, as in stories.css
MARGIN = 0.13  # of the frame, on each side
SMALLEST_KM = 2.0  # the width of a frame around a single point
LONGEST_BAR = 0.3  # of the frame's width
STEPS = (1, 2, 5)


class Spot(NamedTuple):
    """What is put on a map; `point` is latitude and longitude in degrees (WGS 84)."""

    name: str
    point: Point
    url: str = ""
    words: str = ""


class Pin(NamedTuple):
    """A spot with its number in the list, where it is (percent from the left and the top), and its pixels aside."""

    number: int
    spot: Spot
    x: str
    y: str
    aside: int
    beside: Beside | None


class Bar(NamedTuple):
    """The bar of kilometres: its width in percent, and how much that is."""

    width: str
    amount: str
    unit: str


class Sketch(NamedTuple):
    """A drawn map."""

    pins: list[Pin]
    bar: Bar


def sketch(spots: Sequence[Spot]) -> Sketch | None:
    """Return where the spots stand in the frame, numbered in their order; None without a spot."""
    if not spots:
        return None
    flat = _flattened(spot.point for spot in spots)
    width_km, middle = _frame(flat)
    shares = [_share(place, middle, width_km) for place in flat]
    asides = steps_aside(shares, shape=SHAPE)
    besides = places_for_names(shares, [spot.name for spot in spots], shape=SHAPE, asides=asides)
    pins = [
        Pin(number, spot, _percent(x), _percent(y), aside, beside)
        for number, (spot, (x, y), aside, beside) in enumerate(zip(spots, shares, asides, besides, strict=True), 1)
    ]
    return Sketch(pins, _bar(width_km))


def _flattened(points: Iterable[Point]) -> list[tuple[float, float]]:
    """Return kilometres east and north of nowhere in particular."""
    degrees = [(float(latitude), float(longitude)) for latitude, longitude in points]
    latitudes = [latitude for latitude, _longitude in degrees]
    narrowed = cos(radians((min(latitudes) + max(latitudes)) / 2))
    return [(longitude * narrowed * KM_PER_DEGREE, latitude * KM_PER_DEGREE) for latitude, longitude in degrees]


def _frame(flat: list[tuple[float, float]]) -> tuple[float, tuple[float, float]]:
    """Return how many kilometres the frame is wide, and its middle."""
    easts, norths = [east for east, _ in flat], [north for _, north in flat]
    room = 1 - 2 * MARGIN
    across, up = (max(easts) - min(easts)) / room, (max(norths) - min(norths)) / room
    middle = ((max(easts) + min(easts)) / 2, (max(norths) + min(norths)) / 2)
    return max(across, up * SHAPE, SMALLEST_KM), middle


def _share(place: tuple[float, float], middle: tuple[float, float], width_km: float) -> tuple[float, float]:
    """Return shares of the frame's width from its left and of its height from its top."""
    (east, north), (middle_east, middle_north) = place, middle
    return 0.5 + (east - middle_east) / width_km, 0.5 - (north - middle_north) / (width_km / SHAPE)


def _bar(width_km: float) -> Bar:
    """Return the longest bar of a round number that takes less than a third of the frame."""
    longest = width_km * LONGEST_BAR
    tens = 10.0 ** floor(log10(longest))
    km = max(step * tens for step in STEPS if step * tens <= longest)
    amount, unit = (km, "km") if km >= 1 else (km * 1000, "m")
    return Bar(_percent(km / width_km), f"{amount:g}", unit)


def _percent(share: float) -> str:
    """Return a percentage as SVG reads it, whatever the reader's language."""
    return f"{share * 100:.2f}%"
