"""What phones send about goods, stock, orders and leave: done once, told plainly, and nobody else's."""

from __future__ import annotations

import time

import pytest
from django.urls import reverse

from catalogue.models import Product
from market.fulfilment.models import Parcel
from market.shop.partner.models import InsufficientStock, StockRecord
from sellers.actions import approve_product
from sellers.models import StockChange, Write
from sellers.sync.questions import oversold_of, questions_of
from tests.market.pictures.made import photo
from tests.sellers.conftest import listed, signed_in, sized
from tests.sellers.purchases import bought
from tests.sellers.sync.phone import client_of, made, post, send_photo, told

pytestmark = pytest.mark.django_db
MINUTE = 60_000


@pytest.fixture
def do(siti, hers):
    """Send an operation of Siti's; return its answer."""
    return lambda kind, data, **changed: told(hers, made(siti.user, kind, data, **changed))


def ago(minutes: float) -> int:
    return int(time.time() * 1000) - round(minutes * MINUTE)


def offer_of(product):
    return StockRecord.objects.get(product=product)


def edit(product, **changes):
    """Return the data of an edit; each change is what was seen and what was written."""
    return {
        "product": product.pk,
        "changes": {name: {"base": base, "value": value} for name, (base, value) in changes.items()},
    }


def test_it_changes_fields_at_once_and_a_new_name_waits_again(do, on_sale):
    answer = do("edit_product", edit(on_sale, price=(25_000, "30 ribu"), packaging=("plastik", "pouch")))
    assert (answer["state"], answer["result"]) == ("done", {"product": on_sale.pk, "overtaken": []})
    assert offer_of(on_sale).price == 30_000
    assert Product.objects.on_sale().get().packaging == "pouch"
    do("edit_product", edit(on_sale, title=("Amplang ikan pipih", "Amplang asin")))
    on_sale.refresh_from_db()
    assert (on_sale.title, on_sale.moderation) == ("Amplang asin", "waiting")


def test_the_later_write_stands_and_the_other_is_shown(do, siti, amplang):
    do("edit_product", edit(amplang, packaging=("plastik", "kaca")), made_at=ago(5))
    answer = do("edit_product", edit(amplang, packaging=("plastik", "pouch")), made_at=ago(9))
    assert answer["result"]["overtaken"] == ["packaging"]
    assert "Perlu dilihat" in answer["words"]
    amplang.refresh_from_db()
    assert amplang.packaging == "kaca"
    [question] = questions_of(siti.seller)
    assert (question.field, question.stands, [row.value for row in question.lost]) == ("packaging", "kaca", ["pouch"])


def test_a_price_that_two_wrote_is_asked_and_answered(do, siti, amplang):
    do("edit_product", edit(amplang, price=(25_000, 27_000)), made_at=ago(9))
    do("edit_product", edit(amplang, price=("25.000", 26_000)), made_at=ago(5))
    [question] = questions_of(siti.seller)
    assert (question.asks_price, question.values) == (True, ["26000", "27000"])
    answer = do("choose_price", {"question": question.number, "price": 27_000}, made_at=ago(60))
    assert answer["state"] == "done"
    assert (offer_of(amplang).price, questions_of(siti.seller)) == (27_000, [])


def test_two_answers_to_one_question_that_differ_ask_anew(do, siti, amplang):
    do("edit_product", edit(amplang, price=(25_000, 27_000)), made_at=ago(9))
    do("edit_product", edit(amplang, price=(25_000, 26_000)), made_at=ago(8))
    number = questions_of(siti.seller)[0].number
    do("choose_price", {"question": number, "price": 27_000}, made_at=ago(5))
    do("choose_price", {"question": number, "price": 27_500}, made_at=ago(4))
    [question] = questions_of(siti.seller)
    assert question.values == ["27500", "27000"]


def test_her_own_edits_one_after_another_ask_nothing(do, siti, amplang):
    do("edit_product", edit(amplang, price=(25_000, 27_000)), made_at=ago(9))
    do("edit_product", edit(amplang, price=(27_000, 26_000)), made_at=ago(8))
    assert questions_of(siti.seller) == []
    assert offer_of(amplang).price == 26_000


def test_a_page_writes_as_phones_do(do, siti, amplang):
    page = {
        "title": "Amplang ikan pipih", "unit_of_sale": "bungkus", "packaging": "plastik", "price": "31.000",
        "stock": "12", "shipping_weight_g": "300", "initial-price": "25.000", "initial-stock": "12",
    }  # fmt: skip
    signed_in(siti.user).post(reverse("workshop:edit", args=[amplang.pk]), page)
    assert offer_of(amplang).price == 31_000
    do("edit_product", edit(amplang, price=(25_000, 26_000)), made_at=ago(9))
    assert offer_of(amplang).price == 31_000, "the page was later"
    assert questions_of(siti.seller)[0].values == ["31000", "26000"]


