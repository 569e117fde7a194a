"""/jual/data/: all that a phone needs, its own shop's alone, in a few kilobytes and a few queries."""

from __future__ import annotations

import gzip

import pytest
from django.urls import reverse

from sellers.models import Seller
from tests.sellers.conftest import listed, sized
from tests.sellers.consents import a_maker, agreed, made_hub
from tests.sellers.purchases import bought
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
        {"id": siti.pk, "name": "Siti Aminah", "mine": True, "needs_consent": False, "consent_until": None}
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
    }
    assert (amplang["price"], amplang["stock"], amplang["moderation"]) == (25_000, 10, "approved")
    assert amplang["picture"].startswith("/media/images/")
    [told] = data["orders"]
    assert (told["number"], told["can"]) == (order.number, ["accept", "decline", "hand_over"])
    assert [(line["title"], line["quantity"]) for line in told["lines"]] == [("Amplang ikan pipih", 2)]
    assert ["bungkus", "bungkus"] in data["choices"]["unit_of_sale"]


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
