"""The font of what is printed: names in any Latin, Greek or Cyrillic letters, all others spelt in Latin."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from anyascii import anyascii
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FONTS = Path(__file__).parent / "fonts"
PLAIN, BOLD = "DejaVuSansCondensed", "DejaVuSansCondensed-Bold"


@cache
def load_fonts() -> None:
    """Make both fonts known to reportlab."""
    for name in (PLAIN, BOLD):
        pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{name}.ttf")))
    pdfmetrics.registerFontFamily(PLAIN, normal=PLAIN, bold=BOLD, italic=PLAIN, boldItalic=BOLD)


def drawable(text: str) -> str:
    """Return text that the font has letters for: what it has none for is spelt in Latin, or is a question mark."""
    drawn = pdfmetrics.getFont(PLAIN).face.charToGlyph
    return "".join(letter if ord(letter) in drawn else f"{anyascii(letter) or '?'} " for letter in text).strip()
