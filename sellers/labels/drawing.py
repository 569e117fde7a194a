"""Draws labels as PDF. Each label is drawn once and stamped as often as it is needed, so a thousand are small."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from io import BytesIO
from math import ceil, floor
from typing import Any

import segno
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from market.shop.checkout.lettering import BOLD, drawable, load_fonts
from sellers.labels.sheets import Roll, Sheet
from sellers.labels.words import Words, draw, lay_all

QUIET = 4  # modules of white around a code, ISO/IEC 18004
CODE_SIDE = 24.0  # mm with its white, on the smallest stickers
GAP = 1.0  # mm between the code and the words
STAMP = "label"


@dataclass(frozen=True, kw_only=True)
class Label:
    """What stands on a pack. `url` is what the code says, `short` the same as people type it."""

    title: str
    maker: str
    place: str
    content: str
    made: str
    best_before: str
    code: str
    url: str
    short: str
    permits: list[str] = field(default_factory=list)
    ingredients: str = ""


def labels_pdf(label: Label, kind: Sheet | Roll, *, count: int, first: int = 1) -> bytes:
    """Return `count` labels as PDF; on a sheet of stickers the first stands on the sticker of this number, from 1."""
    load_fonts()
    label = _drawable(label)
    page = BytesIO()
    canvas = Canvas(page, pageCompression=1)
    canvas.setTitle(f"{label.title} {label.code}")
    canvas.setViewerPreference("PrintScaling", "None")  # a sheet that is scaled to fit misses its stickers
    if isinstance(kind, Sheet):
        _stamp_sheets(canvas, label, kind, count, first)
    else:
        _stamp_roll(canvas, label, kind, count)
    canvas.save()
    return page.getvalue()


def _drawable(label: Label) -> Label:
    """Return a label in letters that the font has; the address in its code stays as it is."""
    words: dict[str, Any] = {
        each.name: drawable(getattr(label, each.name)) for each in fields(label) if each.type == "str"
    }
    return replace(label, **{**words, "url": label.url, "permits": [drawable(permit) for permit in label.permits]})


def _stamp_sheets(canvas: Canvas, label: Label, sheet: Sheet, count: int, first: int) -> None:
    width, height = sheet.page
    canvas.setPageSize((width * mm, height * mm))
    canvas.beginForm(STAMP, 0, 0, sheet.width * mm, sheet.height * mm)
    _draw_sticker(canvas, label, sheet)
    canvas.endForm()
    places = list(sheet.places())
    for number in range(first - 1, first - 1 + count):
        left, top = places[number % sheet.count]
        if number % sheet.count == 0 and number >= first:
            canvas.showPage()
        _stamp(canvas, left, height - top - sheet.height)


def _stamp(canvas: Canvas, left: float, bottom: float) -> None:
    canvas.saveState()
    canvas.translate(left * mm, bottom * mm)
    canvas.doForm(STAMP)
    canvas.restoreState()


def _draw_sticker(canvas: Canvas, label: Label, sheet: Sheet) -> None:
    """Draw the code at the left with its letters below, all words beside it."""
    width, height = sheet.width - 2 * sheet.edge, sheet.height - 2 * sheet.edge
    scale = min(height / 28, 1.6)
    side = min(CODE_SIDE * max(scale, 1), width * 0.4, height - 4.4)
    top = (sheet.height - sheet.edge) * mm
    below = [Words(label.code, 8.5, font=BOLD), Words(label.short, 4.6)]
    tail = lay_all(below, side * mm, (height - side) * mm, min(scale, 1.3))
    used = side * mm + sum(each.height for each in tail)
    head = top - (height * mm - used) / 2
    draw_code(canvas, label.url, sheet.edge * mm, head - side * mm, side * mm)
    middle = (sheet.edge + side / 2) * mm
    draw(canvas, tail, 0, head - side * mm, middle=middle)
    column = (width - side - GAP) * mm
    laid = lay_all(_words(label), column, height * mm, scale)
    space = height * mm - sum(each.height for each in laid)
    draw(canvas, laid, (sheet.edge + side + GAP) * mm, top - space / 2)


def _stamp_roll(canvas: Canvas, label: Label, roll: Roll, count: int) -> None:
    """Draw names above, the code with its dates in the middle, permits below; the page is as long as that."""
    left, side = (roll.width - roll.printed) / 2, _whole_dots(label.url, CODE_SIDE, roll.dot)
    names = lay_all([Words(label.title, 11, 3, BOLD), *_people(label, 7.5)], roll.printed * mm, 40 * mm)
    beside = [*_dates(label, 7.5), Words(label.code, 10.5, font=BOLD, above=4), Words(label.short, 5.5, 2)]
    facts = lay_all(beside, (roll.printed - side - GAP) * mm, side * mm)
    papers = lay_all([Words(permit, 6.5, 2) for permit in label.permits], roll.printed * mm, 30 * mm)
    papers += lay_all(_ingredients(label, 6), roll.printed * mm, 24 * mm)
    rows = sum(each.height for each in (*names, *papers)) / mm
    height = float(ceil(rows + side + 2 * roll.edge))
    canvas.setPageSize((roll.width * mm, height * mm))
    canvas.beginForm(STAMP, 0, 0, roll.width * mm, height * mm)
    top = draw(canvas, names, left * mm, (height - roll.edge) * mm)
    draw_code(canvas, label.url, left * mm, top - side * mm, side * mm)
    space = side * mm - sum(each.height for each in facts)
    draw(canvas, facts, (left + side + GAP) * mm, top - space / 2)
    draw(canvas, papers, left * mm, top - side * mm)
    canvas.endForm()
    for number in range(count):
        if number:
            canvas.showPage()
        _stamp(canvas, 0, 0)


def _words(label: Label) -> list[Words]:
    papers = [Words(permit, 5.4, 1, above=1 if number == 0 else 0) for number, permit in enumerate(label.permits)]
    return [
        Words(label.title, 9, 3, BOLD),
        *_people(label, 6.4),
        *_dates(label, 6.4),
        *papers,
        *_ingredients(label, 5.2),
    ]


def _ingredients(label: Label, size: float) -> list[Words]:
    """Return what is in it; it stands last, and on a sticker too small for it gives way first."""
    return [Words(f"Bahan: {label.ingredients}", size, 4, above=1)] if label.ingredients else []


def _people(label: Label, size: float) -> list[Words]:
    return [Words(label.maker, size, 2, above=1), Words(label.place, size * 0.92, 2)]


def _dates(label: Label, size: float) -> list[Words]:
    said = [("Isi", label.content), ("Dibuat", label.made), ("Baik sebelum", label.best_before)]
    words = [f"{name}: {text}" for name, text in said if text]
    return [Words(text, size, 1, BOLD, above=1.5 if number == 0 else 0) for number, text in enumerate(words)]


def code_of(url: str) -> segno.QRCode:
    """Return the code of an address: the seventh part of it may be lost; more would make its squares smaller."""
    return segno.make(url, error="m", micro=False)


def _whole_dots(url: str, side: float, dot: float) -> float:
    """Return the side in millimetres, its white included, at which each square is a whole number of dots."""
    modules = code_of(url).symbol_size(border=QUIET)[0]
    return floor(side / modules / dot) * dot * modules


def draw_code(canvas: Any, url: str, left: float, bottom: float, side: float) -> None:
    """Draw a code as one filled shape: runs of dark squares, row by row, with white around them."""
    code = code_of(url)
    rows = list(code.matrix_iter(border=QUIET))
    square = side / len(rows)
    path = canvas.beginPath()
    for number, row in enumerate(rows):
        for start, length in _runs(row):
            path.rect(left + start * square, bottom + side - (number + 1) * square, length * square, square)
    canvas.drawPath(path, stroke=0, fill=1)


def _runs(row: Any) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for place, is_dark in enumerate(row):
        if is_dark and runs and sum(runs[-1]) == place:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif is_dark:
            runs.append((place, 1))
    return runs
