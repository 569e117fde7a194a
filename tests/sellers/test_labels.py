"""Labels as they come out of a printer: drawn as pixels, read by a QR reader, measured with a ruler."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageOps
from pypdf import PdfReader

from sellers.labels.drawing import QUIET, Label, code_of, labels_pdf
from sellers.labels.sheets import KINDS, ROLL, SHEETS, Roll, Sheet

DPI = 300
PER_MM = DPI / 25.4
URL = "https://pasarhulu.example/p/7Q3KD2MX"
LABEL = Label(
    title="Amplang ikan pipih kuku macan 250 gram",
    maker="Siti Aminah · Dapur Ibu Siti",
    place="Muara Kaman Ulu, Kec. Muara Kaman, Kutai Kartanegara",
    content="250 g",
    made="12 Nov 2026",
    best_before="12 Mei 2027",
    code="7Q3K-D2MX",
    url=URL,
    short="pasarhulu.example/p",
    permits=["P-IRT 2016402010001-30", "Halal ID64110000000010426"],
    ingredients="ikan pipih, tepung tapioka, bawang putih, garam",
)
LONG = replace(
    LABEL,
    title="Kerupuk-ikan-haruan-sangat-panjang-sekali-namanya " * 5,
    maker="Kelompok Wanita Tani Sumber Rezeki Makmur Sejahtera Bersama Selamanya " * 2,
    place="Ng" * 90,
    content="setengah kilogram lebih sedikit sekali",
    permits=["P-IRT 2016402010001-30 " * 3] * 6,
    url="https://pasar-hulu-mahakam.kutaikartanegarakab.example/p/7Q3KD2MX",
    short="pasar-hulu-mahakam.kutaikartanegarakab.example/p",
)


@cache
def pages(kind: str, label: str = "short", count: int = 0, first: int = 1, dpi: int = DPI) -> list[Image.Image]:
    """Return the pages as a printer of 300 dots an inch would lay them on paper; a full sheet unless told."""
    chosen = KINDS[kind]
    many = count or getattr(chosen, "count", 2)
    drawn = labels_pdf(LABEL if label == "short" else LONG, chosen, count=many, first=first)
    return [page.render(scale=dpi / 72).to_pil().convert("L") for page in pypdfium2.PdfDocument(drawn)]


def read(picture: Image.Image) -> list[Any]:
    return zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)


def cell(page: Image.Image, sheet: Sheet, number: int) -> Image.Image:
    """Return what stands on one sticker."""
    left, top = list(sheet.places())[number]
    box = (left, top, left + sheet.width, top + sheet.height)
    return page.crop(tuple(round(side * PER_MM) for side in box))


def inked(picture: Image.Image) -> tuple[float, float, float, float]:
    """Return the box of all that is printed, in millimetres."""
    found = ImageOps.invert(picture).point(lambda grey: 255 if grey > 100 else 0).getbbox()
    assert found
    return tuple(side / PER_MM for side in found)  # type: ignore[return-value]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.code)
def test_it_leads_back_to_the_page_from_every_sticker(sheet: Sheet) -> None:
    [page] = pages(sheet.code)

    for number in (0, sheet.count - 1):
        assert [found.text for found in read(cell(page, sheet, number))] == [URL]
    assert [found.text for found in read(page)] == [URL] * sheet.count


def test_it_leads_back_from_the_first_and_the_last_label_of_a_roll() -> None:
    drawn = pages("roll-58", count=3)

    assert len(drawn) == 3
    assert [found.text for page in (drawn[0], drawn[-1]) for found in read(page)] == [URL, URL]


def test_it_is_read_by_the_coarse_head_of_a_thermal_printer() -> None:
    [page] = pages("roll-58", count=1, dpi=203)
    dots = page.point(lambda grey: 0 if grey < 128 else 255)

    assert [found.text for found in read(dots)] == [URL]


def test_it_is_as_large_as_the_paper() -> None:
    for kind in KINDS.values():
        width, height = PdfReader(BytesIO(labels_pdf(LABEL, kind, count=1))).pages[0].mediabox[2:]
        assert float(width) / 72 * 25.4 == pytest.approx(58 if isinstance(kind, Roll) else 210, abs=0.01)
        assert isinstance(kind, Roll) or float(height) / 72 * 25.4 == pytest.approx(297, abs=0.01)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.code)
def test_it_stands_on_each_sticker_to_the_millimetre(sheet: Sheet) -> None:
    [page] = pages(sheet.code)
    corners = sorted((round(found.position.top_left.y / PER_MM / 5), found.position.top_left.x / PER_MM,
                      found.position.top_left.y / PER_MM) for found in read(page))  # fmt: skip
    places = list(sheet.places())
    _row, first_x, first_y = corners[0]

    assert len(corners) == len(places)
    for (_row, x, y), (left, top) in zip(corners, places, strict=True):
        assert x - first_x == pytest.approx(left - places[0][0], abs=0.2)
        assert y - first_y == pytest.approx(top - places[0][1], abs=0.2)


@pytest.mark.parametrize("kind", KINDS)
def test_its_code_is_as_large_as_it_is_meant_to_be(kind: str) -> None:
    modules = code_of(URL).symbol_size(border=QUIET)[0]
    [found, *_] = read(pages(kind)[0])
    corners = found.position
    printed = (corners.top_right.x - corners.top_left.x) / PER_MM
    side = printed * modules / (modules - 2 * QUIET)

    assert side == pytest.approx({"a4-24": 23.6, "a4-21": 23.8, "a4-10": 38, "roll-58": 23.125}[kind], abs=0.3)
    assert side / modules >= 0.5, "a phone reads half a millimetre"


def test_its_squares_are_whole_dots_of_a_thermal_head() -> None:
    page = pages("roll-58")[0]
    modules = code_of(URL).symbol_size(border=0)[0]
    corners = read(page)[0].position
    square = (corners.top_right.x - corners.top_left.x) / PER_MM / modules

    assert square / ROLL.dot == pytest.approx(round(square / ROLL.dot), abs=0.15)


@pytest.mark.parametrize("label", ["short", "long"])
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.code)
def test_it_never_leaves_its_sticker(sheet: Sheet, label: str) -> None:
    drawn = pages(sheet.code, label)[0]
    for number in (0, sheet.count - 1):
        left, top, right, bottom = inked(cell(drawn, sheet, number))
        assert left >= sheet.edge - 0.2
        assert top >= sheet.edge - 0.2
        assert right <= sheet.width - sheet.edge + 0.2
        assert bottom <= sheet.height - sheet.edge + 0.2


@pytest.mark.parametrize("label", ["short", "long"])
def test_it_stays_below_the_print_head(label: str) -> None:
    left, top, right, _bottom = inked(pages("roll-58", label)[0])

    assert left >= (ROLL.width - ROLL.printed) / 2 - 0.2
    assert right <= (ROLL.width + ROLL.printed) / 2 + 0.2
    assert top >= ROLL.edge - 0.2


def test_its_code_is_read_beside_very_long_names() -> None:
    assert {found.text for kind in KINDS for found in read(pages(kind, "long")[0])} == {LONG.url}


def test_it_begins_on_the_sticker_that_is_free() -> None:
    [page] = pages("a4-24", count=2, first=23)
    next_page = pages("a4-24", count=2, first=24)

    assert inked(page)[1] > 7 * 37
    assert len(read(page)) == 2
    assert [len(read(each)) for each in next_page] == [1, 1]


def test_it_says_all_that_a_label_must_say() -> None:
    for kind in KINDS.values():
        words = " ".join(PdfReader(BytesIO(labels_pdf(LABEL, kind, count=1))).pages[0].extract_text().split())
        said = [LABEL.title, "Siti Aminah", "Kutai Kartanegara", "Isi: 250 g", LABEL.made, LABEL.best_before]
        assert [each for each in [*said, LABEL.code, LABEL.short, *LABEL.permits] if each not in words] == []
        assert ("Bahan: ikan pipih" in words) or kind.code == "a4-21", "but for the smallest sticker"


def test_it_has_letters_of_every_tongue_of_the_river() -> None:
    dayak = replace(LABEL, title="Lemang é è ê ŋ ñ", maker="Dayak Kenyah ɲ", place="村 Ньюс")
    words = PdfReader(BytesIO(labels_pdf(dayak, KINDS["a4-10"], count=1))).pages[0].extract_text()

    assert "é è ê ŋ ñ" in words
    assert "ɲ" in words
    assert "Cun Ньюс" in words


def test_a_thousand_labels_are_one_small_file() -> None:
    assert len(labels_pdf(LABEL, KINDS["a4-24"], count=1_000)) < 120_000
