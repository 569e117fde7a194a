"""Every public page, link by link: no broken link, no error in the console, no word of the other language, no fault
that axe finds."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.browser import DESK, PHONE
from tests.journeys.crawl import Crawl, faults_of
from tests.journeys.site import LiveSite


def walked(page: Page, crawl: Crawl) -> Crawl:
    crawl.walk(page)
    crawl.follow_links()
    print(f"{sum(crawl.seen.values())} pages of {len(crawl.seen)} kinds, {len(crawl.links)} links")  # noqa: T201
    return crawl


@pytest.mark.long
def test_one_page_of_each_kind_is_as_it_should_be(desk: Page, live_site: LiveSite) -> None:
    crawl = walked(desk, Crawl(live_site.url, 1, {"id": [PHONE], "en": [DESK]}))
    assert not crawl.found, "\n".join(crawl.found)
    views = {kind.split()[1] for kind in crawl.seen}
    assert {"catalogue:index", "catalogue:detail", "catalogue:category", "sellers:shop", "sellers:village"} <= views


@pytest.mark.prove
def test_every_page_is_as_it_should_be(desk: Page, live_site: LiveSite) -> None:
    crawl = walked(desk, Crawl(live_site.url, 10_000))
    assert not crawl.found, "\n".join(crawl.found)


def test_it_would_notice(open_page: Callable[..., Page]) -> None:
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
    for fault in ("['please', 'sign']", "image-alt (critical)", "wider than the screen"):
        assert fault in found
