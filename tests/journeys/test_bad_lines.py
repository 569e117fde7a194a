"""What is listed upriver arrives once and whole: a phone that dies, a line that drops, cuts, doubles and lies."""

from __future__ import annotations

import random
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserType, Error, Locator, expect

from tests.journeys.faulty_proxy import Line, between
from tests.journeys.real_phone import RealPhone, real_phone
from tests.journeys.site import LiveSite
from tests.journeys.upriver import (
    AT_WORK,
    HEARD,
    Battery,
    Product,
    list_all,
    products,
    settle_in,
    until,
    wait_until_sent,
)

MBIT_2, KBIT_50 = 250_000, 6_250  # bytes a second
MOST_BYTES, MOST_PIXELS = 200_000, 1280
FIRST_VISIT = 150_000
LISTED = """
    SELECT p.id, count(i.id) FROM catalogue_product p LEFT JOIN catalogue_productimage i ON i.product_id = p.id
    WHERE p.title = %s GROUP BY p.id
"""
PICTURES = """
    SELECT o.file, o.width, o.height, u.size
    FROM catalogue_product p JOIN catalogue_productimage i ON i.product_id = p.id
    JOIN pictures_picture o ON o.id = i.original_id JOIN sellers_upload u ON u.picture_id = o.id WHERE p.title = %s
"""


def all_there(site: LiveSite, goods: list[Product]) -> bool:
    return all(site.rows(LISTED, one.name) and site.rows(LISTED, one.name)[0][1] == 3 for one in goods)


def one_round(
    chromium: BrowserType, site: LiveSite, folder: Path, *, seed: int, number: int, line: Line, deaths: int
) -> Line:
    """List goods without a signal while the phone dies, send them over a bad line, and look what came of it."""
    goods, dice, bad = products(folder / "kamera", number=number, seed=seed), random.Random(seed), line.share
    line.share = 0.0
    fast = line.rate, line.latency
    line.rate, line.latency = 0, 0.0
    port = urlsplit(site.url).port
    assert port
    with between(port, line) as address, real_phone(chromium, folder / "ponsel") as phone:
        settle_in(phone, address)
        line.is_open = False
        died = list_all(phone, address, goods, dice=dice, deaths=deaths)
        assert died == deaths
        line.share, (line.rate, line.latency), line.is_open = bad, fast, True
        page = phone.switch_on()
        wait_until_sent(phone, page, address, is_all_there=lambda: all_there(site, goods), seconds=240)
    for one in goods:
        [(_, pictures)] = site.rows(LISTED, one.name)
        assert pictures == 3, one.name
        looked_at(site, one)
    return line


def looked_at(site: LiveSite, product: Product) -> None:
    """Each photo is small, upright, and tells nothing."""
    for name, width, height, sent in site.rows(PICTURES, product.name):
        path = site.var / "private" / name
        assert max(sent, path.stat().st_size) <= MOST_BYTES, (sent, path.stat().st_size)
        assert (width, height) == (960, MOST_PIXELS)  # the camera lay on its side
        assert not Image.open(path).getexif()
        assert b"KameraUji" not in path.read_bytes()


def test_it_arrives_once_over_a_line_that_drops_cuts_doubles_and_lies(
    browser: Browser, live_site: LiveSite, tmp_path: Path
) -> None:
    line = Line(seed=11, share=0.3, rate=MBIT_2, latency=0.2)

    one_round(browser.browser_type, live_site, tmp_path, seed=11, number=2, line=line, deaths=2)

    assert sum(line.happened.values()) >= 2, line.happened


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(100, 120))
def test_five_products_of_three_photos_arrive_once(
    browser: Browser, live_site: LiveSite, tmp_path: Path, seed: int
) -> None:
    slow = seed % 5 == 0
    line = Line(seed=seed, share=0.3, rate=KBIT_50 if slow else MBIT_2, latency=1)

    one_round(browser.browser_type, live_site, tmp_path, seed=seed, number=1 if slow else 5, line=line, deaths=4)


def test_a_battery_that_dies_takes_a_second_of_typing_at_most(
    browser: Browser, live_site: LiveSite, tmp_path: Path
) -> None:
    text = "Amplang ikan belida dari hulu Mahakam yang digoreng dua kali sampai renyah"
    dice = random.Random(3)
    port = urlsplit(live_site.url).port
    assert port
    with between(port, Line()) as address, real_phone(browser.browser_type, tmp_path / "ponsel") as phone:
        settle_in(phone, address)
        for _ in range(3):
            page = phone.switch_on()
            page.goto(f"{address}jual/produk/baru/#semua")
            expect(page.locator("[data-photo-button]")).to_be_visible()
            box = page.get_by_label("Nama produk")
            before = len(box.input_value())
            box.press("End")
            typed = type_until_it_dies(phone, box, text[before:], seconds=dice.uniform(1, 3))
            kept = len(phone_says(phone, address)) - before
            assert typed - kept <= 10, (typed, kept)  # ten letters a second


def type_until_it_dies(phone: RealPhone, box: Locator, text: str, *, seconds: float) -> int:
    """Type ten letters a second; return how many were typed when it died."""
    battery, typed = Battery(phone, seconds), 0
    try:
        for letter in text:
            began = time.monotonic()
            box.press(letter if letter != " " else "Space")
            typed += 1
            time.sleep(max(0, 0.1 - (time.monotonic() - began)))
    except Error:
        assert battery.is_dead
    finally:
        battery.take_out()
    phone.die()
    return typed


def phone_says(phone: RealPhone, address: str) -> str:
    """Return the name that is on the form once the phone is on again."""
    page = phone.switch_on()
    page.goto(f"{address}jual/produk/baru/#semua")
    expect(page.get_by_text("dibawa kembali")).to_be_visible()
    return page.get_by_label("Nama produk").input_value()


def test_a_first_visit_is_light(browser: Browser, live_site: LiveSite, tmp_path: Path) -> None:
    line = Line()
    port = urlsplit(live_site.url).port
    assert port
    with between(port, line) as address, real_phone(browser.browser_type, tmp_path / "ponsel", slower=1) as phone:
        page = phone.switch_on()
        page.goto(f"{address}demo/")
        page.get_by_role("button", name="Masuk sebagai Ibu Sari", exact=True).click()
        page.wait_for_load_state("networkidle")
        page.goto("about:blank")
        page.context.new_cdp_session(page).send("Network.clearBrowserCache")
        line.answered, line.requests = 0, []
        page.goto(f"{address}jual/")
        until(page, AT_WORK)
        until(page, HEARD)
        page.wait_for_load_state("networkidle")
        assert line.answered <= FIRST_VISIT, (line.answered, line.requests)
