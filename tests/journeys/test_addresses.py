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


def test_it_answers_for_a_shop_and_a_village(phone: Page, live_site: LiveSite) -> None:
    query = "SELECT s.code, p.village_id FROM catalogue_product p JOIN partner_partner s ON s.id = p.seller_id LIMIT 1"
    [(shop, village)] = live_site.rows(query)

    for path in (f"/toko/{shop}/", f"/en/toko/{shop}/", f"/desa/{village}/", f"/en/desa/{village}/"):
        answer = phone.goto(path)
        assert answer is not None
        assert answer.ok, path


@pytest.mark.parametrize("start", ["/produk/", "/kategori/"])
def test_it_answers_where_the_list_of_products_leads(phone: Page, live_site: LiveSite, start: str) -> None:
    phone.goto("/produk/")
    links = phone.locator(f'a[href^="{start}"]')
    found = [address for address in (link.get_attribute("href") for link in links.all()) if len(address or "") > 12]

    answer = phone.goto(found[0] or "")

    assert answer is not None
    assert answer.ok
