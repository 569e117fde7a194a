"""Puts words into boxes: they wrap, then shrink, then end in three dots, and never leave the box. Points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth

from market.shop.checkout.lettering import PLAIN

SMALLEST = 0.62
LEADING = 1.16
STEP = 0.04


@dataclass(frozen=True)
class Words:
    """Something to say in at most so many lines, with a space above it."""

    text: str
    size: float
    most: int = 1
    font: str = PLAIN
    above: float = 0


@dataclass(frozen=True)
class Laid:
    """Words as they fit."""

    lines: list[str]
    size: float
    font: str
    above: float

    @property
    def height(self) -> float:
        """How much room they take, the space above them included."""
        return self.above + len(self.lines) * self.size * LEADING


def lay(words: Words, width: float, scale: float = 1) -> Laid:
    """Return words as they fit into a width, at most `scale` of their size: smaller where they need it."""
    factor = 1.0
    while factor > SMALLEST:
        size = words.size * scale * factor
        lines = wrapped(words.text, words.font, size, width)
        if len(lines) <= words.most and not _is_torn(words, size, width):
            return Laid(lines, size, words.font, words.above * scale)
        factor -= STEP
    size = words.size * scale * SMALLEST
    return Laid(_cut(words, size, width), size, words.font, words.above * scale)


def lay_all(column: list[Words], width: float, height: float, scale: float = 1) -> list[Laid]:
    """Return a column as it fits into a box; what finds no room even when small is left out, the last first."""
    factor = scale
    while True:
        laid = [lay(words, width, factor) for words in column if words.text]
        if sum(each.height for each in laid) <= height:
            return laid
        if factor <= scale * SMALLEST:
            break
        factor -= STEP
    while laid and sum(each.height for each in laid) > height:
        laid.pop()
    return laid


def draw(canvas: Any, laid: list[Laid], left: float, top: float, *, middle: float = 0) -> float:
    """Draw a column from its upper left corner, or about a middle line; return where it ends."""
    for each in laid:
        top -= each.above
        canvas.setFont(each.font, each.size)
        for line in each.lines:
            top -= each.size * LEADING
            base = top + each.size * 0.24
            if middle:
                canvas.drawCentredString(middle, base, line)
            else:
                canvas.drawString(left, base, line)
    return top


def wrapped(text: str, font: str, size: float, width: float) -> list[str]:
    """Return lines that are no wider than this; a word that is, is torn."""
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".strip()
        if stringWidth(joined, font, size) <= width:
            lines[-1] = joined
            continue
        pieces = _torn(word, font, size, width)
        lines += pieces if lines[-1] else []
        lines = lines if lines[-1] else [*lines[:-1], *pieces]
    return [line for line in lines if line]


def _torn(word: str, font: str, size: float, width: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and stringWidth(pieces[-1] + letter, font, size) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _is_torn(words: Words, size: float, width: float) -> bool:
    return any(stringWidth(word, words.font, size) > width for word in words.text.split())


def _cut(words: Words, size: float, width: float) -> list[str]:
    lines = wrapped(words.text, words.font, size, width)
    if len(lines) <= words.most:
        return lines
    last = lines[words.most - 1]
    while last and stringWidth(f"{last}…", words.font, size) > width:
        last = last[:-1]
    return [*lines[: words.most - 1], f"{last.rstrip()}…"]
