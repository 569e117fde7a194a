"""The seller app can be put on a phone's home screen: Chromium itself says so, and it opens there without a signal."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.journeys.real_phone import real_phone
from tests.journeys.seller_steps import CONTROLLED
from tests.journeys.site import LiveSite
from tests.journeys.upriver import AT_WORK, settle_in, until

WORKER = """navigator.serviceWorker.ready.then(({ active, scope }) =>
    [new URL(active.scriptURL).pathname, new URL(scope).pathname, active.state])"""
HERE = "[location.pathname, matchMedia('(max-width: 400px)').matches]"


def hindrances(wire: CDPSession) -> list[str]:
    """Return why Chromium would not install the page that is open; a profile of a phone's own is not incognito."""
    found = wire.send("Page.getInstallabilityErrors")["installabilityErrors"]
    return sorted(one["errorId"] for one in found)


def test_it_may_be_installed_and_opens_without_a_signal(browser: Browser, live_site: LiveSite, tmp_path: Path) -> None:
    with real_phone(browser.browser_type, tmp_path / "hp", slower=1) as phone:
        settle_in(phone, live_site.url)
        page = phone.switch_on()
        page.goto(live_site.address("/jual/"))
        shop = page.locator("main h1").inner_text()
        until(page, CONTROLLED)
        wire = page.context.new_cdp_session(page)
        assert hindrances(wire) == []
        start = what_is_installed(wire, live_site)
        assert page.evaluate(WORKER) == ["/sw.js", "/", "activated"]
        it_would_notice_what_hinders(wire, page)

        page.context.set_offline(True)
        until(page, AT_WORK)
        answer = page.goto(start)
        assert answer
        assert (answer.status, answer.from_service_worker) == (200, True)
        assert page.evaluate(HERE) == ["/jual/", True]
        expect(page.locator("main h1")).to_have_text(shop)


def what_is_installed(wire: CDPSession, site: LiveSite) -> str:
    """Look at the manifest as Chromium reads it; return the address that the installed app opens with."""
    found = wire.send("Page.getAppManifest")
    said = json.loads(found["data"])
    assert (found["url"], found["errors"]) == (site.address("/jual/manifest.webmanifest"), [])
    assert (said["start_url"], said["display"], said["lang"]) == ("/jual/", "standalone", "id")
    assert site.url.endswith(said["scope"])
    assert {"192x192", "512x512"} <= {one["sizes"] for one in said["icons"]}
    assert any("maskable" in one.get("purpose", "").split() for one in said["icons"])
    return site.address(said["start_url"])


def it_would_notice_what_hinders(wire: CDPSession, page: Page) -> None:
    page.evaluate("document.querySelector('link[rel=manifest]').remove()")
    for _ in range(50):
        if hindrances(wire):
            break
        page.wait_for_timeout(100)
    assert hindrances(wire) == ["no-manifest"]
