"""/kelola/persetujuan/: the operator decides."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from catalogue.models import Product
from market.notify.models import Message
from sellers.actions import edit_product
from sellers.actions.goods import send_in
from tests.sellers.conftest import listed, signed_in

pytestmark = pytest.mark.django_db

INDEX = reverse("approvals:index")


def page_of(response):
    return response.content.decode()


def test_she_sees_what_waits_in_her_regency(operator, newcomer, amplang, ratna):
    listed(ratna, title="Anjat rotan")
    page = page_of(signed_in(operator).get(INDEX))
    assert "Madu Yuliana" in page
    assert "Amplang ikan pipih" in page
    assert "Anjat" not in page


def test_one_without_a_regency_sees_all(operator, amplang, ratna):
    operator.regency = None
    operator.save()
    listed(ratna, title="Anjat rotan")
    page = page_of(signed_in(operator).get(INDEX))
    assert "Anjat rotan" in page
    assert "Amplang" in page


def test_she_opens_a_shop(operator, newcomer):
    client = signed_in(operator)
    address = reverse("approvals:shop", args=[newcomer.seller.pk])
    page = page_of(client.get(address))
    assert "Muara Kaman Ulu, Kec. Muara Kaman" in page
    assert "0812 3456 7003" in page
    page = page_of(client.post(address, {"decision": "approve"}, follow=True))
    assert "Toko Madu Yuliana dibuka" in page
    newcomer.seller.refresh_from_db()
    assert (newcomer.seller.status, newcomer.seller.reviewed_by) == ("open", operator)
    assert client.get(address).status_code == 404


def test_she_lets_goods_on_sale_in_a_category(operator, amplang, snacks):
    client = signed_in(operator)
    address = reverse("approvals:product", args=[amplang.pk])
    page = page_of(client.get(address))
    for word in ("Rp25.000", "bungkus", "Siti Aminah", "Muara Kaman Ulu", "300 gram", "/media/images/"):
        assert word in page
    client.post(address, {"decision": "approve", "category": snacks.pk})
    product = Product.objects.on_sale().get()
    assert (product.reviewed_by, product.categories.get()) == (operator, snacks)
    assert Message.objects.filter(template="product_approved").exists()


def test_she_never_lets_on_sale_what_she_has_not_seen(operator, amplang, snacks):
    client = signed_in(operator)
    address = reverse("approvals:product", args=[amplang.pk])
    seen = re.search(r'name="seen" value="([^"]+)"', page_of(client.get(address)))[1]
    edit_product(
        product=amplang,
        title="Obat kuat",
        price=25_000,
        unit_of_sale="bungkus",
        packaging="plastik",
        shipping_weight_g=300,
    )
    answer = {"decision": "approve", "category": snacks.pk, "seen": seen}
    page = page_of(client.post(address, answer, follow=True))
    assert "baru saja diubah penjualnya" in page
    assert "Obat kuat" in page
    assert not Product.objects.on_sale().exists()
    seen = re.search(r'name="seen" value="([^"]+)"', page)[1]
    client.post(address, {**answer, "seen": seen})
    assert Product.objects.on_sale().exists()


def test_she_never_sends_back_what_she_has_not_seen(operator, amplang):
    client = signed_in(operator)
    address = reverse("approvals:product", args=[amplang.pk])
    seen = re.search(r'name="seen" value="([^"]+)"', page_of(client.get(address)))[1]
    send_in(amplang)
    answer = {"decision": "reject", "note": "Foto gelap", "seen": seen}
    page = page_of(client.post(address, answer, follow=True))
    assert "baru saja diubah penjualnya" in page
    assert Product.objects.waiting().exists()
    assert not Message.objects.filter(template="product_rejected").exists()
    seen = re.search(r'name="seen" value="([^"]+)"', page)[1]
    client.post(address, {**answer, "seen": seen})
    assert Product.objects.filter(moderation="rejected").exists()


def test_the_guess_is_chosen_already(operator, siti, snacks):
    product = listed(siti, category=snacks)
    page = page_of(signed_in(operator).get(reverse("approvals:product", args=[product.pk])))
    assert f'<option value="{snacks.pk}" selected>' in page


def test_a_category_is_needed_to_approve(operator, amplang):
    page = page_of(signed_in(operator).post(reverse("approvals:product", args=[amplang.pk]), {"decision": "approve"}))
    assert "Pilih kategorinya dulu." in page
    assert Product.objects.waiting().exists()


def test_sending_back_needs_a_note_and_tells_it(operator, amplang):
    client = signed_in(operator)
    address = reverse("approvals:product", args=[amplang.pk])
    assert "Tulis apa yang perlu diperbaiki" in page_of(client.post(address, {"decision": "reject", "note": " "}))
    client.post(address, {"decision": "reject", "note": "Foto gelap"})
    amplang.refresh_from_db()
    assert (amplang.moderation, amplang.review_note, amplang.reviewed_by) == ("rejected", "Foto gelap", operator)


def test_the_menu_counts_what_waits(operator, newcomer, amplang):
    home = page_of(signed_in(operator).get(reverse("wagtailadmin_home")))
    assert "Persetujuan (2)" in home
    assert "2 menunggu diperiksa" in home


def test_an_editor_sees_no_such_menu(editor, newcomer):
    assert "Persetujuan" not in page_of(signed_in(editor).get(reverse("wagtailadmin_home")))


def test_the_list_costs_the_same_for_one_as_for_many(operator, siti, django_assert_max_num_queries):
    for number in range(6):
        listed(siti, title=f"Amplang {number} rasa")
    client = signed_in(operator)
    client.get(INDEX)
    with django_assert_max_num_queries(30):
        assert page_of(client.get(INDEX)).count("approvals__link") == 6
