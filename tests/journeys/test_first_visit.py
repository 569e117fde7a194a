"""What it takes to have the seller app on a phone that has never been here, byte by byte off the line."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.faulty_proxy import Carried, Line, between
from tests.journeys.real_phone import real_phone
from tests.journeys.seller_steps import signed_in
from tests.journeys.site import LiveSite
from tests.journeys.upriver import AT_WORK, HEARD, until

MOST = 150_000
HELPED = "caches.match('/bantuan-penjual/').then(Boolean)"
SCRIPTS, STYLES, PICTURES, PAGES = "scripts", "styles", "pictures", "pages and data"
KINDS = {".js": SCRIPTS, ".css": STYLES, ".avif": PICTURES, ".webp": PICTURES, ".jpg": PICTURES, ".svg": PICTURES}


@pytest.mark.parametrize("dots", [1, 2, 3])
def test_all_of_a_first_visit_is_light(browser: Browser, live_site: LiveSite, tmp_path: Path, dots: int) -> None:
    line, port = Line(keeps=True), urlsplit(live_site.url).port
    assert port
    with (
        between(port, line) as address,
        real_phone(browser.browser_type, tmp_path / "hp", slower=1, dots=dots) as phone,
    ):
        page = phone.switch_on()
        page.context.add_cookies(signed_in(browser, live_site, "Ibu Sari"))
        page.goto(f"{address}jual/")
        for there in (AT_WORK, HEARD, HELPED):
            until(page, there)
        assert page.evaluate("devicePixelRatio") == dots
        wait_for_silence(page, line)

    taken: Counter[str] = Counter()
    for one in line.carried:
        taken[kind_of(one)] += len(one.answer)
    assert taken[SCRIPTS] > 40_000, f"nothing of the app was there before: {taken}"
    assert min(taken[kind] for kind in (STYLES, PICTURES, PAGES)) > 5_000, taken
    assert line.answered <= MOST, told(taken, line)


def wait_for_silence(page: Page, line: Line, *, seconds: int = 3) -> None:
    """Wait until nothing more has been asked for, by the page or its worker, for so long."""
    for _ in range(60):
        before = len(line.carried)
        page.wait_for_timeout(seconds * 1000)
        if len(line.carried) == before:
            return
    raise AssertionError("it never ends")


def kind_of(one: Carried) -> str:
    """Say what was asked for."""
    return KINDS.get(Path(urlsplit(one.asked.split()[1]).path).suffix, PAGES)


def told(taken: Counter[str], line: Line) -> str:
    """Say what took how much, the largest first."""
    each = sorted(((len(one.answer), one.asked) for one in line.carried), reverse=True)
    return "\n".join([f"{line.answered}: {dict(taken)}", *(f"{size:7} {asked}" for size, asked in each)])
