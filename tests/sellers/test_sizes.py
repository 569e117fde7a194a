"""A product gets sizes: made and changed by its seller, looked at together with it, and bought one by one."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from catalogue.models import Product
from market.shop.basket.actions import add_to_basket
from market.shop.basket.models import Basket
from market.shop.checkout.actions import place_order_group
from market.shop.order.actions import hand_over
from market.shop.order.models import Order
from market.shop.partner.models import StockRecord
from market.shop.partner.strategy import Strategy
from sellers.actions import ChangedMeanwhile, SizeExists, approve_product, edit_product, edit_size, reject_product
from tests.catalogue.goods import make_product, make_size
from tests.market.shop.goods import make_basket, make_buyer, make_tariff, stock_of
from tests.sellers.conftest import listed, signed_in, sized
from tests.sellers.purchases import bought

pytestmark = pytest.mark.django_db

NEW = {"label": "500 g", "price": "Rp 45.000", "stock": "4", "shipping_weight_g": "600"}


@pytest.fixture
def waiting() -> Product:
    product = make_product("Amplang", structure="parent", price=None, moderation="waiting")
    make_size(product, "250 g", 25_000)
    return product


def page_of(response) -> str:
    return response.content.decode()


def sizes_of(product: Product) -> list[tuple]:
    fields = ("title", "stockrecords__price", "stockrecords__num_in_stock", "shipping_weight_g", "moderation")
    return list(product.children.order_by("pk").values_list(*fields))


def reopened(basket: Basket) -> Basket:
    """Return the basket as the next request finds it."""
    basket = Basket.objects.get(pk=basket.pk)
    basket.strategy = Strategy()
    return basket


def placed(basket: Basket) -> Order:
    group = place_order_group(basket=basket, buyer=make_buyer(), choices={}, now=timezone.now())
    return Order.objects.get(membership__group=group)


def test_it_offers_the_sizes_of_what_is_approved(waiting: Product, client: Client) -> None:
    approve_product(product=waiting, by=None)

    page = client.get(waiting.get_absolute_url()).content.decode()

    assert "250 g" in page
    assert "/keranjang/add/" in page


def test_it_takes_the_sizes_of_what_is_rejected_out_of_sight(waiting: Product) -> None:
    reject_product(product=waiting, by=None, note="Fotonya gelap.")

    assert set(waiting.children.values_list("moderation", "is_public")) == {("rejected", False)}


def test_what_was_sold_becomes_the_first_size(on_sale):
    sized(on_sale)
    on_sale.refresh_from_db()
    assert on_sale.is_parent
    assert not on_sale.stockrecords.exists()
    assert sizes_of(on_sale) == [("250 g", 25_000, 12, 300, "approved"), ("500 g", 45_000, 4, 600, "approved")]
    assert list(Product.objects.on_sale()) == [on_sale]


def test_a_third_size_leaves_the_others_alone(on_sale):
    sized(on_sale)
    sized(on_sale, label="1 kg", price=80_000)
    assert [size[0] for size in sizes_of(on_sale)] == ["250 g", "500 g", "1 kg"]


def test_the_same_size_is_not_made_twice(on_sale):
    with pytest.raises(SizeExists):
        sized(on_sale, label="250 G")
    assert Product.objects.get() == on_sale, "nothing was changed"
    sized(on_sale)
    with pytest.raises(SizeExists):
        sized(on_sale)
    with pytest.raises(SizeExists):
        edit_size(size=on_sale.children.get(title="500 g"), label="250 g", price=1_000, shipping_weight_g=1)


def test_placed_orders_keep_what_they_took(on_sale):
    order, *_ = bought((on_sale, 3))
    sized(on_sale)
    first = on_sale.children.get(title="250 g")
    assert stock_of(first) == (12, 3)
    line = order.lines.get()
    assert (line.product, line.stockrecord) == (on_sale, first.stockrecords.get())
    hand_over(order=order, carrier="JNE", tracking_number="1", by=None)
    assert stock_of(first) == (9, 0)


def test_a_basket_with_the_old_product_can_be_bought(on_sale, client):
    make_tariff(on_sale.village.district)
    basket = make_basket((on_sale, 2))
    sized(on_sale)
    first = on_sale.children.get(title="250 g")
    edit_size(size=first, label="250 g", price=26_000, shipping_weight_g=350)
    basket = reopened(basket)
    assert add_to_basket(basket=basket, product=first, quantity=1) == 3, "it is the same line"
    line = placed(reopened(basket)).lines.get()
    assert (line.title, line.quantity, line.unit_price_incl_tax) == ("Amplang ikan pipih, 250 g", 3, 26_000)
    assert stock_of(first) == (12, 3)


def test_a_line_that_slipped_in_meanwhile_can_be_bought_too(on_sale):
    """Somebody put the product into her basket in the very moment in which it got sizes."""
    make_tariff(on_sale.village.district)
    basket = make_basket((on_sale, 2))
    sized(on_sale)
    basket.lines.update(product=on_sale)
    placed(reopened(basket))
    assert stock_of(on_sale.children.get(title="250 g")) == (12, 2)


def test_a_purchase_keeps_its_lines_when_it_is_placed_already(on_sale):
    bought((on_sale, 1))
    sized(on_sale)
    assert Basket.objects.get().lines.get().product == on_sale


def test_a_new_size_can_be_bought(on_sale):
    size = sized(on_sale)
    size.village = on_sale.village
    order, *_ = bought((size, 3))
    line = order.lines.get()
    assert (line.title, line.unit_price_incl_tax) == ("Amplang ikan pipih, 500 g", 45_000)
    assert stock_of(size) == (4, 3)
    assert order.delivery.charged_weight_g == 2_000, "three of 600 g, not of the first size's 300 g"


def test_it_waits_with_its_product(amplang, operator):
    seen = amplang.submitted_at
    sized(amplang)
    with pytest.raises(ChangedMeanwhile):
        approve_product(product=amplang, by=operator, seen=seen)
    approve_product(product=amplang, by=operator)
    assert {size[-1] for size in sizes_of(amplang)} == {"approved"}


def test_what_was_sent_back_waits_again_with_a_new_size(amplang):
    reject_product(product=amplang, by=None, note="Ada ukuran lain?")
    sized(amplang)
    amplang.refresh_from_db()
    assert amplang.moderation == "waiting"
    assert {size[-1] for size in sizes_of(amplang)} == {"waiting"}


def test_a_new_name_of_the_product_hides_its_sizes_until_it_is_looked_at(on_sale):
    sized(on_sale)
    edit_product(product=on_sale, title="Amplang udang", unit_of_sale="toples", packaging="kaca")
    assert sizes_of(on_sale)[0][:4] == ("250 g", 25_000, 12, 300)
    assert set(on_sale.children.values_list("moderation", "is_public", "packaging")) == {("waiting", False, "kaca")}


def test_a_form_sent_again_after_all_that_finds_the_product(siti):
    product = listed(siti, reference="0191f5a0-aaaa")
    sized(product)
    assert listed(siti, reference="0191f5a0-aaaa") == product


def test_the_operator_sees_the_sizes(amplang, operator):
    sized(amplang)
    page = page_of(signed_in(operator).get(reverse("approvals:product", args=[amplang.pk])))
    assert "500 g" in page
    assert "600 gram" in page


def test_one_size_is_one_quiet_link(siti, on_sale):
    page = page_of(signed_in(siti.user).get(reverse("workshop:edit", args=[on_sale.pk])))
    assert page.count("ukuran") == 2, "the address and the words of one link"
    assert "Tambah di sini" in page


def test_she_adds_a_size(siti, on_sale):
    client = signed_in(siti.user)
    address = reverse("workshop:add_size", args=[on_sale.pk])
    assert 'name="first_label"' in page_of(client.get(address))
    page = page_of(client.post(address, {**NEW, "first_label": "250 g"}, follow=True))
    assert "Amplang ikan pipih, 500 g tersimpan." in page
    assert [size[:4] for size in sizes_of(on_sale)] == [("250 g", 25_000, 12, 300), ("500 g", 45_000, 4, 600)]
    assert 'name="price"' not in page, "each size has its own"
    assert 'name="first_label"' not in page_of(client.get(address))
    assert "sudah ada" in page_of(client.post(address, NEW))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"first_label": ""}, "Tulis ukuran atau rasa yang sudah dijual sekarang."),
        ({"first_label": "500 G"}, "sudah ada"),
        ({"label": "500"}, "Tulis namanya dengan huruf."),
        ({"label": "x" * 41}, "Paling banyak 40 huruf"),
        ({"price": "murah"}, "Tulis harga dengan angka saja"),
        ({"stock": ""}, "Tulis berapa yang siap dijual."),
        ({"shipping_weight_g": "0"}, "Berat paling sedikit 1 gram."),
    ],
)
def test_a_wrong_answer_changes_nothing_and_is_kept(siti, on_sale, changed, sentence):
    given = {**NEW, "first_label": "250 g", **changed}
    page = page_of(signed_in(siti.user).post(reverse("workshop:add_size", args=[on_sale.pk]), given))
    assert sentence in page
    assert all(f'value="{typed}"' in page for typed in given.values() if typed and len(typed) <= 40)
    assert Product.objects.get().is_standalone


def test_she_changes_a_size_and_a_stock_she_did_not_touch_is_left(siti, on_sale):
    size = sized(on_sale)
    client = signed_in(siti.user)
    address = reverse("workshop:edit_size", args=[size.pk])
    assert 'value="45.000"' in page_of(client.get(address))
    StockRecord.objects.get(product=size).allocate(1)
    client.post(address, {**NEW, "label": "setengah kilo", "price": "46.000", "initial-stock": "4"})
    assert sizes_of(on_sale)[1] == ("setengah kilo", 46_000, 4, 600, "approved")
    client.post(address, {**NEW, "stock": "9", "initial-stock": "3"})
    assert stock_of(size) == (10, 1)
    size.refresh_from_db()
    assert size.is_public


def test_she_marks_a_size_sold_out_and_back(siti, on_sale):
    size = sized(on_sale)
    client = signed_in(siti.user)
    page = page_of(client.post(reverse("workshop:sold_out", args=[size.pk]), follow=True))
    assert "Amplang ikan pipih, 500 g ditandai habis." in page
    assert stock_of(size)[0] == 0
    client.post(reverse("workshop:restock", args=[size.pk]), {"stock": "7"})
    assert stock_of(size)[0] == 7
    assert client.post(reverse("workshop:sold_out", args=[on_sale.pk])).status_code == 404, "it has no stock itself"


def test_she_changes_a_product_with_sizes(siti, on_sale):
    sized(on_sale)
    given = {"title": on_sale.title, "unit_of_sale": "bungkus", "packaging": "kaca", "price": "1", "stock": "1"}
    signed_in(siti.user).post(reverse("workshop:edit", args=[on_sale.pk]), given)
    on_sale.refresh_from_db()
    assert (on_sale.packaging, on_sale.moderation) == ("kaca", "approved")
    assert [size[:3] for size in sizes_of(on_sale)] == [("250 g", 25_000, 12), ("500 g", 45_000, 4)]


def test_her_list_shows_each_size_and_costs_the_same_for_many(siti, django_assert_max_num_queries):
    for number in range(4):
        sized(listed(siti, title=f"Amplang {number} rasa"), stock=0)
    client = signed_in(siti.user)
    client.get(reverse("workshop:products"))
    with django_assert_max_num_queries(16):
        page = page_of(client.get(reverse("workshop:products")))
    assert page.count("250 g") == page.count("Stok 12") == page.count("habis") == 4
    assert page.count("45.000") == 4
