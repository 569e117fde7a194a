"""A product is found with all that its page says of it in one query, and nothing is asked for that is not there."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalogue.managers import CARD_PICTURE
from catalogue.models import Product
from catalogue.product_rows import find_product
from market.pictures.shown import shown_of
from sellers.models import Permit
from tests.catalogue.goods import add_picture, make_category, make_product, make_size

pytestmark = pytest.mark.django_db


@pytest.fixture
def product() -> Product:
    product = make_product(price=25_000, stock=7, category=make_category("Amplang", above=make_category("Camilan")))
    for _ in range(2):
        shown_of(add_picture(product).original, CARD_PICTURE)  # makes its files
    return product


def test_it_comes_with_offer_pictures_and_shelves(
    product: Product, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        found: Any = find_product(product.pk)
        assert found
        [offer] = found.offers()
        images = list(found.images.all())
        cards = [shown_of(image.original, CARD_PICTURE) for image in images]
        shelves = [row["name"] for row in found.shelves]

    assert (offer.price, offer.net_stock_level) == (Decimal(25_000), 7)
    assert offer == product.stockrecords.get()
    assert images == list(product.images.order_by("display_order"))
    assert all(card.byte_count for card in cards)
    assert shelves == ["Camilan", "Amplang"]
    assert found.images.all()[0].original.title == product.title  # asked for when somebody wants it


def test_its_sizes_take_one_more(product: Product, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    whole = make_product("Madu", structure="parent", price=None)
    sizes = [make_size(whole, "100 g", 10_000), make_size(whole, "1 kg", 90_000)]

    with django_assert_num_queries(2):
        found: Any = find_product(sizes[0].pk)
        assert found
        prices = [offer.price for offer in found.offers()]

    assert (found, prices) == (whole, [10_000, 90_000])


def test_its_page_asks_for_no_permit_answer_or_page_that_is_not_there(
    product: Product, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    address = product.get_absolute_url()
    client.get(address)
    with django_assert_max_num_queries(4) as asked:  # the product, its site, what lies around it, other goods
        client.get(address)
    tables = " ".join(query["sql"] for query in asked.captured_queries[1:])

    assert "sellers_question" not in tables
    assert "sellers_permit" not in tables
    assert "cms_makerpage" not in tables


def test_a_permit_shows_as_soon_as_staff_have_seen_it(product: Product, client: Client) -> None:
    nobody = "Belum ada izin atau sertifikat halal"
    assert nobody in client.get(product.get_absolute_url()).content.decode()

    permit = Permit.objects.create(
        seller=product.producer.seller, kind=Permit.Kind.NIB, number="9120001", state=Permit.State.SEEN,
        checked_at=product.date_created,
    )  # fmt: skip

    page = client.get(product.get_absolute_url()).content.decode()
    assert permit.number in page
    assert nobody not in page
