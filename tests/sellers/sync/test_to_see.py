"""/jual/perlu-dilihat/: the shop chooses a price, takes up a lost edit or lets it be, hears what was sold twice."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from market.shop.partner.models import StockRecord
from sellers.actions import add_size
from sellers.models import ActedFor, Write
from sellers.sync.data import data_for
from sellers.sync.questions import questions_of
from tests.sellers.conftest import signed_in
from tests.sellers.consents import a_maker, agreed, made_hub
from tests.sellers.purchases import bought
from tests.sellers.sync.phone import client_of, made, told
from tests.sellers.sync.test_kinds import ago, edit

pytestmark = pytest.mark.django_db
PAGE = reverse("workshop:to_see")


@pytest.fixture
def twice(siti):
    """Write a field of a product on two phones, the second value later."""

    def write(product, field, base, first, second):
        for minutes, value in ((9, first), (5, second)):
            data = edit(product, **{field: (base, value)})
            told(client_of(siti.user), made(siti.user, "edit_product", data, made_at=ago(minutes)))
        return questions_of(siti.seller)[0]

    return write


def settle(user, question, value):
    return signed_in(user).post(reverse("workshop:settle", args=[question.number]), {"value": value}, follow=True)


def test_it_asks_which_price_holds(siti, amplang, twice):
    question = twice(amplang, "price", 25_000, 26_000, 27_000)
    client = signed_in(siti.user)
    assert "Perlu dilihat: ada" in client.get(reverse("workshop:home")).content.decode()
    page = client.get(PAGE).content.decode()
    assert page.index("Rp27.000") < page.index("(sekarang)") < page.index("Rp26.000")
    assert page.index("dua puluh tujuh ribu rupiah") < page.index("dua puluh enam ribu rupiah")
    assert "Pilih dulu harga" in settle(siti.user, question, "").content.decode()
    assert "Pilih dulu harga" in settle(siti.user, question, "1").content.decode(), "only what was written"
    assert "Tidak ada yang perlu dilihat" in settle(siti.user, question, "26000").content.decode()
    assert StockRecord.objects.get().price == 26_000
    assert "Perlu dilihat" not in client.get(reverse("workshop:home")).content.decode()


def test_no_price_is_chosen_where_a_name_is_asked(siti, amplang, twice):
    question = twice(amplang, "title", amplang.title, "Amplang pipih", "Amplang bulat")
    answer = told(client_of(siti.user), made(siti.user, "choose_price", {"question": question.number, "price": 9_000}))
    assert answer["state"] == "attention"
    assert StockRecord.objects.get().price == 25_000


def test_a_price_question_goes_with_the_offer_to_its_first_size(siti, amplang, twice):
    twice(amplang, "price", 25_000, 26_000, 27_000)
    add_size(product=amplang, label="1 kg", price=90_000, stock=2, shipping_weight_g=1000, first_label="250 g")
    [question] = questions_of(siti.seller)
    assert (question.product.title, question.values) == ("250 g", ["27000", "26000"])
    assert "Tidak ada yang perlu dilihat" in settle(siti.user, question, "26000").content.decode()
    assert StockRecord.objects.get(product=question.product).price == 26_000


def test_it_shows_a_lost_edit_and_takes_it_up_again(siti, amplang, twice):
    question = twice(amplang, "packaging", "plastik", "daun", "kaca")
    page = signed_in(siti.user).get(PAGE).content.decode()
    assert "botol atau toples kaca" in page
    assert "daun atau anyaman" in page
    assert "Siti Aminah" in page
    assert "tersimpan" in settle(siti.user, question, "daun").content.decode()
    amplang.refresh_from_db()
    assert amplang.packaging == "daun"
    assert questions_of(siti.seller) == []


def test_it_lets_a_lost_edit_be_and_keeps_it(siti, amplang, twice):
    question = twice(amplang, "shipping_weight_g", 300, 310, 320)
    assert "310 gram" in signed_in(siti.user).get(PAGE).content.decode()
    settle(siti.user, question, "")
    assert questions_of(siti.seller) == []
    assert Write.objects.get(value="310").seen_at


def test_it_tells_of_goods_that_were_sold_by_hand_and_online(siti, on_sale):
    bought((on_sale, 12))
    told(client_of(siti.user), made(siti.user, "change_stock", {"product": on_sale.pk, "delta": -2}))
    page = signed_in(siti.user).get(PAGE).content.decode()
    assert "Amplang ikan pipih: kurang 2" in page


def test_letting_a_producers_edit_be_is_written_down_in_her_name(siti, amplang, twice):
    imah = a_maker(made_hub(siti))
    amplang.producer = imah
    amplang.save()
    agreed(imah)
    question = twice(amplang, "packaging", "plastik", "daun", "kaca")
    page = settle(siti.user, question, "").content.decode()
    assert "Dicatat a.n. Acil Imah." in page
    assert ActedFor.objects.filter(principal=imah, what="membiarkan isian").count() == 1
    assert questions_of(siti.seller) == []


def test_another_shop_settles_nothing(siti, ratna, amplang, twice):
    question = twice(amplang, "price", 25_000, 26_000, 27_000)
    assert settle(ratna.user, question, "26000").status_code == 404
    assert "Tidak ada yang perlu dilihat" in signed_in(ratna.user).get(PAGE).content.decode()
    assert StockRecord.objects.get().price == 27_000


def test_a_facilitator_needs_the_makers_word(siti, amplang, twice):
    imah = a_maker(made_hub(siti))
    amplang.producer = imah
    amplang.save()
    word = agreed(imah)
    question = twice(amplang, "price", 25_000, 26_000, 27_000)
    type(word).objects.update(withdrawn_at=timezone.now())
    refused = settle(siti.user, question, "26000")
    assert refused.status_code == 403
    assert "Acil Imah" in refused.content.decode()
    assert StockRecord.objects.get().price == 27_000


@pytest.fixture
def given_twice(siti, on_sale):
    """Hand an order over on two phones; return it."""
    order = bought((on_sale, 1))[0]
    for carrier, number in (("KM Mahakam", "A1"), ("JNE", "")):
        data = {"order": order.number, "carrier": carrier, "tracking_number": number}
        told(client_of(siti.user), made(siti.user, "hand_over", data))
    return order


def test_it_shows_a_hand_over_that_came_second_until_it_was_seen(siti, ratna, given_twice):
    client, said = signed_in(siti.user), "Pembeli sudah diberi tahu: KM Mahakam, nomor A1."
    assert "Perlu dilihat: ada" in client.get(reverse("workshop:home")).content.decode()
    page = client.get(PAGE).content.decode()
    assert said in page
    assert "JNE, tanpa nomor" in page
    [question] = data_for(siti.user, now=timezone.now())["questions"]
    assert said in question["words"]
    address = reverse("workshop:settle", args=[question["id"]])
    assert signed_in(ratna.user).post(address, {"value": ""}).status_code == 404
    assert said in client.get(PAGE).content.decode()
    assert "Tidak ada yang perlu dilihat" in client.post(address, {"value": ""}, follow=True).content.decode()
    assert Write.objects.get(field="hand_over").seen_at


def test_the_page_says_so_too_that_it_was_handed_over_before(siti, given_twice):
    address = reverse("workshop:order", args=[given_twice.number])
    page = signed_in(siti.user).post(address, {"carrier": "Pak Amat", "tracking_number": ""}, follow=True)
    assert "Yang Anda tulis, Pak Amat, tanpa nomor, tidak dipakai" in page.content.decode()
    assert "Pembeli sudah diberi tahu." not in page.content.decode().split("<main")[1].split("</ul>")[0]
