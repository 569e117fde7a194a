"""A map that is walked by keyboard and a video that is fetched at the tap, in a real browser.

The pages are made before the browser starts and handed to it as they are, with their policy; no server runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Page, Route, expect, sync_playwright

from cms.models import HomePage, StoryPage
from tests.cms.conftest import make_picture
from tests.cms.samples import make_place
from tests.journeys.browser import launch

HOST = "http://testserver"
PLAYER = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"
ON_THE_MAP = "() => document.activeElement.closest('.map__pin')?.getAttribute('aria-label') ?? ''"
MOST_STEPS = 80
POLICY = "Content-Security-Policy"


class Elsewhere:
    """Answers a browser from what was made before, and notes what it asks of others."""

    def __init__(self, pages: dict[str, HttpResponse]) -> None:
        self.pages, self.asked, self.wrong = pages, [], []  # type: ignore[var-annotated]

    def answer(self, route: Route) -> None:
        address = urlsplit(route.request.url)
        page = self.pages.get(address.path)
        if f"{address.scheme}://{address.netloc}" != HOST:
            self.asked.append(route.request.url)
            route.fulfill(body="<p>Pemutar</p>", content_type="text/html")
        elif page is not None:
            said = {POLICY: page[POLICY], "Content-Type": page["Content-Type"]}
            route.fulfill(body=page.content, headers=said)
        elif address.path.startswith("/static/"):
            found = str(finders.find(address.path.removeprefix("/static/")))
            route.fulfill(body=Path(found).read_bytes(), content_type=guess_type(found)[0] or "text/plain")
        else:
            route.fulfill(status=404, body="")


@contextmanager
def opened(elsewhere: Elsewhere) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        context = browser.new_context(viewport={"width": 360, "height": 800}, has_touch=True, locale="id-ID")
        context.route("**/*", elsewhere.answer)
        page = context.new_page()
        page.on("console", lambda said: elsewhere.wrong.append(said.text) if "Policy" in said.text else None)
        page.on("pageerror", lambda error: elsewhere.wrong.append(str(error)))
        yield page
        browser.close()


@pytest.fixture
def elsewhere(client: Client, home: HomePage, tell: Callable[..., StoryPage]) -> Elsewhere:
    place = make_place(latitude=-0.2333, longitude=116.5833)
    video = {"title": "Menggoreng", "address": "https://youtu.be/dQw4w9WgXcQ", "poster": make_picture()}
    spots = [("Dermaga", -0.4147, 116.9853, "Pukul enam"), (place,)]
    story = tell(title="Peta dan video", body=[("video", video), ("map", {"title": "Letaknya", "spots": spots})])
    return Elsewhere({address: client.get(address) for address in (story.url, place.url)})


def test_a_map_is_walked_by_keyboard_and_a_player_is_fetched_at_the_tap(elsewhere: Elsewhere) -> None:
    story, place = elsewhere.pages
    with opened(elsewhere) as page:
        page.goto(f"{HOST}{story}")
        walk_to_the_map(page)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{HOST}{place}")
        expect(page.get_by_role("heading", name="Danau Semayang", level=1)).to_be_visible()

        page.goto(f"{HOST}{story}")
        page.locator("[data-player]").scroll_into_view_if_needed()
        assert (page.locator("iframe").count(), elsewhere.asked) == (0, [])
        page.locator("[data-player]").tap()
        expect(page.locator("iframe.video__player")).to_be_focused()
        page.frame_locator("iframe.video__player").get_by_text("Pemutar").wait_for()
        assert [address.partition("?")[0] for address in elsewhere.asked] == [PLAYER]
        assert page.url == f"{HOST}{story}"
    assert elsewhere.wrong == []


def walk_to_the_map(page: Page) -> None:
    """Press Tab until a dot of the map has the focus: the first that leads somewhere, with a ring around it."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if label := page.evaluate(ON_THE_MAP):
            break
    assert label == "2. Danau Semayang"
    ring = "() => getComputedStyle(document.activeElement.querySelector('.map__touch')).stroke"
    assert page.evaluate(ring) != "none"
