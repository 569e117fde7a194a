"""/jual/data/: all that a phone needs, its own shop's alone, in a few kilobytes and a few queries."""

from __future__ import annotations

import gzip
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from market.accounts.phones import write_phone
from market.settlement.templatetags.money import rupiah
from market.shop.order.actions import hand_over
from sellers.models import Seller
from tests.sellers.conftest import listed, sized
from tests.sellers.consents import a_maker, agreed, made_hub
from tests.sellers.purchases import bought, bought_straight
from tests.sellers.sync.phone import client_of

pytestmark = pytest.mark.django_db
DATA = reverse("workshop:data")


def data_of(user):
    return client_of(user).get(DATA).json()


def test_it_tells_all_that_is_needed_without_a_signal(siti, ratna, on_sale):
    listed(ratna, title="Topi")
    size = sized(listed(siti, title="Kerupuk"))
    order = bought((on_sale, 2))[0]
    data = data_of(siti.user)
    assert (data["user"], data["shop"]["name"], data["shop"]["paused"]) == (siti.user.pk, "Dapur Ibu Siti", None)
    assert data["producers"] == [
        {
            "id": siti.pk,
            "name": "Siti Aminah",
            "village": siti.village.name,
            "makes": siti.makes,
            "mine": True,
            "needs_consent": False,
            "consent_until": None,
        }
    ]
    assert data["places"] == [[siti.village.code, siti.village.full_name]]
    kerupuk, amplang = data["products"]
    assert [each["title"] for each in kerupuk["sizes"]] == ["250 g", "500 g"]
    assert kerupuk["sizes"][1] == {
        "id": size.pk,
        "title": "500 g",
        "shipping_weight_g": 600,
        "price": 45_000,
        "stock": 4,
        "owed": 0,
    }
    assert (amplang["price"], amplang["stock"], amplang["moderation"]) == (25_000, 10, "approved")
    assert amplang["picture"].startswith("/media/images/")
    assert amplang["pictures"] == 1
    [told] = data["orders"]
    assert (told["number"], told["can"]) == (order.number, ["accept", "decline", "hand_over"])
    assert [(line["title"], line["quantity"], line["price"]) for line in told["lines"]] == [
        ("Amplang ikan pipih", 2, 50_000)
    ]
    assert ["tanpa_sinyal", "tidak ada sinyal"] in data["choices"]["reason"]


def test_lists_show_the_very_pictures_that_the_phone_keeps(siti, on_sale):
    [kept] = {product["picture"] for product in data_of(siti.user)["products"]}
    for address in ("workshop:home", "workshop:products"):
        page = client_of(siti.user).get(reverse(address)).content.decode()
        assert set(re.findall(r"/media/images/[^\s\"]+", page)) == {kept}


def test_it_says_what_to_write_on_a_parcel_and_no_more(siti, ratna, buyer, on_sale):
    paid = bought((on_sale, 2))[0]
    due = bought_straight(on_sale, method="cash", user=buyer)
    address = paid.shipping_address
    told = {order["number"]: order for order in data_of(siti.user)["orders"]}
    assert set(told[paid.number]["buyer"]) == {"name", "phone", "where"}
    assert told[paid.number]["buyer"]["name"] == address.name
    assert address.line1 in told[paid.number]["buyer"]["where"]
    assert address.name not in told[paid.number]["buyer"]["where"]
    assert told[paid.number]["buyer"]["phone"] == write_phone(str(address.phone_number))
    assert [told[order.number]["cash"] for order in (paid, due)] == [None, due.owed()]
    hand_over(order=paid, carrier="KM Mahakam", tracking_number="", by=siti.user)
    answer = client_of(siti.user).get(DATA)
    assert [order["number"] for order in answer.json()["orders"]] == [due.number], "what has left is nobody's business"
    assert answer.headers["Cache-Control"] == "no-store"
    assert data_of(ratna.user)["orders"] == []


def test_of_who_comes_for_it_no_address_is_told(siti, on_sale):
    order = bought((on_sale, 1))[0]
    type(order.delivery).objects.filter(pk=order.delivery.pk).update(service=None)
    [told] = data_of(siti.user)["orders"]
    assert (told["collected"], told["buyer"]["where"], bool(told["buyer"]["name"])) == (True, [], True)


