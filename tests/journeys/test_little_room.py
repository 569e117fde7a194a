"""A phone that is nearly full, and photos that its browser cannot read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from tests.journeys.browser import ALONE, PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.hubs import forget_goods
from tests.journeys.on_phone import QUEUED, kept
from tests.journeys.seller_steps import (
    GOODS_OF,
    SARI,
    edit,
    open_app,
    photo_of,
    queue_row,
    stock_of,
    write_product,
)
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
DISK_FULL = """
    const { put } = IDBObjectStore.prototype, full = new WeakSet();
    globalThis.isDiskFull = true;
    IDBObjectStore.prototype.put = function (...given) {
      const asked = put.apply(this, given), { transaction } = this;
      if (isDiskFull && !full.has(transaction)) asked.addEventListener("success", () => transaction.abort());
      if (isDiskFull) full.add(transaction);
      return asked;
    };
    const why = (one) => (full.has(one) ? new DOMException("no room", "QuotaExceededError") : null);
    Object.defineProperty(IDBTransaction.prototype, "error", { get() { return why(this); } });
"""
"""Nothing more can be kept: each step ends as the browser ends it; what only throws away goes on."""
LISTED = "SELECT count(*) FROM catalogue_product WHERE title = %s"
UNDRAWN = """name => fetchAll("operations").then((all) => {
    const [photo] = all.find((one) => one.title === name).photos;
    return changeRow("photos", photo, (row) => { delete row.sha256; });
})"""
"""As if there had been no room for the small photo."""


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


def test_a_full_phone_sends_all_that_waits_and_each_arrives_once(
    page: Page, live_site: LiveSite, tmp_path: Path
) -> None:
    page.context.add_init_script(ALONE)
    name, (product, _) = "Rempeyek HP Penuh", live_site.rows(GOODS_OF, SARI)[0]
    before = stock_of(live_site, product)
    edit(page, product, stock=str(before + 2))
    write_product(page, name, photo_of(tmp_path, name))
    press(page, "Kirim produk")
    page.wait_for_url("**/jual/antrean/")
    page.evaluate(UNDRAWN, name)
    page.context.add_init_script(DISK_FULL)
    page.goto("/jual/antrean/")
    came = set[str | None]()

    def lose_first_answer(route: Route) -> None:
        if route.request.post_data in came:
            return route.continue_()
        came.add(route.request.post_data)
        route.fetch()
        return route.abort()

    page.route("**/jual/kirim/", lose_first_answer)
    page.context.set_offline(False)
    for _ in range(5):
        press(page, "Kirim sekarang")
        expect(page.locator("[data-told]")).to_contain_text(re.compile("Belum ada sinyal|Semua sudah"))
        if not kept(page, "operations"):
            break
        page.locator("[data-told]").evaluate("one => one.replaceChildren()")

    expect(page.locator("[data-told]")).to_have_text("Semua sudah terkirim.")
    assert len(came) == 2, "each came as it was the first time"
    assert (kept(page, "photos"), live_site.rows(LISTED, name)) == ([], [(1,)])
    assert stock_of(live_site, product) == before + 2
    forget_goods(live_site, name)


def test_a_full_phone_says_so_when_it_cannot_keep_what_was_answered(page: Page, live_site: LiveSite) -> None:
    page.context.add_init_script(ALONE)
    page.goto("/jual/antrean/")
    product, _ = live_site.rows(GOODS_OF, SARI)[0]
    before = stock_of(live_site, product)
    page.evaluate(QUEUED, ["choose_price", "Harga yang tidak ditanya", {"question": 999_999, "price": 1_000}, None])
    page.evaluate(QUEUED, ["change_stock", "Satu lagi", {"product": product, "delta": 1}, None])
    page.evaluate(f"() => {{ {DISK_FULL} }}")
    page.context.set_offline(False)

    press(page, "Kirim sekarang")

    expect(page.locator("[data-told]")).to_contain_text("HP penuh, jadi jawaban Pasar Hulu belum bisa disimpan.")
    assert [one["title"] for one in kept(page, "operations")] == ["Harga yang tidak ditanya"]
    assert stock_of(live_site, product) == before + 1
    page.evaluate("isDiskFull = false")
    press(page, "Kirim sekarang")
    expect(queue_row(page, "Harga yang tidak ditanya").locator(".badge")).to_have_text("perlu perhatian")


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
