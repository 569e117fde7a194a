"""What the seller app's scripts say on the phone is Indonesian, and each page that they only copy leads on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.english import english_on
from tests.journeys.crawl_faults import SHOPS_ENGLISH

SCRIPTS = sorted(
    path
    for place in ("outbox/*.js", "workshop/*.js", "worker/workshop.js")
    for path in (settings.ROOT / "static" / "js").glob(place)
)
TEXT = r'"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`'
LITERAL = re.compile(TEXT)
COMMENT = re.compile(rf"({TEXT})|//[^\n]*|/\*.*?\*/", re.S)
FILLED_IN = re.compile(r"\$\{[^{}]*\}")
CODES = re.compile(
    rf"(?:className\s*[:=]|class:|from|import|new (?:Error|NoAnswer)\(|\.\w*(?:[qQ]uerySelector|closest|matches)\w*\()"
    rf"\s*(?:{TEXT})"
)
SHOWN = re.compile(r"[^\W\d_]\W*\s\W*[^\W\d_]|^[A-Z][a-z]+\W*$")
"""Several words, or one that begins as a sentence does; all else is for machines."""
OF_MACHINES = re.compile(r"^[\w…., -]*(--|__|icon-)[\w…., -]*$|\[(?:data-|inputmode=)|^(Enter|Date|sign out)$")
"""Classes, parts of a page, a key of the keyboard, a header, and what the worker calls a request."""


def said_in(script: str) -> set[str]:
    """Return what a script may show to somebody; what it fills in stands there as an ellipsis."""
    found: list[str] = []
    script = CODES.sub("", COMMENT.sub(lambda one: one[1] or "", script))
    while FILLED_IN.search(script):
        found += (text for part in FILLED_IN.findall(script) for text in LITERAL.findall(part))
        script = FILLED_IN.sub("…", script)
    texts = (" ".join(text[1:-1].split()) for text in [*found, *LITERAL.findall(script)])
    return {text for text in texts if SHOWN.search(text) and not OF_MACHINES.search(text)}


def english_in(texts: set[str]) -> Iterator[str]:
    yield from english_on("".join(f"<p>{text if '<' in text else escape(text)}</p>" for text in texts))
    yield from (text for text in texts if SHOPS_ENGLISH.search(re.sub(r"<[^>]*>", "", text)))


def test_scripts_say_it_in_indonesian() -> None:
    said = {path.name: said_in(path.read_text()) for path in SCRIPTS}
    assert {name: list(found) for name, texts in said.items() if (found := set(english_in(texts)))} == {}
    assert sum(map(len, said.values())) > 120
    assert {"Toko buka lagi.", "Buka lagi ….", "hari ini …"} <= set.union(*said.values())


@pytest.mark.parametrize(
    "script",
    [
        'tell("Please try again.");',
        "make('p', {}, `${left} photos are sent`);".replace("'", '"'),
        'make("p", { className: "badge" }, `${why ? ` Next: ${why}` : ""}`);',
        'const WORDS = { slow: "Loading" }; // nothing',
    ],
)
def test_it_would_hear_english(script: str) -> None:
    assert list(english_in(said_in(script)))


def test_it_leaves_code_alone() -> None:
    code = 'import { the } from "./the one.js"; // add your name\nform.querySelector("input + button");'
    assert said_in(f'{code}make("p", {{ className: "button for all" }}, "belum terkirim");') == {"belum terkirim"}


def test_every_page_that_scripts_copy_leads_on(client: Client, db: None) -> None:
    app = BeautifulSoup(client.get(reverse("workshop:app")).content, "html.parser")
    pages = {one["id"]: one for one in app.find_all("template") if one.find("h1")}
    assert len(pages) >= 4
    assert [name for name, page in pages.items() if not page.find(["a", "button"])] == []