@pytest.mark.parametrize("is_collected", [False, True])
def test_an_order_reads_the_same_with_and_without_a_signal(siti, buyer, on_sale, is_collected):
    order = bought_straight(on_sale, method="cash", user=buyer)
    if is_collected:
        type(order.delivery).objects.filter(pk=order.delivery.pk).update(service=None)
    client = client_of(siti.user)
    [told] = client.get(DATA).json()["orders"]
    row = client.get(reverse("workshop:orders")).content.decode()
    assert f'<span class="muted">{told["due"]}</span>' in row
    assert re.search(rf'badge--waiting[^"]*">{told["stage"]}</span>', row)
    assert told["due"].startswith("bisa diambil mulai" if is_collected else "serahkan paling lambat")
    assert f"tunai {rupiah(told['cash'])}" in row


def test_five_orders_cost_what_one_does(siti, on_sale):
    def queries():
        client = client_of(siti.user)
        client.get(DATA)
        with CaptureQueriesContext(connection) as asked:
            client.get(DATA)
        return len(asked)

    bought((on_sale, 1))
    one = queries()
    for _ in range(4):
        bought((on_sale, 1))
    assert queries() == one


def test_it_says_how_many_goods_and_orders_do_not_travel(siti, on_sale, monkeypatch):
    for number in range(2):
        listed(siti, title=f"Abon {number}")
        bought((on_sale, 1))
    assert data_of(siti.user)["left_out"] == {"products": 0, "orders": 0}
    for most, goods, orders in ((1, 2, 1), (2, 1, 0), (3, 0, 0)):
        monkeypatch.setattr("sellers.sync.data.MOST_PRODUCTS", most)
        monkeypatch.setattr("sellers.sync.data.MOST_ORDERS", most)
        data = data_of(siti.user)
        assert data["left_out"] == {"products": goods, "orders": orders}
        assert (len(data["products"]), len(data["orders"])) == (3 - goods, 2 - orders)


def test_a_hub_is_told_whose_word_it_has(siti):
    imah = a_maker(made_hub(siti))
    a_maker(siti.seller, "Ibu Lusia")
    word = agreed(imah)
    told = {maker["name"]: maker for maker in data_of(siti.user)["producers"]}
    assert told["Acil Imah"]["consent_until"] == round(word.expires_at.timestamp() * 1000)
    assert [told["Ibu Lusia"][name] for name in ("needs_consent", "consent_until", "mine")] == [True, None, False]


def test_it_is_not_sent_again_when_nothing_changed(siti, amplang):
    client = client_of(siti.user)
    first = client.get(DATA)
    assert first.headers["Cache-Control"] == "no-store"
    for etag in (first.headers["ETag"], f"W/{first.headers['ETag']}"):
        answer = client.get(DATA, headers={"If-None-Match": etag})
        assert (answer.status_code, answer.content) == (304, b"")
    amplang.stockrecords.update(num_in_stock=11)
    assert client.get(DATA, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_who_has_no_open_shop_is_told_who_she_is(buyer, newcomer):
    for user in (buyer, newcomer.user):
        data = data_of(user)
        assert data.pop("at")
        assert data == {"user": user.pk, "name": user.first_name, "shop": None}
    assert client_of(None).get(DATA).status_code == 401


def test_a_suspended_shop_still_sees_what_was_bought(siti, on_sale):
    bought((on_sale, 1))
    Seller.objects.filter(pk=siti.seller.pk).update(status="suspended")
    assert len(data_of(siti.user)["orders"]) == 1


def test_twenty_products_are_a_few_kilobytes_and_cost_what_one_does(siti, django_assert_max_num_queries):
    for number in range(20):
        listed(siti, title=f"Amplang ikan pipih rasa {number}")
    client = client_of(siti.user)
    client.get(DATA)
    with django_assert_max_num_queries(17):
        answer = client.get(DATA, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.content) < 4_000
    assert len(gzip.decompress(answer.content)) > 5_000
