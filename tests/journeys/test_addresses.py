"""Every address of the market answers, in Indonesian and, where it is public, in English."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.journeys.site import LiveSite

PUBLIC = ["/", "/produk/", "/cari/?q=amplang", "/cerita/", "/wisata/", "/keranjang/", "/akun/masuk/"]
OURS = ["/bayar/", "/akun/", "/jual/", "/kelola/", "/kelola/toko/", "/demo/", "/livez", "/readyz"]


@pytest.mark.parametrize("path", [*PUBLIC, *("/en" + path for path in PUBLIC), *OURS])
def test_it_answers(phone: Page, live_site: LiveSite, path: str) -> None:
    answer = phone.goto(path)

    assert answer is not None
    assert answer.ok


def test_it_answers_for_each_kind_shop_village_and_product(phone: Page, live_site: LiveSite) -> None:
    phone.goto("/produk/")
    for start in ("/produk/", "/kategori/", "/toko/", "/desa/"):
        link = phone.locator(f'main a[href^="{start}"]:not([href="{start}"])').first
        if link.count() == 0:
            phone.goto(phone.url.split("#")[0])
        address = link.get_attribute("href", timeout=5_000)
        assert address
        answer = phone.goto(address)
        assert answer is not None
        assert answer.ok
