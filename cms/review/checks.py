"""Whether a page may go on to its readers: `faults_of` says what must be mended first.

The same page is told the same, and nothing is changed. It is asked wherever a page is handed in, approved, published
or due to be published (`doors.py`), of every kind of page, and by people whenever they like.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.utils import translation
from wagtail.blocks import RichTextBlock, StreamValue
from wagtail.models import Page

from cms.pages.bases import WithABody
from cms.review.faults import DESCRIPTION, HEADING, LINK, PICTURE, SOURCE, Fault
from cms.review.gone import gone_blocks, gone_links, gone_stops
from cms.review.told import Heading, Link, Reader, asks_to_press, is_address, is_file_name, says_nothing, words_of

SHORTEST, LONGEST = 20, 200
"""How many characters a summary has in the lists of search engines: fewer say nothing, more are cut off."""

TITLED = {"gallery", "facts", "goods", "itinerary", "products"}
"""Blocks whose title is a heading of the second level."""


class Text(NamedTuple):
    """Rich text of a page: its field, its block, and what was read from it."""

    where: str
    block: str
    told: Reader


def faults_of(page: Page) -> list[Fault]:
    """Return what must be mended before anybody reads this page, in the order in which it stands there.

    The page is judged as it is given, such as `revision.as_object()`, beside what it shows as that is now.
    """
    page = page.specific
    with translation.override(page.locale.language_code):
        texts = list(_texts(page))
        faults = [*_of_description(page), *_of_picture(page), *_of_blocks(page), *_of_headings(page)]
        faults += [fault for text in texts for link in text.told.links for fault in _of_link(text, link)]
        faults += [*gone_links(page, texts), *gone_blocks(page), *gone_stops(page)]
    return list(dict.fromkeys(faults))


def _of_description(page: Any) -> Iterator[Fault]:
    if getattr(page, "has_words", None) and not page.has_words():
        return  # nothing is told of it yet, and nothing shown to search engines
    own = words_of(page.search_description)
    where = "search_description" if own else "lead"
    said = own or words_of(getattr(page, "lead", ""))
    name = "Ringkasan untuk mesin pencari" if own else "Pembuka"
    if not said:
        yield Fault(DESCRIPTION, where, "Pembuka masih kosong. Tulis satu atau dua kalimat: halaman ini tentang apa.")
    elif len(said) < SHORTEST:
        yield Fault(DESCRIPTION, where, f"{name} terlalu pendek. Tulis satu kalimat penuh: tentang apa, dan di mana.")
    elif own and len(own) > LONGEST:
        yield Fault(DESCRIPTION, where, f"{name} terlalu panjang. Singkatkan sampai paling banyak {LONGEST} huruf.")


def _of_picture(page: Any) -> Iterator[Fault]:
    if not isinstance(page, WithABody) or page.picture is None:
        return
    told = words_of(page.picture.description)
    if not told or is_file_name(told):
        sentence = (
            "Gambar utama belum diceritakan untuk orang yang tidak dapat melihatnya. "
            "Buka gambarnya di menu Gambar, lalu tulis di kotak Keterangan apa yang tampak."
        )
        yield Fault(PICTURE, "picture", sentence)


def _of_blocks(page: Any) -> Iterator[Fault]:
    for kind, value, block in _blocks(page):
        pictures = _list(value.get("pictures")) if kind == "gallery" else [value] if kind == "picture" else []
        for number, each in enumerate(pictures, 1):
            told = words_of(each.get("alt") or "")
            if not told or is_file_name(told):
                which = f"Gambar ke-{number} di galeri" if kind == "gallery" else "Gambar"
                sentence = f"{which} belum diceritakan. Tulis di kotak “Teks pengganti” apa yang tampak."
                yield Fault(PICTURE, "body", sentence, block)
        if kind == "chart" and not words_of(value.get("source") or ""):
            yield Fault(SOURCE, "body", "Grafik belum menyebut sumber angkanya. Isi kotak “Sumber”.", block)
        if kind == "call" and asks_to_press(value.get("label") or ""):
            sentence = f"Tombol “{value['label']}” tidak bilang ke mana. Tulis tujuannya, misalnya “Lihat jadwal”."
            yield Fault(LINK, "body", sentence, block)


def _of_headings(page: Any) -> Iterator[Fault]:
    level = 1  # the title of the page
    for where, block, heading in _headings(page):
        if not heading.words:
            yield Fault(HEADING, where, "Ada judul kecil yang kosong. Isi, atau ubah menjadi tulisan biasa.", block)
        elif heading.level > level + 1:
            sentence = f"Judul kecil “{_short(heading.words)}” melompati satu tingkat. Ubah menjadi Judul 2."
            yield Fault(HEADING, where, sentence, block)
        level = heading.level


def _of_link(text: Text, link: Link) -> Iterator[Fault]:
    if not link.words:
        yield Fault(LINK, text.where, "Ada tautan tanpa tulisan. Tulis ke mana arahnya, atau hapus.", text.block)
    elif is_address(link.words):
        sentence = f"Tautan “{_short(link.words)}” hanya alamat. Ganti dengan nama halamannya."
        yield Fault(LINK, text.where, sentence, text.block)
    elif says_nothing(link.words):
        sentence = f"Tautan “{link.words}” tidak bilang ke mana. Tulis tujuannya, misalnya “jadwal perahu”."
        yield Fault(LINK, text.where, sentence, text.block)


def _headings(page: Any) -> Iterator[tuple[str, str, Heading]]:
    """Yield all headings below the title, in reading order."""
    body = getattr(page, "body", None)
    if not isinstance(body, StreamValue):
        for text in _texts(page):
            yield from ((text.where, "", heading) for heading in text.told.headings)
        return
    for raw in body.raw_data:
        value, block = raw["value"], raw.get("id") or ""
        if raw["type"] in TITLED and value.get("title"):
            yield "body", block, Heading(2, value["title"])
        elif isinstance(body.stream_block.child_blocks.get(raw["type"]), RichTextBlock):
            yield from (("body", block, heading) for heading in Reader(value or "").headings)


def _texts(page: Any) -> Iterator[Text]:
    body = getattr(page, "body", None)
    if isinstance(body, StreamValue):
        for raw in body.raw_data:
            if isinstance(body.stream_block.child_blocks.get(raw["type"]), RichTextBlock):
                yield Text("body", raw.get("id") or "", Reader(raw["value"] or ""))
    elif isinstance(body, str):
        yield Text("body", "", Reader(body))


def _blocks(page: Any) -> Iterator[tuple[str, dict[str, Any], str]]:
    body = getattr(page, "body", None)
    for raw in body.raw_data if isinstance(body, StreamValue) else []:
        if isinstance(raw["value"], dict):
            yield raw["type"], raw["value"], raw.get("id") or ""


def _list(items: Any) -> list[dict[str, Any]]:
    """Return the values of a list, which are bare where a program wrote them."""
    return [each["value"] if each.get("type") == "item" else each for each in items or []]


def _short(words: str) -> str:
    return words if len(words) <= 40 else f"{words[:39]}…"
