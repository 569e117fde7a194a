"""The office of a filled market speaks Indonesian: every kind of screen that a link leads to, with things on it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from tests.english import Ear
from tests.journeys import steps
from tests.journeys.site import LiveSite

LINK = re.compile(r'(?:(?:href|src|action|data-[a-z-]*url(?:-value)?)=|"url": )"([^"#]*)')
LEAVES = ("/kelola/logout/", "/kelola/jsi18n/")
MOST = 3
"""So many of each kind of screen: the first may be of a thing that has little on it."""
IN_ENGLISH = """
    SELECT p.title, r.content FROM wagtailcore_page p JOIN wagtailcore_locale l ON l.id = p.locale_id
    JOIN wagtailcore_revision r ON r.id = p.latest_revision_id WHERE l.language_code = 'en'
"""
SEEN = {"Admin": 190, "Budi": 100, "Dewi": 60}
"""So many kinds of screens each role sees at least."""


@pytest.mark.prove
@pytest.mark.parametrize("role", SEEN)
def test_no_screen_of_a_filled_office_speaks_english(
    desk: Page, live_site: LiveSite, role: str, capsys: pytest.CaptureFixture[str]
) -> None:
    steps.act_as(desk, role)
    english = [text for title, content in live_site.rows(IN_ENGLISH) for text in (title, *texts_of(content))]
    ear = Ear([*english, *SEEN])
    kinds = walked(desk, ear)
    with capsys.disabled():
        print(f"\n{role}: {ear.screens} screens of {len(kinds)} kinds, {len(ear.heard)} sentences in English")  # noqa: T201
    assert ear.heard == {}
    assert len(kinds) >= SEEN[role]


def texts_of(value: Any) -> Iterator[str]:
    """Yield all texts of a page's content, those of its body and its records too."""
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts_of(one)
    elif isinstance(value, str) and value.startswith("[{"):
        yield from texts_of(json.loads(value))
    elif isinstance(value, str) and " " in value:
        yield value


def walked(page: Page, ear: Ear) -> Counter[str]:
    """Follow links through the office, a few to each kind of screen; return how many screens of each were heard."""
    waiting, heard = ["/kelola/"], Counter[str]()
    known = {urlsplit(address).path for address in waiting}
    for address in waiting:
        kind = kind_of(address)
        if not kind or heard[kind] >= MOST:
            continue
        answer = page.request.get(address)
        assert answer.status < 500, address
        if answer.status != 200 or not answer.headers["content-type"].startswith("text/html"):
            continue
        heard[kind] += 1
        body = answer.text()
        ear.hear(address, body)
        for link in map(unescape, LINK.findall(body)):
            path = urlsplit(link).path
            if link.startswith("/kelola/") and path not in known and not path.startswith(LEAVES):
                known.add(path)
                waiting.append(link)
    return heard


def kind_of(address: str) -> str:
    """Return the name of the view of this address; nothing where there is none."""
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""
