"""Adding to the basket needs no token from our own pages, and one from anywhere else."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from catalogue.models import Product
from market.shop.basket.models import Line
from tests.catalogue.goods import make_product

pytestmark = pytest.mark.django_db

HERE = "http://testserver"
OURS = [
    {"HTTP_ORIGIN": HERE},
    {"HTTP_SEC_FETCH_SITE": "same-origin"},
    {"HTTP_ORIGIN": HERE, "HTTP_SEC_FETCH_SITE": "same-origin"},
]
FORGED = [
    {"HTTP_ORIGIN": "http://evil.example"},
    {"HTTP_ORIGIN": "null"},
    {"HTTP_ORIGIN": ""},
    {"HTTP_ORIGIN": "http://testserver:81"},
    {"HTTP_ORIGIN": "https://testserver"},
    {"HTTP_ORIGIN": "http://testserver.evil.example"},
    {"HTTP_SEC_FETCH_SITE": "cross-site"},
    {"HTTP_SEC_FETCH_SITE": "same-site"},
    {"HTTP_SEC_FETCH_SITE": "none"},
    {"HTTP_ORIGIN": HERE, "HTTP_SEC_FETCH_SITE": "cross-site"},
    {"HTTP_ORIGIN": "null", "HTTP_SEC_FETCH_SITE": "same-origin"},
    {"HTTP_ORIGIN": "http://evil.example", "HTTP_REFERER": f"{HERE}/produk/"},
]


@pytest.fixture
def strict() -> Client:
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def product() -> Product:
    return make_product()


def add(client: Client, product: Product, headers: dict[str, str], **more: object) -> object:
    return client.post(f"/keranjang/add/{product.pk}/", {"quantity": 2, **more}, **headers)


@pytest.mark.parametrize("headers", OURS, ids=str)
def test_it_takes_the_form_of_our_own_page(strict: Client, product: Product, headers: dict[str, str]) -> None:
    assert add(strict, product, headers).status_code == 302
    assert Line.objects.get().quantity == 2


@pytest.mark.parametrize("headers", FORGED, ids=str)
def test_it_refuses_what_comes_from_elsewhere(strict: Client, product: Product, headers: dict[str, str]) -> None:
    assert add(strict, product, headers).status_code == 403
    assert not Line.objects.exists()


def test_it_asks_once_more_when_the_browser_does_not_say(strict: Client, product: Product) -> None:
    asked = add(strict, product, {}, child_id='1"><script>')
    page = asked.content.decode()
    assert asked.status_code == 422
    assert not Line.objects.exists()
    assert "<script>" not in page.split("<body>")[1]

    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token
    assert 'name="quantity" value="2"' in page
    assert add(strict, product, {}, csrfmiddlewaretoken=token[1]).status_code == 302
    assert Line.objects.get().quantity == 2


def test_it_takes_no_other_form_without_its_token(strict: Client, product: Product) -> None:
    add(strict, product, OURS[2])
    line = Line.objects.get()

    for address in (f"/keranjang/ubah/{line.pk}/", "/keranjang/voucher/", "/keranjang/kirim/", "/akun/masuk/"):
        assert strict.post(address, {"remove": "1"}, **OURS[2]).status_code == 403, address
    assert Line.objects.exists()