def test_a_page_that_stood_open_overwrites_nothing_that_it_did_not_change(do, siti, amplang):
    do("edit_product", edit(amplang, price=(25_000, 26_000)), made_at=ago(9))
    page = {
        "title": "Amplang ikan pipih", "initial-title": "Amplang ikan pipih", "unit_of_sale": "bungkus",
        "initial-unit_of_sale": "bungkus", "packaging": "kaca", "initial-packaging": "plastik", "price": "25.000",
        "initial-price": "25.000", "stock": "12", "initial-stock": "12", "shipping_weight_g": "300",
        "initial-shipping_weight_g": "300",
    }  # fmt: skip
    signed_in(siti.user).post(reverse("workshop:edit", args=[amplang.pk]), page)
    amplang.refresh_from_db()
    assert (offer_of(amplang).price, amplang.packaging) == (26_000, "kaca")


def test_it_edits_a_size_and_refuses_a_name_twice(do, siti):
    size = sized(listed(siti))
    assert do("edit_product", edit(size, price=(45_000, 50_000)))["state"] == "done"
    assert offer_of(size).price == 50_000
    answer = do("edit_product", edit(size, title=("500 g", "250 g")))
    assert (answer["state"], list(answer["fields"])) == ("attention", ["title"])
    assert not Write.objects.filter(field="title").exists()
    answer = do("edit_product", edit(size.parent, price=(25_000, 1_000)))
    assert answer["state"] == "attention"


def test_it_puts_a_further_photo_behind_the_others(do, hers, amplang):
    first = amplang.images.get().original_id
    answer = do("edit_product", {"product": amplang.pk, "photos": [send_photo(hers, photo(width=300, height=200))]})
    assert answer["state"] == "done"
    assert [image.original_id == first for image in amplang.images.order_by("display_order")] == [True, False]


def test_stock_is_a_sum_whatever_comes_first(do, amplang):
    assert do("change_stock", {"product": amplang.pk, "delta": -5})["result"]["stock"] == 7
    assert do("change_stock", {"product": amplang.pk, "delta": 3})["words"].endswith("sisa 10.")
    assert do("change_stock", {"product": amplang.pk, "sold_out": True, "seen": 10})["words"].endswith("habis.")
    assert (offer_of(amplang).net_stock_level, StockChange.objects.count()) == (0, 3)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
def test_what_two_marked_as_sold_out_is_gone_once(do, amplang, order):
    marked = {"product": amplang.pk, "sold_out": True, "seen": 12}
    said = [marked, marked, {"product": amplang.pk, "delta": 20}]
    for one in order:
        do("change_stock", said[one], made_at=ago(10 - one))
    offer = offer_of(amplang)
    assert (offer.net_stock_level, offer.owed) == (20, 0)
    do("change_stock", {**marked, "seen": 20})
    assert offer_of(amplang).net_stock_level == 0


@pytest.mark.parametrize("knows", [True, False])
def test_what_came_free_after_a_mark_is_sold_out_by_the_next_one(do, siti, hers, amplang, knows):
    offer_of(amplang).allocate(2)
    assert do("change_stock", {"product": amplang.pk, "sold_out": True, "seen": 10, "mark": 0})["result"]["stock"] == 0
    offer_of(amplang).cancel_allocation(2)  # its buyer did not pay

    [row] = (one for one in hers.get("/jual/data/").json()["products"] if one["id"] == amplang.pk)
    assert (row["stock"], row["mark"]) == (2, StockChange.objects.get().pk)
    again = {"product": amplang.pk, "sold_out": True, "seen": row["stock"], "mark": row["mark"] if knows else 0}
    assert do("change_stock", again)["result"]["stock"] == (0 if knows else 2)


def test_what_was_sold_by_hand_and_online_too_is_told_and_never_sold_again(do, siti, on_sale):
    order = bought((on_sale, 10))[0]
    answer = do("change_stock", {"product": on_sale.pk, "delta": -5})
    assert answer["result"] == {"product": on_sale.pk, "stock": 0, "owed": 3}
    assert "kurang 3 untuk pesanan" in answer["words"]
    assert [each.owed for each in oversold_of(siti.seller)] == [3]
    assert do("change_stock", {"product": on_sale.pk, "delta": 4})["result"]["stock"] == 1
    assert oversold_of(siti.seller) == []
    do("change_stock", {"product": on_sale.pk, "delta": -4})
    offer = offer_of(on_sale)
    offer.cancel_allocation(10)
    assert (offer.net_stock_level, offer.owed) == (7, 0), "what came free was gone already"
    with pytest.raises(InsufficientStock):
        offer.allocate(8)
    assert order.lines.get().quantity == 10


def test_counting_anew_owes_nothing_more(do, siti, on_sale):
    bought((on_sale, 10))
    do("change_stock", {"product": on_sale.pk, "delta": -5})
    signed_in(siti.user).post(reverse("workshop:restock", args=[on_sale.pk]), {"stock": "6"})
    offer = offer_of(on_sale)
    assert (offer.net_stock_level, offer.owed, StockChange.objects.latest("pk").delta) == (6, 0, 9)


@pytest.mark.parametrize(
    "data",
    [
        {"delta": "2"},
        {"delta": 2.5},
        {"delta": 10**6},
        {"delta": True},
        {},
        {"sold_out": 1},
        {"sold_out": 1, "seen": 100_001},
    ],
)
def test_odd_numbers_are_told_plainly(do, amplang, data):
    answer = do("change_stock", {"product": amplang.pk, **data})
    assert answer["state"] == "attention"
    assert offer_of(amplang).net_stock_level == 12


