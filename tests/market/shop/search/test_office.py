"""Staff edit the padanan kata at /kelola/."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from market.accounts.models import User
from market.accounts.roles import EDITOR, OPERATOR, appoint
from market.shop.search.models import Synonym
from market.shop.search.seeds import rows
from tests.cast import sign_in
from tests.catalogue.goods import make_product

pytestmark = pytest.mark.django_db
INDEX = "/kelola/padanan-kata/"


def signed_in(role: str | None) -> Client:
    user = User.objects.create_user(f"+62812000{User.objects.count():05}")
    if role:
        appoint(user=user, role=role)
    client = Client()
    sign_in(client, user)
    return client


def typed(**changed: Any) -> dict[str, Any]:
    return {"typed": "tudung", "effect": "also", "finds": "seraung", "note": ""} | changed


@pytest.mark.parametrize("role", [OPERATOR, EDITOR])
def test_it_lets_staff_say_what_buyers_call_things(role: str) -> None:
    make_product("Seraung daun biru")
    staff = signed_in(role)

    assert staff.get(INDEX).status_code == 200
    staff.post(f"{INDEX}new/", typed())

    assert Synonym.objects.get(typed="tudung").finds == "seraung"
    assert [product.title for product in Client().get("/cari/?q=tudung").context["products"]] == ["Seraung daun biru"]


def test_it_refuses_a_row_that_would_do_nothing() -> None:
    answer = signed_in(OPERATOR).post(f"{INDEX}new/", typed(finds=" , "))

    assert "Tulis kata yang dicari" in answer.content.decode()
    assert not Synonym.objects.filter(typed="tudung").exists()


def test_it_is_shut_to_strangers() -> None:
    for stranger in (Client(), signed_in(None)):
        assert stranger.get(INDEX).status_code != 200
        stranger.post(f"{INDEX}new/", typed())

    assert not Synonym.objects.filter(typed="tudung").exists()


def test_it_begins_with_the_words_of_the_region() -> None:
    assert Synonym.objects.count() == len(rows())
    for row in rows():
        Synonym(**row).full_clean()
