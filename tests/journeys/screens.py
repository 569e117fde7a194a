"""Takes the pictures of docs/screens/ anew from a running demo: `make screens PORT=8000` while `make demo` runs.

The site asks for letters that the machine has; with Roboto installed the pictures are what a phone shows.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from market.demo.site import REGENCY
from tests.journeys import steps
from tests.journeys.browser import DESK, PHONE, launch, opened_page

FOLDER = Path(__file__).parents[2] / "docs" / "screens"
QUALITY = 70


def pages(page: Page) -> Iterator[str]:
    """Open the ten main pages one after the other, as a buyer meets them, and name each."""
    page.goto("/")
    yield "home"
    page.goto("/kategori/makanan/")
    yield "category"
    product = page.locator(".product-card a").first.get_attribute("href")
    page.goto("/cari/?q=madu")
    yield "search"
    page.goto("/cerita/")
    page.locator(f"main article a:not([href*='{REGENCY}'])").first.click()  # that host has its own colours
    page.wait_for_load_state("load")
    yield "story"
    page.goto(product or "/produk/")
    yield "product"
    village = page.locator("main a[href*='/desa/']").first.get_attribute("href")
    shop = page.locator("main a[href*='/toko/']").first.get_attribute("href")
    for name, address in (("village", village), ("shop", shop)):
        page.goto(address or "/")
        yield name
    page.goto(product or "/produk/")
    steps.press(page, "Masukkan ke keranjang")
    page.goto("/keranjang/")
    yield "basket"
    steps.press(page, "Lanjut ke alamat")
    steps.give_the_address(page, javascript=True)
    yield "checkout"
    page.get_by_role("radio", name="Kartu debit atau kredit").check()
    steps.press(page, "Pesan dan bayar Rp")
    steps.pay_by_card(page)
    page.wait_for_url("**/pesanan/**")
    yield "purchase"


def take(browser: Browser, site: str, size: tuple[int, int]) -> None:
    """Take the first view of each page at this size."""
    with opened_page(browser, site, size) as page:
        for name in pages(page):
            page.wait_for_load_state("networkidle")
            shot = Image.open(io.BytesIO(page.screenshot()))
            shot.save(FOLDER / f"{name}-{size[0]}.webp", quality=QUALITY, method=6)


def main(site: str) -> None:
    """Take all of them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for size in (PHONE, DESK):
            take(browser, site, size)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
