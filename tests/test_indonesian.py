"""Whatever an installed package says to editors, sellers and officers has Indonesian; it is counted."""

from __future__ import annotations

import pytest

from tests.indonesian import SPEAKERS, Sentence, count, gaps, said_by
from tests.same_in_indonesian import SAME


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
