"""Goods are listed, looked at, changed and counted."""

from __future__ import annotations

import pytest

from catalogue.models import Product
from market.notify.models import Message
from market.shop.partner.models import StockRecord
from sellers.actions import NotWaiting, approve_product, describe_product, edit_product, reject_product
from sellers.registers.counting import set_stock
from tests.sellers.conftest import a_picture, listed

pytestmark = pytest.mark.django_db


def edited(product, **changes):
    answers = {
        "title": product.title,
        "price": 25_000,
        "unit_of_sale": "bungkus",
        "packaging": "plastik",
        "shipping_weight_g": 300,
    }
    return edit_product(product=product, **{**answers, **changes})


def test_it_is_not_seen_until_an_operator_approves(amplang, operator, snacks):
    assert not Product.objects.on_sale().exists()
    assert list(Product.objects.waiting()) == [amplang]
    approve_product(product=amplang, by=operator, category=snacks)
    assert list(Product.objects.on_sale()) == [amplang]
    amplang.refresh_from_db()
    assert amplang.reviewed_by == operator
    assert list(amplang.categories.all()) == [snacks]


def test_it_knows_its_maker_seller_village_price_and_picture(amplang, siti):
    assert amplang.producer == siti
    assert amplang.seller == siti.seller.partner
    assert amplang.village == siti.village
    offer = amplang.stockrecords.get()
    assert (offer.price, offer.net_stock_level, offer.price_currency) == (25_000, 12, "IDR")
    assert amplang.images.get().original.width == 800


def test_the_same_reference_is_the_same_listing(siti):
    first, second = (listed(siti, reference="0191f5a0-aaaa") for _ in range(2))
    assert first.pk == second.pk
    assert Product.objects.count() == 1


def test_the_producer_is_told_what_to_mend(amplang, operator):
    reject_product(product=amplang, by=operator, note="Fotonya gelap")
    amplang.refresh_from_db()
    assert (amplang.moderation, amplang.is_public) == ("rejected", False)
    text = Message.objects.get(template="product_rejected").text
    assert "Fotonya gelap" in text
    assert "Amplang ikan pipih" in text


def test_it_is_decided_once(amplang, snacks):
    approve_product(product=amplang, by=None, category=snacks)
    for decide in (approve_product, reject_product):
        with pytest.raises(NotWaiting):
            decide(product=amplang, by=None)


def test_price_stock_and_packing_change_at_once(on_sale):
    edited(on_sale, price=30_000, stock=5, packaging="kaca", shipping_weight_g=450)
    product = Product.objects.on_sale().get()
    assert (product.packaging, product.shipping_weight_g) == ("kaca", 450)
    offer = product.stockrecords.get()
    assert (offer.price, offer.net_stock_level) == (30_000, 5)


@pytest.mark.parametrize("change", [{"title": "Amplang udang"}, {"unit_of_sale": "kg"}, {"picture": True}])
def test_a_new_look_waits_again(on_sale, change):
    if "picture" in change:
        change = {"picture": a_picture()}
    edited(on_sale, **change)
    assert not Product.objects.on_sale().exists()
    assert Product.objects.waiting().count() == 1
    assert on_sale.images.count() == 1


def test_what_was_sent_back_waits_again_after_any_change(amplang):
    reject_product(product=amplang, by=None, note="Beratnya?")
    assert edited(amplang, shipping_weight_g=350).moderation == "waiting"


@pytest.mark.parametrize("words", ["", "Obat kuat"])
def test_what_was_sent_back_for_its_words_waits_again_without_them(amplang, words):
    how = {"is_made_to_order": False, "ships_abroad": False}
    describe_product(product=amplang, how_made="Obat kuat", **how)
    reject_product(product=amplang, by=None, note="Bukan obat.")
    assert describe_product(product=amplang, how_made=words, **how).moderation == "waiting"


def test_words_taken_out_of_what_is_on_sale_wait_for_nobody(on_sale):
    Product.objects.filter(pk=on_sale.pk).update(how_made="Digoreng")
    described = describe_product(product=on_sale, how_made="", is_made_to_order=False, ships_abroad=False)
    assert (described.how_made, described.moderation, described.is_public) == ("", "approved", True)


def test_stock_never_counts_what_orders_have_taken(amplang):
    StockRecord.objects.get().allocate(4)
    set_stock(product=amplang, stock=0)
    offer = StockRecord.objects.get()
    assert (offer.num_in_stock, offer.net_stock_level) == (4, 0)
    set_stock(product=amplang, stock=7)
    offer.refresh_from_db()
    assert (offer.num_in_stock, offer.net_stock_level) == (11, 7)


def test_an_edit_without_a_count_leaves_the_stock_alone(amplang):
    StockRecord.objects.get().allocate(4)
    edited(amplang, price=26_000)
    assert StockRecord.objects.get().net_stock_level == 8
