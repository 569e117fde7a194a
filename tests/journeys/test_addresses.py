"""Every address of the market answers, in Indonesian and, where it is public, in English."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
import requests
from playwright.sync_api import Page

from tests.journeys import steps
from tests.journeys.site import LiveSite

PUBLIC = ["/", "/produk/", "/cari/?q=amplang", "/cerita/", "/wisata/", "/keranjang/", "/akun/masuk/"]
OF_PEOPLE = {
    "/akun/": "Rina",
    "/en/akun/": "Rina",
    "/jual/": "Ibu Sari",
    "/kelola/": "Budi",
    "/kelola/persetujuan/": "Budi",
    "/kelola/toko/": "Admin",
}
ON_SALE = """
    SELECT '/produk/' || p.slug || '-' || p.id || '/', '/kategori/' || c.slug || '/', '/toko/' || s.code || '/',
           '/desa/' || p.village_id || '/'
    FROM catalogue_product p JOIN partner_partner s ON s.id = p.seller_id
    JOIN partner_stockrecord r ON r.product_id = p.id
    JOIN catalogue_productcategory pc ON pc.product_id = p.id JOIN catalogue_category c ON c.id = pc.category_id
    WHERE p.structure = 'standalone' AND p.is_public AND p.moderation = 'approved' AND s.is_open AND r.num_in_stock > 1
    ORDER BY p.id LIMIT 1
"""


def in_both(paths: Iterable[str]) -> list[str]:
    """Return each path in Indonesian and in English."""
    return [before + path for path in paths for before in ("", "/en")]


def arrive(page: Page, live_site: LiveSite, path: str) -> None:
    """Go to a page; expect it there and not elsewhere, in the language of its address."""
    answer = page.goto(path)
    assert answer is not None
    assert answer.ok, (path, answer.status)
    assert page.url == live_site.address(path)
    assert page.locator("html").get_attribute("lang") == ("en" if path.startswith("/en/") else "id"), path


@pytest.mark.parametrize("path", [*in_both(PUBLIC), "/demo/"])
def test_it_answers_in_the_language_of_the_address(phone: Page, live_site: LiveSite, path: str) -> None:
    arrive(phone, live_site, path)


@pytest.mark.parametrize(("path", "name"), OF_PEOPLE.items())
def test_it_answers_to_whom_it_belongs(phone: Page, live_site: LiveSite, path: str, name: str) -> None:
    phone.goto(path)
    to_a_stranger = phone.locator("h1").first.inner_text()

    steps.act_as(phone, name)

    arrive(phone, live_site, path)
    assert phone.locator("h1").first.inner_text() != to_a_stranger


@pytest.mark.parametrize(("path", "status"), [("/livez", 200), ("/readyz", 200), ("/hooks/stripe/", 405)])
def test_it_answers_to_machines(live_site: LiveSite, path: str, status: int) -> None:
    assert requests.get(live_site.address(path), allow_redirects=False, timeout=60).status_code == status


def test_it_answers_from_the_goods_to_the_purchase(phone: Page, live_site: LiveSite) -> None:
    [around_the_goods] = live_site.rows(ON_SALE)
    for path in in_both(around_the_goods):
        arrive(phone, live_site, path)

    phone.goto(around_the_goods[0])
    steps.press(phone, "Masukkan ke keranjang")
    for path in in_both(["/keranjang/", "/bayar/"]):
        arrive(phone, live_site, path)

    arrive(phone, live_site, "/bayar/")
    steps.give_the_address(phone, javascript=True)
    for path in in_both(["/bayar/periksa/"]):
        arrive(phone, live_site, path)

    arrive(phone, live_site, "/bayar/periksa/")
    phone.get_by_role("radio", name="Kartu debit atau kredit").check()
    steps.press(phone, "Pesan dan bayar Rp")
    [[secret]] = live_site.rows("SELECT secret FROM settlement_ordergroup ORDER BY id DESC LIMIT 1")
    for path in in_both([f"/pesanan/{secret}/"]):
        arrive(phone, live_site, path)
