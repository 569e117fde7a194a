"""A card says what its product says, though no model is built for it."""

from __future__ import annotations

import pytest
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from catalogue.cards import cards_for
from catalogue.managers import CARD_PICTURE
from catalogue.models import Product, ProductImage
from market.pictures.models import Picture
from market.pictures.shown import shown_of
from market.shop.partner.models import StockRecord
from tests.catalogue.goods import add_picture, make_product, make_size

pytestmark = pytest.mark.django_db


def test_it_says_what_the_product_says(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    sizes = make_product("Madu", structure="parent", price=None, unit_of_sale="toples")
    make_size(sizes, "1 kg", 90_000)
    make_size(sizes, "100 g", 10_000)
    hidden = make_size(sizes, "50 g", 5_000)
    Product.objects.filter(pk=hidden.pk).update(is_public=False)
    taken = make_product("Habis", price=20_000, stock=3)
    StockRecord.objects.filter(product=taken).update(num_allocated=3)
    numbers = [taken.pk, sizes.pk, make_product("Tanpa harga", price=None).pk, make_product("Biasa").pk]

    with override("en"), django_assert_num_queries(1):
        cards = cards_for(numbers)

    assert [card.pk for card in cards] == numbers
    for card in cards:
        product = Product.objects.for_cards().get(pk=card.pk)
        assert (card.lowest_price, card.has_several_prices, card.has_stock, card.village, card.district) == (
            product.lowest_price(),
            product.has_several_prices(),
            product.has_stock(),
            product.village.name,
            product.village.district.name,
        )
        with override("en"):
            assert (card.url, card.unit) == (product.get_absolute_url(), product.get_unit_of_sale_display())


def test_it_shows_the_first_picture_and_follows_its_focus(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    product = make_product()
    add_picture(product)
    assert cards_for([product.pk])[0].picture is not None

    Picture.objects.update(focal_point_x=9, focal_point_y=9, focal_point_width=4, focal_point_height=4)
    cards_for([product.pk])  # makes what is missing for the new focus
    with django_assert_num_queries(1):
        shown = cards_for([product.pk])[0].picture

    assert shown == shown_of(ProductImage.objects.get().original, CARD_PICTURE)
