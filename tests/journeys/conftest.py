"""One running site and one browser for all journeys.

`live_site` is the site; `open_page(PHONE, javascript=True)` opens a page as somebody new, as often as a story needs
people; `phone` and `desk` are one such page each. Site and browser end with the journeys: Playwright's loop in the
main thread would give the tests after them other connections.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys.browser import DESK, PHONE, launch, opened_page
from tests.journeys.eyes import Eyes
from tests.journeys.site import LiveSite, running_site

OpenPage = Callable[..., Page]


@pytest.fixture(scope="package")
def live_site(django_test_environment: None, django_db_blocker: Any) -> Iterator[LiveSite]:
    """The demo's processes on a fresh copy of the demo's data."""
    with django_db_blocker.unblock(), running_site() as site:
        yield site


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A real Chromium without a window."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, live_site: LiveSite) -> Iterator[OpenPage]:
    """Open pages of the live site; each is somebody else's browser. Fails at the end on errors in any of them."""
    with ExitStack() as stack:
        yield lambda size=PHONE, **said: stack.enter_context(opened_page(browser, live_site.url, size, **said))


@pytest.fixture
def phone(open_page: OpenPage) -> Page:
    """A phone, 360 pixels wide."""
    return open_page(PHONE)


@pytest.fixture
def desk(open_page: OpenPage) -> Page:
    """A computer at a desk."""
    return open_page(DESK)


@pytest.fixture(params=[True, False], ids=["scripts", "bare"])
def eyes(request: pytest.FixtureRequest, open_page: OpenPage) -> Eyes:
    """A phone of somebody new, with scripts and without."""
    return Eyes(open_page(PHONE, javascript=request.param), request.param)
