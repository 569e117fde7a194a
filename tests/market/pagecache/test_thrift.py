"""Hemat data: the same pages without their pictures, kept beside the others."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from market.pagecache.shelf import Shelf
from tests.market.pagecache.conftest import Shop
from tests.market.pagecache.test_origin import OURS


def test_pages_come_without_pictures_for_whoever_asks_so(client: Client, shop: Shop, kept: Shelf) -> None:
    for address in shop.everywhere:
        full = client.get(address).content.decode()
        light = client.get(address, HTTP_SAVE_DATA="on")
        with CaptureQueriesContext(connection) as queries:
            again = client.get(address, HTTP_SAVE_DATA="on")

        seen = light.content.decode().split("<template>")
        shown = seen[0] + "".join(part.partition("</template>")[2] for part in seen[1:])
        assert 'src="/media/' not in shown, address
        assert "srcset" not in shown, address
        assert "save_data.js" in shown
        assert "save_data.js" not in full
        assert (again.content, len(queries)) == (light.content, 0), address
        assert client.get(address).content.decode() == full
        assert "Save-Data" in light["Vary"]
    assert "Lihat foto · " in client.get("/produk/", HTTP_SAVE_DATA="on").content.decode()
    assert "See the photo · " in client.get("/en/produk/", HTTP_SAVE_DATA="on").content.decode()


def test_the_switch_stays_and_wins_over_the_browser(client: Client, shop: Shop) -> None:
    answer = client.post("/hemat-data/", {"saves": "1", "next": "/produk/"}, **OURS[0])

    assert (answer.status_code, answer["Location"]) == (302, "/produk/")
    assert "Hemat data menyala" in client.get("/produk/").content.decode()
    assert "Hemat data menyala" in client.get("/keranjang/").content.decode()

    client.post("/hemat-data/", {"saves": "0", "next": "/produk/"}, **OURS[0])
    assert "Hemat data menyala" not in client.get("/produk/", HTTP_SAVE_DATA="on").content.decode()


def test_the_switch_leads_nowhere_else_and_asks_where_it_was_pressed(client: Client, shop: Shop) -> None:
    for place in ("https://evil.example/", "//evil.example", "javascript:alert(1)"):
        assert client.post("/hemat-data/", {"saves": "1", "next": place}, **OURS[0])["Location"] == "/"
    strict = Client(enforce_csrf_checks=True)
    foreign = {"HTTP_ORIGIN": "https://evil.example", "HTTP_SEC_FETCH_SITE": "cross-site"}

    assert strict.post("/hemat-data/", {"saves": "1"}, **foreign).status_code == 403
    assert client.get("/hemat-data/").status_code == 405
