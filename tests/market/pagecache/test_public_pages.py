"""Public pages carry nothing personal, and ask nothing about who looks."""

from __future__ import annotations

import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from market.shop.basket.models import Basket
from tests.cast import a_person, sign_in
from tests.market.pagecache.conftest import Shop

INLINE = re.compile(r"""<style|<script(?![^>]*(?: src=|ld\+json))|<[^>]*\s(?:style|on\w+)=["']""")
FETCHED = re.compile(r"""(?:\ssrc|\ssrcset|<link rel="(?:stylesheet|icon|manifest|preload)" href)="([^"]+)""")
PERSONAL = ("django_session", "accounts_user", "auth_", "basket_", "account_", "mfa_")


def test_they_set_no_cookie_and_hold_no_token(client: Client, shop: Shop) -> None:
    for address in shop.everywhere:
        answer = client.get(address)
        page = answer.content.decode()

        assert answer.status_code == 200, address
        assert not answer.cookies, address
        assert "Cookie" not in answer.get("Vary", ""), address
        assert "csrf" not in page, address
        assert "data-basket-count hidden" in page, address
        assert INLINE.findall(page) == [], address
        elsewhere = [each for each in FETCHED.findall(page) if not re.match(r"/(?!/)|data:image/", each)]
        assert elsewhere == [], address


def test_files_set_no_cookie_either(client: Client, shop: Shop) -> None:
    for address in shop.files:
        answer = client.get(address)
        assert (answer.status_code, dict(answer.cookies)) == (200, {}), address
        assert "Cookie" not in answer.get("Vary", ""), address


def test_they_touch_no_table_of_people_and_baskets(client: Client, shop: Shop) -> None:
    client.post(f"/keranjang/add/{shop.product.pk}/", {"quantity": 2})
    client.get("/keranjang/")
    for address in [*shop.everywhere, *shop.files]:
        with CaptureQueriesContext(connection) as queries:
            client.get(address)

        touched = [query["sql"] for query in queries if any(f'FROM "{name}' in query["sql"] for name in PERSONAL)]
        assert touched == [], address


def test_they_are_the_same_for_whoever_has_a_basket(client: Client, shop: Shop) -> None:
    before = client.get("/produk/").content
    client.post(f"/keranjang/add/{shop.product.pk}/", {"quantity": 2})
    client.get("/keranjang/")

    assert Basket.objects.exists()
    assert client.cookies["sessionid"].value
    assert client.get("/produk/").content == before


def test_they_become_personal_to_show_a_message_that_waits(client: Client, shop: Shop) -> None:
    client.post(f"/keranjang/add/{shop.product.pk}/", {"quantity": 2, "next": "/produk/"})

    assert "masuk keranjang" in client.get("/produk/").content.decode()
    assert "masuk keranjang" not in client.get("/produk/").content.decode()


def test_the_header_learns_from_cookies_what_is_in_the_basket(client: Client, shop: Shop) -> None:
    answer = client.post(f"/keranjang/add/{shop.product.pk}/", {"quantity": 2})
    assert answer.cookies["basket_count"].value == "2"
    assert not answer.cookies["basket_count"]["httponly"]

    line = Basket.objects.get().lines.get()
    answer = client.post(f"/keranjang/ubah/{line.pk}/", {"remove": "1"})
    assert answer.cookies["basket_count"]["max-age"] == 0


def test_the_header_forgets_who_signs_out(client: Client, shop: Shop) -> None:
    sign_in(client, a_person(3, "Rina"))
    assert client.get("/akun/").cookies["signed_in"].value == client.session["_auth_user_id"]
    client.post(f"/keranjang/add/{shop.product.pk}/", {"quantity": 3})

    gone = client.post("/akun/keluar/").cookies

    assert gone["signed_in"]["max-age"] == 0
    assert gone["basket_count"]["max-age"] == 0
