"""A phone that is nearly full, and photos that its browser cannot read."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.journeys.browser import PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.seller_steps import open_app, photo_of, queue_row, write_product
from tests.journeys.site import LiveSite
from tests.journeys.steps import press
from tests.journeys.upriver import until
from tests.market.pictures.made import heic

ASKED = (
    "globalThis.asked = 0; navigator.storage.persist = () => { globalThis.asked += 1; return Promise.resolve(true); }"
)
LITTLE_ROOM = "navigator.storage.estimate = async () => ({ quota: 52_000_000, usage: 40_000_000 })"
FILE = """
    SELECT o.file FROM catalogue_product p JOIN catalogue_productimage i ON i.product_id = p.id
    JOIN pictures_picture o ON o.id = i.original_id WHERE p.title = %s
"""
STORE_FULL = """
    globalThis.really = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function () { throw new DOMException("no room", "QuotaExceededError"); };
    true
"""


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """Ibu Sari's phone, without a signal."""
    page = open_page(PHONE)
    page.context.add_init_script(ASKED)
    open_app(page, "Ibu Sari")
    page.context.set_offline(True)
    return page


def test_it_asks_to_keep_what_is_written_and_says_in_time_that_room_runs_out(page: Page, tmp_path: Path) -> None:
    page.context.add_init_script(LITTLE_ROOM)
    write_product(page, "Abon HP Penuh", photo_of(tmp_path, "Abon"))
    expect(page.locator("[data-told]")).to_contain_text("Ruang di HP hampir habis (sisa 12 MB)")
    assert page.evaluate("asked") == 1
    press(page, "Kirim produk")
    page.wait_for_url("**/jual/antrean/")
    expect(page.locator("[data-room]")).to_contain_text("Sisa ruang di HP untuk antrean: 12 MB.")


def test_a_full_phone_says_so_and_nothing_typed_is_lost(page: Page, tmp_path: Path) -> None:
    name = "Sambal HP Penuh"
    write_product(page, name, photo_of(tmp_path, name))
    page.evaluate(STORE_FULL)
    press(page, "Kirim produk")
    expect(page.locator("[data-told]")).to_contain_text("HP penuh, jadi yang baru ini belum tersimpan.")
    page.get_by_label("Nama produk").fill(f"{name} Pedas")
    expect(page.locator("[data-told]")).to_contain_text("Jangan tutup halaman ini.")

    page.evaluate("IDBObjectStore.prototype.put = really; true")
    press(page, "Kirim produk")
    page.wait_for_url("**/jual/antrean/")
    expect(queue_row(page, f"{name} Pedas").locator(".badge")).to_have_text("belum terkirim")
    until(page, "fetchAll('drafts').then((all) => all.length === 0)")


def test_a_photo_that_the_browser_cannot_read_goes_up_as_it_is(
    page: Page, live_site: LiveSite, tmp_path: Path
) -> None:
    name, taken = "Kerupuk Foto iPhone", tmp_path / "IMG_0001.HEIC"
    taken.write_bytes(heic())
    write_product(page, name, taken)
    expect(page.locator(".photos__name")).to_have_text("IMG_0001.HEIC")
    press(page, "Kirim produk")
    page.wait_for_url("**/jual/antrean/")
    page.context.set_offline(False)
    page.goto("/jual/antrean/")
    expect(queue_row(page, name).locator(".badge")).to_have_text("terkirim")
    [(file,)] = live_site.rows(FILE, name)
    with Image.open(live_site.var / "private" / file) as arrived:
        assert (arrived.format, dict(arrived.getexif())) == ("JPEG", {})
