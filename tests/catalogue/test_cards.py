"""A card says what its product says, though no model is built for it."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.utils.timezone import now
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from catalogue.cards import cards_for
from catalogue.managers import CARD_PICTURE
from catalogue.models import Product, ProductImage
from catalogue.templatetags.cards import product_cards
from catalogue.wording import ProductTranslation
from market.pagecache.thrift import is_thrifty
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


def test_a_card_that_was_written_before_says_what_holds_now() -> None:
    product = make_product("Amplang", price=25_000)
    ProductTranslation.objects.create(product=product, title="Amplang", written_at=now())
    add_picture(product)

    def written() -> str:
        return str(product_cards(cards_for([product.pk])))

    first = written()
    assert written() == first
    assert "25.000" in first
    with override("en"):
        assert 'lang="id"' not in written()  # the same word, but staff have said it
        ProductTranslation.objects.all().delete()
        assert 'lang="id"' in written()
    StockRecord.objects.filter(product=product).update(price=26_000)
    assert "26.000" in written()
    saving = is_thrifty.set(True)
    try:
        assert "data-picture" in written()
    finally:
        is_thrifty.reset(saving)
    assert "data-picture" not in written()


def test_a_picture_whose_original_came_back_is_shown_again() -> None:
    product = make_product()
    add_picture(product)
    picture = Picture.objects.get()
    picture.renditions.all().delete()
    whole = picture.file.read()
    picture.file.storage.delete(picture.file.name)
    assert "empty" in cards_for([product.pk])[0].picture.src

    picture.file.storage.save(picture.file.name, ContentFile(whole))
    assert "empty" not in cards_for([product.pk])[0].picture.src
