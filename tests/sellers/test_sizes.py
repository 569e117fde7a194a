"""The sizes of a product are looked at together with it."""

from __future__ import annotations

import pytest
from django.test import Client

from catalogue.models import Product
from sellers.actions import approve_product, reject_product
from tests.catalogue.goods import make_product, make_size

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting() -> Product:
    product = make_product("Amplang", structure="parent", price=None, moderation="waiting")
    make_size(product, "250 g", 25_000)
    return product


def test_it_offers_the_sizes_of_what_is_approved(waiting: Product, client: Client) -> None:
    approve_product(product=waiting, by=None)

    page = client.get(waiting.get_absolute_url()).content.decode()

    assert "250 g" in page
    assert "/keranjang/add/" in page


def test_it_takes_the_sizes_of_what_is_rejected_out_of_sight(waiting: Product) -> None:
    reject_product(product=waiting, by=None, note="Fotonya gelap.")

    assert set(waiting.children.values_list("moderation", "is_public")) == {("rejected", False)}
