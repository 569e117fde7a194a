"""Every public page, link by link and behind forms: no broken link, no error in the console, no word of the other
language, no fault that axe finds."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys import crawl_states
from tests.journeys.browser import DESK, PHONE, opened_page
from tests.journeys.conftest import OpenPage
from tests.journeys.crawl import BEGINNINGS, Crawl, walked
from tests.journeys.crawl_faults import faults_by_night, faults_of
from tests.journeys.crawl_states import Look
from tests.journeys.site import LiveSite

STATES = (
    crawl_states.a_broken_page,
    crawl_states.checkout,
    crawl_states.a_printed_code,
    crawl_states.account,
    crawl_states.faults,
    crawl_states.workshop,
    crawl_states.without_pictures,
)
CONTROL = "/kendali/"
POLICY = "default-src 'self'; script-src 'self'; style-src 'self'"
WRONG = """
    <!doctype html><html lang="id"><head><title>Kendali</title></head><body>
    <main><h1>Kendali</h1><a href="/tidak-ada/">ke mana pun</a><p>Save draft</p><a href="https://else.example/">luar</a>
    <script>document.title = "ditolak"</script><script src="/static/js/tidak-ada.js"></script></main></body></html>
"""


@pytest.mark.long
def test_one_page_of_each_kind_is_as_it_should_be(desk: Page, live_site: LiveSite) -> None:
    sizes = {"id": [PHONE], "en": [DESK]}
    crawl = walked(desk, Crawl(live_site.url, 1, starts=BEGINNINGS, sizes=sizes, with_states=["id"]))
    assert not crawl.found, "\n".join(crawl.found)
    views = {kind.split()[1] for kind in crawl.seen}
    assert {"catalogue:index", "catalogue:detail", "catalogue:category", "sellers:shop", "sellers:village"} <= views


def test_pages_behind_forms_are_as_they_should_be(phone: Page, live_site: LiveSite) -> None:
    look = Look(phone, live_site, is_whole=False)
    found = [fault for state in STATES for fault in state(look)]
    assert not found, "\n".join(found)


@pytest.mark.prove
def test_every_page_is_as_it_should_be(desk: Page, live_site: LiveSite) -> None:
    crawl = walked(desk, Crawl(live_site.url, 10_000, starts=BEGINNINGS))
    assert not crawl.found, "\n".join(crawl.found)


@pytest.mark.prove
def test_every_page_behind_forms_is_as_it_should_be(phone: Page, live_site: LiveSite) -> None:
    look = Look(phone, live_site, is_whole=True)
    found = [fault for state in STATES for fault in state(look)]
    assert not found, "\n".join(found)


def test_it_would_notice_what_a_page_shows(open_page: OpenPage) -> None:
    page = open_page(DESK)
    page.goto("/cerita/")
    page.evaluate("""() => {
        const wrong = document.createElement("p");
        wrong.textContent = "Please sign in";
        wrong.className = "button";
        const picture = document.createElement("img");
        const wide = document.createElement("div");
        wide.style.width = "2000px";
        wide.textContent = "x";
        document.querySelector("main").append(wrong, picture, wide);
    }""")
    found = " ".join(faults_of(page))
    page.evaluate("document.querySelector('main p').style.color = '#222'")
    found += " ".join(faults_by_night(page))
    for fault in (
        "in dark colours axe color-contrast",
        "['sign']",
        "English: 'Please sign in'",
        "image-alt (critical)",
        "wider than the screen",
    ):
        assert fault in found


def test_it_would_notice_what_a_page_does(browser: Browser, live_site: LiveSite) -> None:
    crawl = Crawl(live_site.url, 1, starts=(CONTROL,), within=())

    with pytest.raises(AssertionError) as noticed:
        walk_what_is_wrong(browser, crawl)

    found = " ".join(crawl.found)
    for fault in ("a link to /tidak-ada/ answers 404", "a link leads to https://else.example/", "'Save draft'"):
        assert fault in found
    for fault in ("Content Security Policy", "console: aduh", "script: patah", "part: 404"):
        assert fault in str(noticed.value)


def walk_what_is_wrong(browser: Browser, crawl: Crawl) -> None:
    policy = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY}
    with opened_page(browser, crawl.site, DESK) as page:
        page.route(f"**{CONTROL}", lambda route: route.fulfill(body=WRONG, headers=policy))
        walked(page, crawl)
        page.evaluate("console.error('aduh'); setTimeout(() => { throw new Error('patah') })")
        page.wait_for_timeout(100)
