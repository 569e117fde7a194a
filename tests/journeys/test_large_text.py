"""Seller pages with letters twice as large on a small phone: nothing is wider than the screen, nothing is cut off."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.journeys.browser import PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.seller_steps import GOODS_OF, HASAN, SARI, open_app
from tests.journeys.site import LiveSite
from tests.journeys.steps import act_as

BOTH = (
    "", "produk/", "produk/baru/", "produk/baru/#semua", "pesanan/", "uang/", "uang/rekening/", "libur/",
    "antrean/", "perlu-dilihat/", "impor/", "pertanyaan/", "ulasan/", "izin/", "izin/baru/", "label/", "pembayaran/",
    "cerita/kirim/",
)  # fmt: skip
OF_ONE = ("", "kepercayaan/", "suara/", "ukuran/")
HUBS = ("produsen/", "produsen/baru/", "catatan/", "kode-masuk/")
TOO_WIDE = """() => {
    const wide = document.documentElement.clientWidth;
    const flowOf = (one) => getComputedStyle(one).overflowX;
    const scrolls = (one) => one && (["auto", "scroll"].includes(flowOf(one)) || scrolls(one.parentElement));
    const isOutside = (one) => one.getBoundingClientRect().width > 1 && one.getBoundingClientRect().right > wide + 1;
    const isCut = (one) => ["hidden", "clip"].includes(flowOf(one)) && one.scrollWidth > one.clientWidth + 2;
    const isHidden = (one) => one.closest(".visually-hidden, .voice__file");
    return [...document.querySelectorAll("body *:not(input)")]
      .filter((one) => !isHidden(one) && !scrolls(one) && (isOutside(one) || isCut(one)))
      .map((one) => `${one.tagName}.${one.className}: ${one.textContent.trim().slice(0, 30)}`);
}"""


def wide_parts(page: Page, addresses: list[str]) -> dict[str, list[str]]:
    """Return by page what does not fit."""
    found = {}
    for address in addresses:
        page.goto("about:blank")
        page.goto(address)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        if wrong := page.evaluate(TOO_WIDE):
            found[address] = wrong
    return found


@pytest.mark.parametrize(("who", "account", "more"), [("Ibu Sari", SARI, ()), ("Pak Hasan", HASAN, HUBS)])
def test_letters_twice_as_large_fit(
    open_page: OpenPage, live_site: LiveSite, who: str, account: str, more: tuple[str, ...]
) -> None:
    page = open_page(PHONE)
    act_as(page, who)
    page.goto("/jual/pesanan/")
    order = page.locator(".order-row a").first.get_attribute("href") or ""
    goods = [f"produk/{number}/{one}" for number, _ in live_site.rows(GOODS_OF, account)[:1] for one in OF_ONE]

    assert wide_parts(page, [*(f"/jual/{one}" for one in (*BOTH, *goods, *more)), order]) == {}


def test_what_is_drawn_without_signal_fits_too(open_page: OpenPage) -> None:
    page = open_page(PHONE)
    open_app(page, "Ibu Sari")
    page.goto("/jual/pesanan/")
    order = page.locator(".order-row a").first.get_attribute("href") or ""
    page.context.set_offline(True)

    assert wide_parts(page, ["/jual/", "/jual/produk/", "/jual/produk/baru/", "/jual/pesanan/", order]) == {}
