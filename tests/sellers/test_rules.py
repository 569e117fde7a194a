"""What the app checks before it sends is what the forms check, in their words."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from django.test import Client

from sellers.forms import HandOverForm, ProductForm, RestockForm
from sellers.rules import rules_of
from tests.cast import sign_in


def test_a_number_has_its_limits_and_the_words_for_them() -> None:
    price = rules_of(ProductForm(user=None))["price"]

    assert price["kind"] == "rupiah"
    assert (price["least"], price["most"]) == (500, 100_000_000)
    form = ProductForm({"price": "400"}, user=None)
    assert form.errors["price"] == [price["too_small"]]
    form = ProductForm({"price": "dua"}, user=None)
    assert form.errors["price"] == [price["invalid"]]
    assert rules_of(RestockForm())["stock"]["least"] == 1


def test_words_have_a_length_and_need_a_letter() -> None:
    title = rules_of(ProductForm(user=None))["title"]

    assert ProductForm({"title": "123"}, user=None).errors["title"] == [title["no_letter"]]
    assert ProductForm({"title": "a" * 81}, user=None).errors["title"] == [title["too_long"]]
    assert "required" not in rules_of(HandOverForm()).get("tracking_number", {})


def test_a_photo_is_asked_for_only_where_it_is_needed() -> None:
    new = ProductForm({}, user=None)

    assert new.errors["photo"] == [rules_of(new)["photo"]["required"]]
    assert "photo" not in rules_of(ProductForm(user=None, needs_photo=False))
    assert "reference" not in rules_of(new)


@pytest.mark.django_db
def test_the_form_on_the_page_carries_them(client: Client, siti) -> None:
    sign_in(client, siti.user)

    page = client.get("/jual/produk/baru/").content.decode()

    said = re.search(r'data-rules="([^"]+)"', page)
    assert said
    assert json.loads(unescape(said[1])) == rules_of(ProductForm(user=None))
    whose = re.search(r'<body[^>]* data-person="(\d+)"', page)
    assert whose
    assert whose[1] == str(siti.user.pk)
