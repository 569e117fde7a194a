"""Whatever an installed package says to editors, sellers and officers has Indonesian; it is counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.utils.formats import date_format, number_format
from django.utils.translation import override

from tests.indonesian import FILLED_IN, SPEAKERS, Sentence, count, gaps, said_by
from tests.same_in_indonesian import SAME

ROOT = Path(__file__).resolve().parents[1]
ROW = re.compile(r"^\| .+? \| .+? \| (.+?) \|$", re.M)


def test_everything_has_indonesian(capsys: pytest.CaptureFixture[str]) -> None:
    counted, missing = count()
    with capsys.disabled():
        print(f"\n{counted}")  # noqa: T201
    assert missing == []


def test_it_reads_code_templates_and_scripts() -> None:
    said = said_by("wagtail-localize")
    assert Sentence("Translate page") in said
    assert Sentence("Convert to alias") in said
    assert Sentence("Insert a block", in_script=True) not in said
    assert any(one.in_script for one in said)


def test_it_would_see_a_gap() -> None:
    new = {
        Sentence("Hand over the keys"),
        Sentence("Publish"),
        Sentence("Hand over", in_script=True),
    }
    assert [one.english for one in gaps(new)] == ["Hand over", "Hand over the keys"]


def test_no_word_is_let_off_for_nothing() -> None:
    assert {one.english for name in SPEAKERS for one in said_by(name)} >= SAME


def words_we_avoid() -> list[str]:
    """Return the last column of the glossary, without what stands in brackets."""
    cells = ROW.findall((ROOT / "docs" / "glossary.md").read_text())[1:]
    return [word.strip() for cell in cells for word in re.sub(r"\(.*?\)", "", cell).split(",")]


@pytest.mark.parametrize("name", ["django.po", "djangojs.po"])
def test_it_keeps_to_the_glossary(name: str) -> None:
    avoid = re.compile(rf"\b({'|'.join(map(re.escape, words_we_avoid()))})\b", re.I)
    words = [
        entry.msgstr or entry.msgstr_plural[0] for entry in polib.pofile(str(ROOT / "locale/id/LC_MESSAGES" / name))
    ]
    assert len(words_we_avoid()) > 40
    assert [one for one in words if avoid.search(FILLED_IN.sub("", one))] == []


IN_ITS_PLACE = {
    "izin",  # a permit of goods: that is one
    "tayang",  # of goods that staff have seen; pages are published
}
"""Words of the last column that are right where they mean something else."""

MARKS = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", re.S)
TRANSLATED = re.compile(r"\{% (?:translate|blocktranslate) [^%]*?\"([^\"]*)\"")
OURS = ("catalogue", "cms", "market", "sellers")


def our_avoided() -> re.Pattern[str]:
    """Return what finds the words that we do not use in our own screens."""
    words = sorted(set(words_we_avoid()) - {"", *IN_ITS_PLACE})
    return re.compile(rf"\b({'|'.join(map(re.escape, words))})\b", re.I)


def our_templates() -> Iterator[tuple[str, str]]:
    """Return the words of each of our templates that stand on a page or in a message."""
    root = ROOT / "market" / "templates"
    for path in root.rglob("*"):
        if path.is_file() and not path.name.endswith(".en.txt") and path.parts[len(root.parts)] != "demo":
            text = path.read_text()
            yield str(path.relative_to(root)), " ".join([MARKS.sub(" ", text), *TRANSLATED.findall(text)])


def our_labels() -> Iterator[tuple[str, str]]:
    """Return what our models, and their fields that no package has named, are called."""
    for model in apps.get_models():
        if model.__module__.split(".")[0] in OURS:
            packages = [base for base in model.__mro__ if base.__module__.split(".")[0] not in OURS]
            theirs = {field.name for base in packages if hasattr(base, "_meta") for field in base._meta.get_fields()}
            named = (one for one in model._meta.local_fields if str(one.verbose_name) != one.name.replace("_", " "))
            fields = [field for field in named if field.name not in theirs]
            words = [model._meta.verbose_name, *(f"{field.verbose_name}; {field.help_text}" for field in fields)]
            yield model._meta.label, " ".join(map(str, words))


@pytest.mark.parametrize("said", [our_templates, our_labels])
def test_our_own_screens_keep_to_it_too(said: Callable[[], Iterator[tuple[str, str]]]) -> None:
    avoid = our_avoided()
    assert avoid.search("Surel Anda")
    assert [(where, found[0]) for where, words in said() for found in avoid.finditer(words)] == []


def test_it_writes_dates_and_numbers_as_an_office_does() -> None:
    with override("id"):
        assert date_format(datetime(2026, 11, 22, 14, 5), "DATETIME_FORMAT") == "22 November 2026, 14.05"
        assert number_format(1_234_567, force_grouping=True) == "1.234.567"
