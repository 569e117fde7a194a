"""Saved addresses: a person's own, one of them the default, offered at the checkout."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalogue.models import Product
from market.accounts.models import User
from market.shop.keeping import addresses
from market.shop.keeping.models import SavedAddress
from tests.market.shop.keeping.conftest import keep_address
from tests.market.shop.walk import put_in

TYPED = {
    "name": "Ibu Rina",
    "phone": "0812 1111 3333",
    "district": "31.74.01",
    "street": "Jl. Manggarai 7",
    "postcode": "",
}


def streets(user: User) -> list[tuple[str, bool]]:
    return list(SavedAddress.objects.filter(user=user).values_list("street", "is_default"))


def test_they_are_kept_changed_and_forgotten(hers: Client, rina: User) -> None:
    keep_address(rina)
    hers.post("/akun/alamat/baru/", {**TYPED, "user": "1", "is_default": "on"})
    new = SavedAddress.objects.get(street="Jl. Manggarai 7")
    assert (new.phone, new.is_default) == ("+6281211113333", False)

    hers.post(f"/akun/alamat/{new.pk}/", {**TYPED, "street": "Jl. Manggarai 8"})
    hers.post(f"/akun/alamat/{new.pk}/utama/")
    assert streets(rina) == [("Jl. Manggarai 8", True), ("Jl. Tebet 5", False)]
    assert "Jl. Manggarai 8" in hers.get("/akun/").content.decode()

    hers.post(f"/akun/alamat/{new.pk}/hapus/")
    assert streets(rina) == [("Jl. Tebet 5", True)]


def test_what_was_typed_wrongly_is_asked_again(hers: Client, rina: User) -> None:
    page = hers.post("/akun/alamat/baru/", {**TYPED, "phone": "12", "postcode": "9"}).content.decode()
    assert "Nomor telepon belum benar" in page
    assert "Jl. Manggarai 7" in page
    assert streets(rina) == []


def test_the_same_one_twice_is_one_and_nobody_keeps_without_end(rina: User, monkeypatch: Any) -> None:
    assert keep_address(rina) == keep_address(rina)
    monkeypatch.setattr(addresses, "MOST", 1)
    with pytest.raises(addresses.TooMany):
        keep_address(rina, street="Jl. Lain 1")


def test_the_database_knows_one_default_only(rina: User) -> None:
    keep_address(rina)
    second = keep_address(rina, street="Jl. Lain 1")
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedAddress.objects.filter(pk=second.pk).update(is_default=True)


def test_a_stranger_reaches_none_of_them_by_any_method(hers: Client, tono: User, amplang: Product) -> None:
    his = keep_address(tono, street="Jl. Rahasia 1")
    put_in(hers, amplang)
    for path in (f"/akun/alamat/{his.pk}/", f"/akun/alamat/{his.pk}/hapus/", f"/akun/alamat/{his.pk}/utama/"):
        for method in ("get", "post", "put", "patch", "delete"):
            assert getattr(hers, method)(path, TYPED).status_code in (404, 405), (method, path)
    assert hers.post("/bayar/", {"use": his.pk}, follow=True).status_code == 200
    assert "checkout" not in hers.session or "contact" not in hers.session["checkout"]
    for page in ("/akun/", "/akun/alamat/", "/bayar/"):
        assert "Jl. Rahasia 1" not in hers.get(page).content.decode()
    assert streets(tono) == [("Jl. Rahasia 1", True)]
    assert Client().get("/akun/alamat/")["Location"].startswith("/akun/masuk/")


def test_the_checkout_offers_them_and_one_press_goes_on(hers: Client, rina: User, amplang: Product) -> None:
    address = keep_address(rina)
    put_in(hers, amplang)
    assert "Kirim ke sini" in hers.get("/bayar/").content.decode()

    assert hers.post("/bayar/", {"use": address.pk})["Location"] == "/bayar/periksa/"
    assert "Jl. Tebet 5" in hers.get("/bayar/periksa/").content.decode()
    for nonsense in ("", "x", "9" * 5000, "-1", "٣"):
        assert hers.post("/bayar/", {"use": nonsense})["Location"] == "/bayar/"


def test_the_checkout_keeps_the_one_used_if_she_wishes(hers: Client, rina: User, amplang: Product) -> None:
    put_in(hers, amplang)
    hers.post("/bayar/", {**TYPED, "note": "rumah biru"})
    assert streets(rina) == []

    hers.post("/bayar/", {**TYPED, "note": "rumah biru", "keep": "on"})
    assert streets(rina) == [("Jl. Manggarai 7", True)]
    assert hers.session["checkout"]["contact"]["note"] == "rumah biru"


def test_a_guest_is_offered_nothing_to_keep(client: Client, amplang: Product) -> None:
    put_in(client, amplang)
    assert 'name="keep"' not in client.get("/bayar/").content.decode()
    assert client.post("/bayar/", {**TYPED, "keep": "on"})["Location"] == "/bayar/periksa/"
    assert not SavedAddress.objects.exists()


def test_twenty_cost_as_few_queries_as_one(hers: Client, rina: User) -> None:
    def cost(path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert hers.get(path).status_code == 200
        return len(queries)

    keep_address(rina)
    hers.get("/akun/alamat/")
    one = cost("/akun/alamat/")
    for number in range(19):
        keep_address(rina, street=f"Jl. {number}")
    assert cost("/akun/alamat/") == one <= 6
    assert cost("/akun/") <= 10
