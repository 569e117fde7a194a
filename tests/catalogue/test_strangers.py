"""What is not on sale is nowhere: not on its page, in no list, in no search."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from catalogue.models import Product
from tests.catalogue.goods import make_category, make_maker, make_product

pytestmark = pytest.mark.django_db
STATES = [state for state in Product.Moderation.values if state != Product.Moderation.APPROVED]


def everywhere(product: Product) -> list[str]:
    return [product.get_absolute_url(), "/produk/", "/kategori/camilan/", "/cari/?q=rahasia", "/en/cari/?q=rahasia"]


@pytest.mark.parametrize("state", STATES)
def test_it_hides_what_is_not_approved(client: Client, state: str) -> None:
    product = make_product("Keripik rahasia", moderation=state, category=make_category("Camilan"))

    page, *lists = everywhere(product)

    assert client.get(page).status_code == 404
    for address in lists:
        assert "Keripik rahasia" not in client.get(address).content.decode(), address


def test_it_hides_the_goods_of_a_closed_shop(client: Client) -> None:
    product = make_product("Keripik rahasia", by=make_maker(is_open=False), category=make_category("Camilan"))

    page, *lists = everywhere(product)

    assert client.get(page).status_code == 404
    for address in lists:
        assert "Keripik rahasia" not in client.get(address).content.decode(), address


def test_it_shows_everywhere_what_is_approved(client: Client) -> None:
    product = make_product("Keripik rahasia", category=make_category("Camilan"))

    for address in everywhere(product):
        assert "Keripik rahasia" in client.get(address).content.decode(), address


def test_it_hides_it_from_staff_too(client: Client) -> None:
    staff = get_user_model()(phone="+6281200000001", is_staff=True, is_superuser=True)
    staff.save()
    client.force_login(staff)
    product = make_product(moderation=Product.Moderation.WAITING)

    answer = client.get(product.get_absolute_url())

    assert answer.status_code == 404
