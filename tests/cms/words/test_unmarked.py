"""What Wagtail and Oscar say without marking it is Indonesian too; each correction is still needed."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.template import engines
from django.template.utils import get_app_template_dirs
from django.test import Client
from django.utils.translation import override

from cms.words.unmarked import TEMPLATES, TOP, name_first_rows
from tests.cms.conftest import page_text

WORDS = [(start, english) for start, words in TEMPLATES.items() for english in words]


def templates(start: str) -> list[Path]:
    """Return the apps' own templates of this name, or of names that begin so."""
    folders = [Path(folder) for folder in get_app_template_dirs("templates")]
    return [
        path
        for folder in folders
        for path in (folder / start).parent.rglob("*.html")
        if str(path.relative_to(folder)).startswith(start)
    ]


@pytest.mark.parametrize(("start", "english"), WORDS)
def test_the_package_still_says_it(start: str, english: str) -> None:
    assert any(english in path.read_text() for path in templates(start))


@pytest.mark.parametrize("start", TEMPLATES)
def test_each_template_can_still_be_read(start: str) -> None:
    folders = [Path(folder) for folder in get_app_template_dirs("templates")]
    for path in templates(start):
        name = next(path.relative_to(folder) for folder in folders if path.is_relative_to(folder))
        engines["django"].get_template(str(name))


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("choose-email-link/", ["Alamat email", "Tulisan tautan", "Judul email", "Isi email"]),
        ("choose-phone-link/", ["Nomor telepon"]),
        ("images/", ['aria-label="Tindakan"']),
        ("", ['value="Cari"']),
    ],
)
def test_an_editor_reads_it_in_indonesian(editing: Client, address: str, words: list[str]) -> None:
    answer = editing.get(f"/kelola/{address}")
    text = answer.json()["html"] if answer["content-type"] == "application/json" else answer.content.decode()
    assert [word for word in words if word not in text] == []


def test_the_top_of_the_tree_has_an_indonesian_name(editing: Client) -> None:
    with override("id"):
        name_first_rows()
    text = page_text(editing, "/kelola/pages/1/")
    assert TOP in text
    assert ">Root<" not in text
