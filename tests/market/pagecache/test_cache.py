"""What is kept, for whom, and how it is sent."""

from __future__ import annotations

import gzip

import brotli
import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from market.pagecache.addresses import Address, tidied
from market.pagecache.front import Front
from market.pagecache.pages import Page, encoding_for
from market.pagecache.shelf import SIDE_SHELF, Shelf, kept_at, put_away
from market.shop.partner.models import StockRecord
from tests.cast import a_person, sign_in
from tests.market.pagecache.conftest import Shop, begin_anew
from tests.market.pagecache.test_origin import OURS


def queries(client: Client, address: str, **headers: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(address, **headers)
    return len(asked)


def test_it_answers_from_memory_without_a_query_of_djangos(client: Client, shop: Shop, kept: Shelf) -> None:
    for address in [*shop.everywhere, *shop.files]:
        first = client.get(address)
        assert queries(client, address) == 0, address
        second = client.get(address)
        assert (first.content, first.headers) == (second.content, second.headers), address
        assert second["Cache-Control"] == "no-cache"
        assert second["Vary"] == "Accept-Encoding, Save-Data"
        assert second["Content-Language"] == ("en" if address.startswith("/en/") else "id")
        assert "script-src 'self';" in f"{second['Content-Security-Policy']};"


def test_it_tells_a_browser_that_has_it_so(client: Client, shop: Shop, kept: Shelf) -> None:
    tag = client.get("/produk/")["ETag"]
    assert tag.startswith('W/"')

    for asked in (tag, tag[2:], f'"other", {tag}', "*"):
        answer = client.get("/produk/", HTTP_IF_NONE_MATCH=asked)
        assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", tag)
    assert client.get("/produk/", HTTP_IF_NONE_MATCH='W/"other"').status_code == 200


def test_it_sends_what_was_compressed_once(client: Client, shop: Shop, kept: Shelf) -> None:
    plain = client.get("/produk/").content

    small = client.get("/produk/", HTTP_ACCEPT_ENCODING="gzip, deflate, br")
    assert (small["Content-Encoding"], brotli.decompress(small.content)) == ("br", plain)
    zipped = client.get("/produk/", HTTP_ACCEPT_ENCODING="gzip;q=0.5, br;q=0")
    assert (zipped["Content-Encoding"], gzip.decompress(zipped.content)) == ("gzip", plain)
    head = client.head("/produk/")
    assert (head.content, head["Content-Length"]) == (b"", str(len(plain)))
    assert encoding_for("identity") == ""


def test_it_keeps_nothing_for_whoever_is_signed_in(client: Client, shop: Shop, kept: Shelf) -> None:
    sign_in(client, a_person(3, "Rina"))
    client.get("/akun/")

    page = client.get("/produk/")

    assert len(kept) == len(SIDE_SHELF) == 0
    assert page["Cache-Control"] == "no-cache, private" or page["Cache-Control"] == "private, no-cache"
    assert "Masuk" not in page.content.decode()


def test_it_keeps_nothing_that_is_no_page(client: Client, shop: Shop, kept: Shelf) -> None:
    for address in (
        "/produk/hilang-999999/",
        f"/produk/salah-{shop.product.pk}/",
        "/keranjang/",
        "/livez",
        "/akun/masuk/",
    ):
        client.get(address)
    client.post(f"/keranjang/add/{shop.product.pk}/", {"quantity": 1}, **OURS[0])

    assert len(kept) == len(SIDE_SHELF) == 0


def test_a_page_has_one_address_however_its_number_is_spelled(client: Client, shop: Shop, kept: Shelf) -> None:
    number, slug = shop.product.pk, shop.product.slug
    for spelled in (f"0{number}", f"000{number}"):
        for address in (
            f"/produk/{slug}-{spelled}/ulasan/",
            f"/produk/{slug}-{spelled}/",
            f"/api/v1/products/{spelled}",
        ):
            assert client.get(address).status_code == 404, address
    assert len(kept) == len(SIDE_SHELF) == 0
    for address in (shop.addresses["reviews"], f"/api/v1/products/{number}"):
        assert client.get(address).status_code == 200, address


def test_a_shared_link_finds_the_page_and_fills_nothing(client: Client, shop: Shop, kept: Shelf) -> None:
    for number in range(5):
        client.get(f"/produk/?utm_source=wa&fbclid={number}")
        client.get(f"/produk/?x={number}")
    assert len(kept) == len(SIDE_SHELF) == 0

    client.get("/produk/")
    assert queries(client, "/produk/?utm_source=wa&fbclid=7") == 0
    assert "fbclid" not in client.get("/produk/").content.decode()
    assert queries(client, "/produk/?x=7") > 0


@pytest.mark.parametrize(
    ("typed", "kept_as"),
    [
        ("q=madu+hutan", "q=madu+hutan"),
        ("q=madu%20hutan&utm_x=1", "q=madu+hutan"),
        ("page=2&q=", "page=2&q="),
        ("q=a&q=b", None),
        ("unknown=1", None),
        ("fbclid=1", ""),
    ],
)
def test_it_tidies_what_is_asked(typed: str, kept_as: str | None) -> None:
    assert tidied(typed) == kept_as


def test_a_page_of_one_host_is_not_anothers(client: Client, shop: Shop, kept: Shelf) -> None:
    client.get("/produk/")

    assert "http://localhost/en/produk/" in client.get("/produk/", HTTP_HOST="localhost").content.decode()
    assert client.get("/produk/", HTTP_HOST="evil.example").status_code == 400


def test_it_takes_no_more_room_than_it_may() -> None:
    shelf, body = Shelf(), {"": b"x" * 9_000}
    for number in range(50):
        shelf.put(Address("http", "h", "/", str(number)), Page(b"1", 0, {}, body), room=100_000)
        shelf.get(Address("http", "h", "/", "0"))

    assert shelf.size <= 100_000
    assert len(shelf) == 10
    assert shelf.get(Address("http", "h", "/", "0"))
    assert shelf.get(Address("http", "h", "/", "5")) is None


def test_what_anybody_can_make_up_pushes_no_page_out(kept: Shelf) -> None:
    page, ours = Page(b"1", 0, {}, {"": b"x" * 9_000}), Address("http", "testserver:80", "/produk/", "")
    put_away(ours, page, room=100_000)
    for number in range(50):
        put_away(ours._replace(query=f"q={number}"), page, room=100_000)
        put_away(ours._replace(host=f"testserver:{number}"), page, room=100_000)

    assert kept_at(ours)
    assert kept_at(ours._replace(query="q=49"))
    assert kept.size + SIDE_SHELF.size <= 100_000
    assert len(SIDE_SHELF) == 2


def test_a_cdn_may_keep_it_only_where_it_is_purged(client: Client, shop: Shop, kept: Shelf, settings: object) -> None:
    assert "CDN-Cache-Control" not in client.get("/produk/")
    kept.clear()
    settings.PAGE_CACHE_CDN_SECONDS = 600  # type: ignore[attr-defined]

    answer = client.get("/produk/")
    assert (answer["CDN-Cache-Control"], answer["Cache-Control"]) == ("public, max-age=600", "no-cache")
    assert client.get("/produk/?fbclid=1")["CDN-Cache-Control"] == "public, max-age=600"
    to_a_district = client.get(f"{shop.addresses['product']}?ke=31.74.01")
    assert (to_a_district["CDN-Cache-Control"], to_a_district["Cache-Control"]) == ("no-store", "no-cache")


def test_the_front_hands_out_what_is_kept_before_django_begins(client: Client, shop: Shop, kept: Shelf) -> None:
    said: list[object] = []
    front = Front(lambda environ, start: [b"asked Django"])

    def ask(address: str, **headers: str) -> bytes:
        environ = RequestFactory().get(address, **headers).environ
        return b"".join(front(environ, lambda status, headers: said.append((status, dict(headers)))))

    assert ask("/produk/") == b"asked Django"
    page = client.get("/produk/")
    assert ask("/produk/") == page.content
    assert said[-1] == ("200 OK", dict(page.headers))
    assert ask("/produk/", HTTP_IF_NONE_MATCH=page["ETag"]) == b""
    assert said[-1][0] == "304 Not Modified"  # type: ignore[index]

    assert ask("/produk/", HTTP_COOKIE="signed_in=1") == b"asked Django"
    assert ask("/keranjang/") == b"asked Django"
    begin_anew()
    StockRecord.objects.update(price=1_000)
    assert ask("/produk/") == b"asked Django"


def test_it_can_be_switched_off(client: Client, shop: Shop, kept: Shelf, settings: object) -> None:
    client.get("/produk/")
    settings.PAGE_CACHE = "off"  # type: ignore[attr-defined]

    assert queries(client, "/produk/") > 0
    assert client.get("/produk/")["ETag"]
