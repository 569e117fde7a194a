"""What visitors send that is wrong, or that nobody asked for: told in plain words or left alone, nothing lost."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client

from catalogue.models import Product
from market.settlement.models import OrderGroup
from market.shop.order.models import Order
from market.shop.order.status import Status
from tests.market.shop.walk import ADDRESS, put_in, to_review

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("way", ["cash", "qris", "bitcoin", "x" * 500, "stripe\x00"])
def test_a_way_that_was_not_offered_places_nothing(client: Client, product: Product, way: str) -> None:
    form = {**to_review(client, product), "cara": way}
    assert client.post("/bayar/periksa/", form).status_code == 409
    assert not OrderGroup.objects.exists()


@pytest.mark.parametrize("token", ["", "x", "1:2:3", None])
def test_a_tampered_token_changes_nothing(client: Client, product: Product, token: str | None) -> None:
    form = to_review(client, product)
    form["token"] = token if token is not None else f"{form['token'][:-2]}xx"

    assert client.post("/bayar/periksa/", form).url == "/bayar/periksa/"
    assert not OrderGroup.objects.exists()


def test_fields_that_nobody_asked_for_change_nothing(client: Client, product: Product, double: str) -> None:
    form = to_review(client, product)
    client.post("/bayar/periksa/", {**form, "total": "1", "price": "1", "charge": "0", "status": "paid", "user": "1"})

    group = OrderGroup.objects.get()
    assert (group.total, group.user, Order.objects.get().status) == (65_000, None, Status.AWAITING_PAYMENT)


def test_nobody_fills_the_session_with_choices(client: Client, product: Product) -> None:
    to_review(client, product)
    client.post("/bayar/periksa/", {f"kirim-{number}": "x" * 31 for number in range(50)})
    client.post("/bayar/periksa/", {f"kirim-{number}": "reguler" for number in range(900)})

    assert len(client.session["checkout"]["choices"]) <= 100


def test_a_stranger_cannot_place_somebody_elses_basket(client: Client, product: Product) -> None:
    form = to_review(client, product)
    stranger = Client()
    to_review(stranger, product)

    stranger.post("/bayar/periksa/", form)

    assert not OrderGroup.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name", "", "Isi nama orang yang menerima barang."),
        ("phone", "12", "Nomor telepon belum benar"),
        ("phone", "", "Isi nomor telepon"),
        ("email", "siti@", "Email belum benar"),
        ("district", "", "Ketik nama kecamatan"),
        ("street", "", "Isi jalan dan nomor rumah"),
        ("postcode", "12a", "Kode pos terdiri dari 5 angka"),
    ],
)
def test_a_wrong_answer_is_told_beside_its_field_and_nothing_is_lost(
    client: Client, product: Product, field: str, typed: str, words: str
) -> None:
    put_in(client, product)

    page = client.post("/bayar/", {**ADDRESS, field: typed})

    html = unescape(page.content.decode())
    assert page.status_code == 200
    assert words in html
    for name, value in ADDRESS.items():
        assert name in (field, "district") or value in html
    assert field == "district" or "Tebet" in html


@pytest.mark.parametrize("path", ["/bayar/", "/bayar/periksa/"])
def test_without_goods_it_leads_back(client: Client, path: str) -> None:
    assert client.get(path).status_code == 302
