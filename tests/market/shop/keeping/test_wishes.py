"""Favourites and "Kabari saya": pressed on pages that are the same for everybody, kept by whoever signs in."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalogue.models import Product
from market.accounts.models import User
from market.shop.keeping import wishes
from market.shop.keeping.models import Favourite, Wait
from tests.market.accounts.conftest import last_code
from tests.market.shop.goods import make_product

HERE = {"HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_ORIGIN": "http://testserver"}
ELSEWHERE = {"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_ORIGIN": "https://elsewhere.example"}


def kept_by(user: User) -> list[int]:
    return list(Favourite.objects.filter(user=user).values_list("product_id", flat=True))


def test_a_product_is_kept_listed_and_forgotten(hers: Client, rina: User, amplang: Product) -> None:
    path, page = f"/akun/favorit/{amplang.pk}/", amplang.get_absolute_url()
    for _ in range(2):
        assert hers.post(path)["Location"] == page
    assert kept_by(rina) == [amplang.pk]
    assert "Tersimpan" in hers.get(page).content.decode()
    assert amplang.title in hers.get("/akun/favorit/").content.decode()
    assert amplang.title in hers.get("/akun/").content.decode()

    assert hers.post(path, {"do": "drop", "from": "list"})["Location"] == "/akun/favorit/"
    assert kept_by(rina) == []


def test_who_is_not_signed_in_signs_in_and_comes_back_with_it_kept(
    client: Client, rina: User, amplang: Product, gone: Product
) -> None:
    for product, path in ((amplang, f"/akun/favorit/{amplang.pk}/"), (gone, f"/akun/kabari/{gone.pk}/")):
        client.logout()
        assert client.post(path, **HERE)["Location"] == f"/akun/masuk/?next={path}"
        client.post("/akun/masuk/", {"phone": rina.phone, "next": path})
        code = {"code": last_code(rina.phone), "action": "verify", "next": path}
        assert client.post("/akun/kode/", code)["Location"] == path
        assert client.get(path)["Location"] == product.get_absolute_url()

    assert kept_by(rina) == [amplang.pk]
    assert Wait.objects.get().product == gone


def test_an_address_alone_keeps_nothing(hers: Client, rina: User, amplang: Product, gone: Product) -> None:
    assert hers.get(f"/akun/favorit/{amplang.pk}/")["Location"] == amplang.get_absolute_url()
    assert hers.get(f"/akun/kabari/{gone.pk}/")["Location"] == gone.get_absolute_url()
    assert (kept_by(rina), Wait.objects.count()) == ([], 0)


def test_other_sites_keep_nothing_for_her(rina: User, amplang: Product) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(rina)
    assert browser.post(f"/akun/favorit/{amplang.pk}/", **ELSEWHERE).status_code == 403
    assert browser.post(f"/akun/favorit/{amplang.pk}/").status_code == 422
    assert kept_by(rina) == []
    assert browser.post(f"/akun/favorit/{amplang.pk}/", **HERE).status_code == 302
    assert kept_by(rina) == [amplang.pk]


def test_one_person_touches_nothing_of_anothers(hers: Client, tono: User, amplang: Product, gone: Product) -> None:
    wishes.keep_favourite(user=tono, product=amplang)
    wishes.wait_for(user=tono, product=gone, language="id")

    for path in (f"/akun/favorit/{amplang.pk}/", f"/akun/kabari/{gone.pk}/"):
        for client in (hers, Client()):
            client.post(path, {"do": "drop", "user": tono.pk})
    page = hers.get("/akun/favorit/").content.decode()

    assert (kept_by(tono), Wait.objects.filter(user=tono).count()) == ([amplang.pk], 1)
    assert amplang.title not in page
    assert gone.title not in page
    assert Client().get("/akun/favorit/")["Location"].startswith("/akun/masuk/")


def test_goods_that_are_not_for_everybodys_eyes_are_not_there(hers: Client, rina: User, amplang: Product) -> None:
    wishes.keep_favourite(user=rina, product=amplang)
    Product.objects.filter(pk=amplang.pk).update(is_public=False)

    assert hers.post(f"/akun/favorit/{amplang.pk}/").status_code == 404
    assert hers.post("/akun/favorit/999999999999999999999/").status_code == 404
    assert amplang.title not in hers.get("/akun/favorit/").content.decode()
    hers.post(f"/akun/favorit/{amplang.pk}/", {"do": "drop"})
    assert kept_by(rina) == []


def test_nobody_keeps_or_waits_without_end(
    hers: Client, rina: User, amplang: Product, gone: Product, monkeypatch: Any
) -> None:
    monkeypatch.setattr(wishes, "MOST_FAVOURITES", 0)
    monkeypatch.setattr(wishes, "MOST_WAITS", 0)
    assert "sudah penuh" in hers.post(f"/akun/favorit/{amplang.pk}/", follow=True).content.decode()
    assert "terlalu banyak" in hers.post(f"/akun/kabari/{gone.pk}/", follow=True).content.decode()
    assert (kept_by(rina), Wait.objects.count()) == ([], 0)


def test_she_stops_waiting(hers: Client, rina: User, gone: Product) -> None:
    hers.post(f"/akun/kabari/{gone.pk}/")
    assert "Berhenti menunggu" in hers.get(gone.get_absolute_url()).content.decode()
    assert gone.title in hers.get("/akun/favorit/").content.decode()
    hers.post(f"/akun/kabari/{gone.pk}/", {"do": "drop"})
    assert not Wait.objects.exists()


def test_there_is_nothing_to_wait_for_where_it_is_there(rina: User, amplang: Product) -> None:
    with pytest.raises(wishes.AlreadyThere):
        wishes.wait_for(user=rina, product=amplang, language="id")


def test_many_cost_as_few_queries_as_one(hers: Client, rina: User, amplang: Product) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert hers.get("/akun/favorit/").status_code == 200
        return len(queries)

    wishes.keep_favourite(user=rina, product=amplang)
    hers.get("/akun/favorit/")
    one = cost()
    for _ in range(5):
        wishes.keep_favourite(user=rina, product=make_product(amplang.seller))
    assert cost() == one <= 9
