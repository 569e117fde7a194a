"""The browser sends what waits when the signal is back, with the app closed (Background Sync)."""

from __future__ import annotations

import time

from playwright.sync_api import Page

from tests.journeys.browser import ALONE, PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.seller_steps import GOODS_OF, SARI, edit, open_app, stock_of
from tests.journeys.site import LiveSite
from tests.journeys.upriver import until

TAG = "pasar-hulu-jual"
ASKED_FOR = f"navigator.serviceWorker.ready.then((one) => one.sync.getTags()).then((all) => all.includes('{TAG}'))"


def wake_worker(page: Page, site: LiveSite) -> None:
    """Let the browser tell the worker that there is a signal again, as it does by itself in its own time."""
    wire, found = page.context.new_cdp_session(page), []
    wire.on("ServiceWorker.workerRegistrationUpdated", lambda said: found.extend(said["registrations"]))
    wire.send("ServiceWorker.enable")
    while not found:
        page.wait_for_timeout(50)
    origin = site.url.rstrip("/")
    [number] = {one["registrationId"] for one in found if one["scopeURL"].startswith(origin)}
    wire.send(
        "ServiceWorker.dispatchSyncEvent",
        {"origin": origin, "registrationId": number, "tag": TAG, "lastChance": False},
    )


def test_what_waits_is_sent_with_the_app_closed_once_the_browser_wakes_its_worker(
    open_page: OpenPage, live_site: LiveSite
) -> None:
    page = open_page(PHONE)
    page.context.add_init_script(ALONE)  # the browser would wake it whenever it likes
    product, _name = live_site.rows(GOODS_OF, SARI)[0]
    before = stock_of(live_site, product)
    open_app(page, "Ibu Sari")
    page.context.set_offline(True)
    edit(page, product, stock=str(before + 1))
    page.goto("about:blank")
    page.context.set_offline(False)
    page.wait_for_timeout(3000)
    assert stock_of(live_site, product) == before, "nobody has sent it yet"

    wake_worker(page, live_site)
    until_it_is(live_site, product, before + 1)


def test_the_browser_is_asked_to_send_what_waits(open_page: OpenPage, live_site: LiveSite) -> None:
    page = open_page(PHONE)
    product, _name = live_site.rows(GOODS_OF, SARI)[0]
    before = stock_of(live_site, product)
    open_app(page, "Ibu Sari")
    page.context.set_offline(True)
    edit(page, product, stock=str(before + 1))
    until(page, ASKED_FOR)
    page.context.set_offline(False)
    until_it_is(live_site, product, before + 1)


def until_it_is(site: LiveSite, product: int, stock: int) -> None:
    """Wait until the site has this much of a product."""
    last = time.monotonic() + 30
    while stock_of(site, product) != stock:
        assert time.monotonic() < last
        time.sleep(0.2)
