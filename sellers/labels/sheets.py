"""What labels are printed on: sticker sheets as shops sell them, and rolls of small printers. Millimetres."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Sheet:
    """A sheet of equal stickers. `left` and `top` are of the first one, `across` and `down` from one to the next."""

    code: str
    name: str
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    across: float
    down: float
    edge: float
    """Left white inside each sticker: no printer meets it exactly, and none prints at the very edge of the paper."""

    page = (210.0, 297.0)

    @property
    def count(self) -> int:
        """How many stickers a sheet has."""
        return self.columns * self.rows

    def places(self) -> Iterator[tuple[float, float]]:
        """Return for each sticker, row by row, how far its upper left corner is from that of the sheet."""
        for row in range(self.rows):
            for column in range(self.columns):
                yield self.left + column * self.across, self.top + row * self.down


@dataclass(frozen=True)
class Roll:
    """A roll of a thermal printer: one label after the other, each as high as its words need."""

    code: str
    name: str
    width: float
    printed: float
    """The print head is narrower than the paper, and stands in its middle."""

    dot: float
    """One dot of the head; a code's squares are whole dots, so that all are alike."""

    edge: float = 3.0


# The three that stationers here have, by the measures that their makers publish (Avery 3474, L7160 and 3425).
SHEETS = (
    Sheet("a4-24", "A4, 24 stiker (70 × 37 mm)", 3, 8, 70, 37, 0, 0.5, 70, 37, 4.5),
    Sheet("a4-21", "A4, 21 stiker (63,5 × 38,1 mm)", 3, 7, 63.5, 38.1, 7.21, 15.15, 66.04, 38.1, 2),
    Sheet("a4-10", "A4, 10 stiker (105 × 57 mm)", 2, 5, 105, 57, 0, 6, 105, 57, 5),
)
ROLL = Roll("roll-58", "Rol printer kecil 58 mm", 58, 48, 0.125)
KINDS: dict[str, Sheet | Roll] = {kind.code: kind for kind in (*SHEETS, ROLL)}
