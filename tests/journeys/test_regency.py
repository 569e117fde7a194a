"""A regency on a host of its own, as the demo opens it: each of its pages in a real browser, link by link."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from market.demo.site import REGENCY
from tests.journeys.browser import DESK, opened_page
from tests.journeys.crawl import Crawl, walked
from tests.journeys.site import LiveSite


@pytest.mark.prove
def test_every_page_of_its_site_is_as_it_should_be(browser: Browser, live_site: LiveSite) -> None:
    host = f"{REGENCY}:{urlsplit(live_site.url).port}"
    live_site.manage("open_demo_regency", "--host", host)

    with opened_page(browser, f"http://{host}/", DESK) as page:
        crawl = walked(page, Crawl(f"http://{host}/", 10_000, live_site.url))

    assert not crawl.found, "\n".join(crawl.found)
    assert {"id wagtail  0 ", "en wagtail  0 ", "id wagtail cerita 2 ", "id wagtail acara 2 "} <= set(crawl.seen)
