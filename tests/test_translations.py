"""Every sentence of the public pages has its English, and none is doubtful."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import TRANSLATOR_COMMENT_MARK, templatize

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("market", "catalogue", "sellers", "cms")
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "_": None,
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")
Sentence = tuple[str | None, str]


def said() -> dict[Sentence, str]:
    """Return each sentence marked for translation (with its context) and the file that says it."""
    found: dict[Sentence, str] = {}
    for room in ROOMS:
        for path in (ROOT / room).rglob("*"):
            if path.suffix in {".html", ".txt"} and "templates" in path.parts:
                lines = templatize(path.read_text()).splitlines()
                source = "\n".join(line.strip() for line in lines).encode()
                found.update(dict.fromkeys(_extract(source), str(path.relative_to(ROOT))))
            elif path.suffix == ".py" and "migrations" not in path.parts:
                found.update(dict.fromkeys(_extract(path.read_bytes()), str(path.relative_to(ROOT))))
    return found


def _extract(source: bytes) -> list[Sentence]:
    sentences = []
    for _line, message, _comments, context in extract("python", BytesIO(source), KEYWORDS, [TRANSLATOR_COMMENT_MARK]):
        first = message[0] if isinstance(message, tuple) else message
        if first:
            sentences.append((context, first))
    return sentences


@pytest.fixture(scope="module")
def english() -> Catalog:
    path = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        return read_po(file, locale="en")


def test_it_has_english_for_every_sentence(english: Catalog) -> None:
    missing = {}
    for (context, sentence), path in said().items():
        entry = english.get(sentence, context)
        if entry is None or not (all(entry.string) if isinstance(entry.string, tuple) else entry.string):
            missing[sentence] = path

    assert missing == {}


def test_it_has_no_doubtful_sentence(english: Catalog) -> None:
    assert [entry.id for entry in english if entry.id and entry.fuzzy] == []


def test_it_keeps_the_placeholders(english: Catalog) -> None:
    broken = []
    for entry in english:
        if entry.id and not isinstance(entry.id, tuple | list):
            kept = set(PLACEHOLDER.findall(entry.id)) == set(PLACEHOLDER.findall(str(entry.string)))
            if not kept:
                broken.append(entry.id)

    assert broken == []
