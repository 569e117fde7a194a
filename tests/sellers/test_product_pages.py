"""/jual/produk/: six questions, nothing typed is lost, and what may be changed later."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from catalogue.models import Product
from market.pictures.models import Picture
from market.shop.partner.models import StockRecord
from sellers import photos
from tests.market.pictures.made import bomb, heic
from tests.sellers.conftest import listed, signed_in, upload

pytestmark = pytest.mark.django_db

ADD = reverse("workshop:add")


def answers(**changed):
    given = {
        "photo": upload(),
        "title": "Amplang ikan pipih",
        "price": "Rp 25.000",
        "unit_of_sale": "toples",
        "stock": "12",
        "packaging": "pouch",
        "shipping_weight_g": "300",
        **changed,
    }
    return {name: value for name, value in given.items() if value is not None}


def page_of(response):
    return response.content.decode()


def token_in(page):
    return re.search(r'name="kept_photo" value="([^"]+)"', page)[1]


def test_it_asks_six_questions_and_no_more(siti):
    whole = page_of(signed_in(siti.user).get(ADD))
    page, _, voice = whole.partition("data-voice ")
    assert voice.partition(">")[0].endswith(" hidden"), "a voice is asked for only where it can be kept"
    assert re.findall(r' name="(\w+)"', voice.partition("</form>")[0]) == ["voice"]
    asked = re.findall(r'<(?:input|select|textarea)[^>]*name="(?!csrf)(?!reference)(\w+)"', page)
    assert asked == ["photo", "title", "price", "unit_of_sale", "stock", "packaging", "shipping_weight_g"]
    assert 'inputmode="numeric"' in page


def test_it_lists_a_product_that_waits(siti, categories):
    answer = signed_in(siti.user).post(ADD, answers(), follow=True)
    assert "Petugas akan memeriksanya" in page_of(answer)
    product = Product.objects.get()
    assert (product.title, product.moderation, product.is_public) == ("Amplang ikan pipih", "waiting", False)
    assert (product.unit_of_sale, product.packaging, product.shipping_weight_g) == ("toples", "pouch", 300)
    assert (product.producer, product.seller, product.village) == (siti, siti.seller.partner, siti.village)
    assert StockRecord.objects.get().price == 25_000
    assert product.categories.get().slug == "camilan", "guessed from the name"
    assert product.images.get().original.uploaded_by_user == siti.user


def test_it_takes_an_iphones_photo(siti):
    signed_in(siti.user).post(ADD, answers(photo=upload("IMG_1.HEIC", heic())))
    assert Product.objects.get().images.get().original.width == 160


def test_a_double_press_makes_one_product(siti):
    client = signed_in(siti.user)
    reference = re.search(r'name="reference" value="([^"]+)"', page_of(client.get(ADD)))[1]
    for _ in range(2):
        client.post(ADD, answers(reference=reference))
    assert Product.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"photo": None}, "Ambil atau pilih satu foto produk."),
        ({"photo": upload("a.gif", b"GIF89a....")}, "Gambar bergerak"),
        ({"photo": upload("a.png", bomb())}, "terlalu lebar"),
        ({"photo": upload("a.jpg", b"")}, "Foto ini kosong"),
        ({"title": ""}, "Tulis nama produk."),
        ({"title": "x" * 81}, "Paling banyak 80 huruf"),
        ({"price": ""}, "Tulis harganya"),
        ({"price": "murah"}, "Tulis harga dengan angka saja"),
        ({"price": "100"}, "Harga paling rendah Rp500."),
        ({"price": "200.000.000"}, "Harga paling tinggi Rp100.000.000."),
        ({"unit_of_sale": "karung"}, "Pilih satuan dari daftar."),
        ({"stock": ""}, "Tulis berapa yang siap dijual."),
        ({"stock": "-1"}, "Tulis dengan angka"),
        ({"stock": "100.001"}, "Paling banyak 100.000."),
        ({"packaging": "emas"}, "Pilih kemasan dari daftar."),
        ({"shipping_weight_g": ""}, "Tulis beratnya dalam gram"),
        ({"shipping_weight_g": "0"}, "Berat paling sedikit 1 gram."),
        ({"shipping_weight_g": "600 kg"}, "Berat paling banyak 500.000 gram"),
    ],
)
def test_a_wrong_answer_is_said_plainly_and_nothing_is_lost(siti, changed, sentence):
    given = answers(**changed)
    page = page_of(signed_in(siti.user).post(ADD, given))
    assert sentence in page
    assert not Product.objects.exists()
    for name in ("title", "price", "stock", "shipping_weight_g"):
        assert f'value="{given[name]}"' in page or not given[name]
    if "photo" not in changed:
        assert "Foto sudah tersimpan" in page
        assert "/media/images/" in page


def test_the_photo_of_the_first_try_is_used_by_the_second(siti):
    client = signed_in(siti.user)
    token = token_in(page_of(client.post(ADD, answers(price="murah"))))
    again = page_of(client.post(ADD, answers(photo=None, kept_photo=token, stock="x")))
    assert token_in(again) == token
    client.post(ADD, answers(photo=None, kept_photo=token))
    assert Product.objects.get().images.get().original == Picture.objects.get()


def test_what_was_sent_as_a_plain_form_goes_on_as_one(siti, on_sale):
    for address in (ADD, reverse("workshop:edit", args=[on_sale.pk])):
        client = signed_in(siti.user)
        assert 'data-kinds=""' not in page_of(client.get(address))
        page = page_of(client.post(address, answers(price="dua puluh")))
        assert token_in(page)
        assert 'data-kinds=""' in page, "the app's queue would not know the photo that is kept here"


def test_a_new_photo_takes_the_place_of_the_kept_one(siti):
    client = signed_in(siti.user)
    token = token_in(page_of(client.post(ADD, answers(price="murah"))))
    client.post(ADD, answers(kept_photo=token, photo=upload("IMG_1.HEIC", heic())))
    assert Product.objects.get().images.get().original.width == 160


def test_a_broken_new_photo_does_not_lose_the_kept_one(siti):
    client = signed_in(siti.user)
    token = token_in(page_of(client.post(ADD, answers(price="murah"))))
    page = page_of(client.post(ADD, answers(kept_photo=token, photo=upload("a.gif", b"GIF89a..."))))
    assert "Gambar bergerak" in page
    assert token_in(page) == token
    assert not Product.objects.exists()


def test_nobody_uses_the_photo_of_another(siti, ratna):
    hers = token_in(page_of(signed_in(siti.user).post(ADD, answers(price="murah"))))
    page = page_of(signed_in(ratna.user).post(ADD, answers(photo=None, kept_photo=hers)))
    assert "Ambil atau pilih satu foto" in page
    assert "/media/images/" not in page
    assert photos.bring_back(hers, user=siti.user)
    for forged in (hers[:-2], "", "1", f"[{Picture.objects.get().pk},{ratna.user.pk}]"):
        assert photos.bring_back(forged, user=ratna.user) is None


def test_forged_fields_change_nothing(siti, ratna):
    forged = answers(
        moderation="approved", is_public="1", producer=ratna.pk, seller=ratna.seller.pk, village="1", category="1"
    )
    signed_in(siti.user).post(ADD, forged)
    product = Product.objects.get()
    assert (product.moderation, product.is_public) == ("waiting", False)
    assert (product.producer, product.seller) == (siti, siti.seller.partner)


def test_the_reference_of_another_shop_is_no_key_to_it(siti, ratna):
    listed(ratna, reference="0191f5a0-aaaa")
    signed_in(siti.user).post(ADD, answers(reference="0191f5a0-aaaa"))
    assert Product.objects.filter(seller=siti.seller.partner).count() == 1


@pytest.mark.parametrize("reference", ["0191f5a0" * 40, "x 0191f5a0", "<b>0191f5a0"])
def test_a_reference_that_is_none_of_ours_makes_nothing(siti, reference):
    signed_in(siti.user).post(ADD, answers(reference=reference))
    assert not Product.objects.exists()


def test_she_changes_price_and_stock_at_once(siti, on_sale):
    client = signed_in(siti.user)
    edit = reverse("workshop:edit", args=[on_sale.pk])
    page = page_of(client.get(edit))
    assert 'value="25.000"' in page
    given = answers(
        photo=None,
        price="30.000",
        unit_of_sale="bungkus",
        stock="5",
        **{"initial-stock": "12"},
    )
    page = page_of(client.post(edit, given, follow=True))
    assert "tersimpan" in page
    product = Product.objects.on_sale().get()
    offer = product.stockrecords.get()
    assert (offer.price, offer.net_stock_level) == (30_000, 5)


def test_a_stock_she_did_not_touch_is_left_as_it_is(siti, on_sale):
    StockRecord.objects.get().allocate(3)
    given = answers(photo=None, price="30.000", unit_of_sale="bungkus", stock="12", **{"initial-stock": "12"})
    signed_in(siti.user).post(reverse("workshop:edit", args=[on_sale.pk]), given)
    assert StockRecord.objects.get().net_stock_level == 9


def test_a_new_photo_waits_for_the_operator_again(siti, on_sale):
    given = answers(photo=upload("IMG_1.HEIC", heic()), unit_of_sale="bungkus", **{"initial-stock": "12"})
    page = page_of(signed_in(siti.user).post(reverse("workshop:edit", args=[on_sale.pk]), given, follow=True))
    assert "memeriksanya" in page
    assert not Product.objects.on_sale().exists()
    assert on_sale.images.get().original.width == 160


def test_she_marks_it_sold_out_and_back(siti, on_sale):
    client = signed_in(siti.user)
    page = page_of(client.post(reverse("workshop:sold_out", args=[on_sale.pk]), follow=True))
    assert "ditandai habis" in page
    assert "Ada lagi" in page
    restock = reverse("workshop:restock", args=[on_sale.pk])
    assert "Tulis 1 atau lebih." in page_of(client.post(restock, {"stock": "0"}, follow=True))
    assert "ada lagi" in page_of(client.post(restock, {"stock": "20"}, follow=True))
    assert StockRecord.objects.get().net_stock_level == 20


def test_her_list_costs_the_same_for_one_as_for_many(siti, django_assert_max_num_queries):
    for number in range(6):
        listed(siti, title=f"Amplang {number} rasa")
    client = signed_in(siti.user)
    for address in (reverse("workshop:home"), reverse("workshop:products")):
        assert client.get(address).status_code == 200
        with django_assert_max_num_queries(14):
            assert page_of(client.get(address)).count("product-row__name") == 6


def test_the_state_of_each_is_shown(siti, amplang):
    listed(siti, title="Kerupuk", stock=0)
    page = page_of(signed_in(siti.user).get(reverse("workshop:products")))
    assert "menunggu persetujuan" in page
    assert "habis" in page
    assert "Stok 12" in page