def test_it_hands_an_order_over_once(do, on_sale):
    order = bought((on_sale, 1))[0]
    given = {"order": order.number, "carrier": "KM Mahakam", "tracking_number": "A1"}
    assert do("hand_over", given)["result"] == {"order": order.number}
    again = do("hand_over", given)
    assert (again["result"], "Pembeli diberi tahu" in again["words"]) == ({"order": order.number}, True)
    other = do("hand_over", {**given, "carrier": "JNE", "tracking_number": "B2"})
    assert other["result"] == {"order": order.number, "overtaken": ["hand_over"]}
    assert "KM Mahakam, nomor A1. Itu yang diketahui pembeli" in other["words"]
    assert "JNE, nomor B2, tidak dipakai" in other["words"]
    assert "Pembeli diberi tahu" not in other["words"]
    assert str(Parcel.objects.get()) == "KM Mahakam A1"
    assert do("hand_over", {"order": order.number, "carrier": ""})["fields"] == {
        "carrier": "Tulis siapa yang membawa paket, misalnya JNE atau nama kapal."
    }


def test_it_accepts_and_declines_lines(do, on_sale):
    order = bought((on_sale, 1), (approve_product(product=listed(on_sale.producer, title="Kerupuk"), by=None), 2))[0]
    first, second = order.lines.order_by("pk")
    about = {"order": order.number, "line": first.pk}
    assert do("accept_line", about)["result"] == about
    answer = do("decline_line", {"order": order.number, "line": second.pk, "reason": "Panen gagal"})
    assert answer["words"].startswith("Kerupuk tidak jadi dikirim.")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.is_accepted, second.is_declined) == (True, True)
    assert do("accept_line", {"order": order.number, "line": second.pk})["state"] == "attention"
    assert list(do("decline_line", {**about, "reason": ""})["fields"]) == ["reason"]
    assert do("accept_line", {"order": order.number, "line": second.pk + 99})["state"] == "attention"


ABOUT_HERS = {
    "edit_product": lambda product, order: edit(product, price=(25_000, 500)),
    "change_stock": lambda product, order: {"product": product.pk, "delta": -1},
    "choose_price": lambda product, order: {"question": Write.objects.latest("pk").pk, "price": 500},
    "hand_over": lambda product, order: {"order": order.number, "carrier": "JNE"},
    "accept_line": lambda product, order: {"order": order.number, "line": order.lines.get().pk},
    "decline_line": lambda product, order: {"order": order.number, "line": order.lines.get().pk, "reason": "Habis"},
}


@pytest.mark.parametrize("kind", ABOUT_HERS)
def test_another_seller_changes_nothing_of_hers(do, ratna, on_sale, kind):
    do("edit_product", edit(on_sale, price=(25_000, 27_000)), made_at=ago(9))
    do("edit_product", edit(on_sale, price=(25_000, 26_000)), made_at=ago(5))
    order = bought((on_sale, 1))[0]
    forged = made(ratna.user, kind, ABOUT_HERS[kind](on_sale, order))
    answer = told(client_of(ratna.user), forged)
    assert answer["state"] == "attention"
    assert (offer_of(on_sale).price, offer_of(on_sale).net_stock_level) == (26_000, 11)
    order.refresh_from_db()
    assert order.status == "paid"


STRANGE = [None, True, [], {}, "x", 1.5, -1, 0, 2**40, {"base": {}}, {"x": {"value": []}}, "\u202e" * 90]


@pytest.mark.parametrize("kind", [*ABOUT_HERS, "list_product", "pause_shop"])
def test_odd_values_are_never_a_fault_of_the_server(siti, hers, amplang, kind):
    names = [
        "product",
        "changes",
        "photos",
        "delta",
        "seen",
        "question",
        "price",
        "order",
        "line",
        "carrier",
        "reason",
        "until",
    ]
    for value in STRANGE:
        for known in ({}, {"product": amplang.pk}):
            data = {**dict.fromkeys(names, value), **known}
            assert post(hers, made(siti.user, kind, data)).status_code == 200
    assert offer_of(amplang).price == 25_000


def test_a_phone_with_a_wrong_clock_is_put_right(siti, hers, amplang):
    week = 7 * 24 * 60 * MINUTE
    wrong = {**edit(amplang, packaging=("plastik", "kaca"))}
    operation = made(siti.user, "edit_product", wrong, made_at=ago(9) + week)
    assert post(hers, operation, **{"X-Sent-At": str(ago(0) + week)}).status_code == 200
    told(hers, made(siti.user, "edit_product", edit(amplang, packaging=("plastik", "pouch")), made_at=ago(5) + week))
    amplang.refresh_from_db()
    assert amplang.packaging == "pouch", "both were made by that clock, the second later"
    before, after = Write.objects.exclude(operation="").order_by("made_at")
    assert 200 < (after.made_at - before.made_at).total_seconds() < 280
    assert before.made_at.timestamp() * 1000 < ago(8)
