"""What a buyer has read stays readable when the signal goes."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys.browser import PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.seller_steps import CONTROLLED
from tests.journeys.upriver import until

KEPT = (
    "caches.open('buyers-pages-1').then((shelf) => shelf.keys())"
    ".then((all) => all.map((one) => new URL(one.url).pathname))"
)
READY = "navigator.serviceWorker.ready.then((here) => here.active.state)"


def is_kept(path: str) -> str:
    """Return what says on a page whether another one is kept."""
    return f"{KEPT}.then((all) => all.includes('{path}'))"


def test_it_reads_kept_pages_without_signal_and_nothing_of_anybodys(open_page: OpenPage) -> None:
    page = open_page(PHONE)
    page.goto("/")
    page.evaluate(READY)
    until(page, CONTROLLED)
    goods = _read(page, "/produk/")
    page.goto("/keranjang/")
    page.goto("/en/produk/")
    until(page, is_kept("/en/produk/"))
    assert not {"/keranjang/", "/akun/"} & set(page.evaluate(KEPT))

    page.context.set_offline(True)
    page.goto("/produk/")
    expect(page.locator(".kept-bar")).to_contain_text("Tanpa sinyal. Halaman ini disimpan")
    assert page.locator("h1").inner_text() == goods
    assert page.locator(".product-card img").first.evaluate("one => one.complete && one.naturalWidth > 0")
    assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith("Roboto")
    page.goto("/en/produk/")
    expect(page.locator(".kept-bar")).to_contain_text("No signal. This page was kept on")

    page.goto("/cari/?q=belum+dibuka")
    expect(page.locator("h1")).to_have_text("Tanpa sinyal")
    expect(page.locator("[data-kept-pages] a").first).to_be_visible()
    assert "/en/" not in "".join(page.locator("[data-kept-pages] a").evaluate_all("all => all.map((one) => one.href)"))

    page.context.set_offline(False)
    page.goto("/produk/")
    expect(page.locator(".kept-bar")).to_have_count(0)
    assert [name for name in page.evaluate("caches.keys()") if name.startswith("sellers")] == []


def test_the_first_page_is_kept_with_what_it_is_made_of(open_page: OpenPage) -> None:
    page = open_page(PHONE)
    page.goto("/kategori/makanan/")
    until(page, is_kept("/kategori/makanan/"))

    picture = page.locator(".product-card img").first.evaluate("one => one.currentSrc")
    for part in (picture, page.locator("link[rel=stylesheet]").last.evaluate("one => one.href")):
        until(page, f"caches.match('{part}').then(Boolean)")


def test_what_is_put_into_the_basket_without_signal_says_that_it_was_not_sent(open_page: OpenPage) -> None:
    page = open_page(PHONE)
    page.goto("/kategori/makanan/")
    until(page, CONTROLLED)
    goods = page.locator(".product-card a").first.get_attribute("href") or ""
    name = _read(page, goods)

    page.context.set_offline(True)
    page.get_by_role("button", name="Masukkan ke keranjang").click()
    expect(page.locator("h1")).to_have_text("Sepertinya belum terkirim")
    page.get_by_role("link", name="Lihat keranjang").click()
    expect(page.locator("h1")).to_have_text("Tanpa sinyal")
    page.go_back()
    page.get_by_role("link", name="Kembali dan coba lagi").click()
    expect(page.locator("h1")).to_have_text(name)

    page.context.set_offline(False)
    page.get_by_role("button", name="Masukkan ke keranjang").click()
    page.goto("/keranjang/")
    expect(page.get_by_role("link", name=name, exact=True)).to_be_visible()
    expect(page.get_by_role("spinbutton")).to_have_value("1")


def _read(page: Page, path: str) -> str:
    """Read a page and wait until it is kept; return its heading."""
    page.goto(path)
    until(page, is_kept(path))
    return page.locator("h1").inner_text()
