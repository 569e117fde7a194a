"""Where dots and their names stand without covering a dot or another name, on a phone as on a desk.

Names keep their size while the frame grows, so each place is tried at several widths; a name that fits nowhere is left
out: its number stays, and the list beside the map says it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

WIDTHS = (296, 340, 420, 560, 672, 900)  # pixels of the frame, from a phone of 320 to a desk
LETTER, TALL = 7.6, 18  # pixels that a letter of a name takes at most, and the height of its line
DOT = 15  # pixels from the middle of a dot to its edge
GAP = 5
LONGEST = 26  # letters


class Beside(NamedTuple):
    """Where a name begins from the middle of its dot, in pixels, and which of its ends stands there."""

    dx: int
    dy: int
    anchor: str


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: Box) -> bool:
        """Say whether they share any room."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


CANDIDATES = (
    Beside(DOT + GAP, 5, "start"),
    Beside(-DOT - GAP, 5, "end"),
    Beside(0, -DOT - GAP - 2, "middle"),
    Beside(0, DOT + GAP + 12, "middle"),
)


def steps_aside(shares: Sequence[tuple[float, float]], *, shape: float) -> list[int]:
    """Return how many pixels each dot steps aside, so that each number is read though two places are one."""
    width, found, taken = WIDTHS[0], list[int](), list[Box]()
    for share in shares:
        steps = (side * step * 2 * DOT for step in range(len(shares)) for side in (1, -1))
        boxes = ((aside, _dot(share, width, shape, aside)) for aside in steps)
        free = (aside for aside, box in boxes if _is_inside(box, width, shape) and not _covers_any(box, taken))
        found.append(next(free, 0))
        taken.append(_dot(share, width, shape, found[-1]))
    return found


def places_for_names(
    shares: Sequence[tuple[float, float]], names: Sequence[str], *, shape: float, asides: Sequence[int]
) -> list[Beside | None]:
    """Return for each name where it stands, or None; `shares` are those of the frame's width and height."""
    dots = list(zip(shares, asides, strict=True))
    taken = [[_dot(share, width, shape, aside) for share, aside in dots] for width in WIDTHS]
    found: list[Beside | None] = []
    for share, name, aside in zip(shares, names, asides, strict=True):
        candidates = (each._replace(dx=each.dx + aside) for each in CANDIDATES)
        place = next((each for each in candidates if _fits(share, name, each, taken, shape)), None)
        if place is not None:
            for boxes, width in zip(taken, WIDTHS, strict=True):
                boxes.append(_box(share, name, place, width, shape))
        found.append(place)
    return found


def _fits(share: tuple[float, float], name: str, place: Beside, taken: list[list[Box]], shape: float) -> bool:
    if len(name) > LONGEST:
        return False
    for boxes, width in zip(taken, WIDTHS, strict=True):
        box = _box(share, name, place, width, shape)
        if not _is_inside(box, width, shape) or _covers_any(box, boxes):
            return False
    return True


def _is_inside(box: Box, width: float, shape: float) -> bool:
    return box.left >= 0 and box.top >= 0 and box.right <= width and box.bottom <= width / shape


def _covers_any(box: Box, others: Sequence[Box]) -> bool:
    return any(box.covers(other) for other in others)


def _box(share: tuple[float, float], name: str, place: Beside, width: float, shape: float) -> Box:
    x, base = share[0] * width + place.dx, share[1] * width / shape + place.dy
    long = len(name) * LETTER
    left = x - {"start": 0.0, "middle": long / 2, "end": long}[place.anchor]
    return Box(left, base - TALL + 4, left + long, base + 4)


def _dot(share: tuple[float, float], width: float, shape: float, aside: int) -> Box:
    x, y = share[0] * width + aside, share[1] * width / shape
    return Box(x - DOT, y - DOT, x + DOT, y + DOT)
