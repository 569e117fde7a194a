"""/jual/: the way in."""

from __future__ import annotations

import pytest
from django.urls import reverse

from market.accounts.models import User
from sellers.actions import reject_seller
from sellers.models import Producer
from tests.sellers.conftest import signed_in

pytestmark = pytest.mark.django_db

HOME, APPLY = reverse("workshop:home"), reverse("workshop:apply")


def answers(place, **changed):
    return {
        "name": "Nur Aini",
        "shop_name": "Sambal Aini",
        "village": place.code,
        "village-cari": place.full_name,
        "village-untuk": place.full_name,
        "makes": "sambal rusip",
        **changed,
    }


def page_of(response):
    return response.content.decode()


def test_a_stranger_is_shown_the_way_in(client):
    page = page_of(client.get(HOME))
    assert "Masuk dengan nomor telepon" in page
    assert f"{reverse('account_login')}?next={HOME}" in page


def test_a_stranger_cannot_apply(client):
    for answer in (client.get(APPLY), client.post(APPLY, {})):
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("account_login"))


def test_who_has_no_shop_is_asked_who_she_is(buyer):
    client = signed_in(buyer)
    page = page_of(client.get(HOME, follow=True))
    assert "Daftar jadi penjual" in page
    assert 'value="Pembeli"' in page, "what is known need not be typed again"


def test_she_applies_and_waits(muara_kaman):
    user = User.objects.create_user("+6281234567050")
    client = signed_in(user)
    page = page_of(client.post(APPLY, answers(muara_kaman), follow=True))
    assert "Pendaftaran sedang diperiksa" in page
    assert "Sambal Aini" in page
    producer = Producer.objects.get()
    assert (producer.user, producer.village, producer.makes) == (user, muara_kaman, "sambal rusip")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name": ""}, "Tulis nama Anda."),
        ({"shop_name": "  "}, "Tulis nama toko Anda."),
        ({"shop_name": "123 !!"}, "Tulis namanya dengan huruf."),
        ({"shop_name": "x" * 61}, "Paling banyak 60 huruf"),
        ({"makes": ""}, "Tulis apa yang Anda buat."),
        ({"village": "", "village-cari": "", "village-untuk": ""}, "Ketik nama desa"),
    ],
)
def test_a_wrong_answer_is_said_plainly_and_nothing_is_lost(buyer, muara_kaman, changed, sentence):
    page = page_of(signed_in(buyer).post(APPLY, answers(muara_kaman, **changed)))
    assert sentence in page
    for name, value in answers(muara_kaman).items():
        if name not in changed and "village" not in name:
            assert value in page
    assert not Producer.objects.exists()


def test_a_village_of_a_regency_that_takes_no_part_is_refused(buyer, muara_kaman):
    muara_kaman.district.regency.is_member = False
    muara_kaman.district.regency.save()
    signed_in(buyer).post(APPLY, answers(muara_kaman))
    assert not Producer.objects.exists()


def test_forged_fields_change_nothing(buyer, muara_kaman, siti):
    forged = answers(muara_kaman, status="open", user=siti.user.pk, seller=siti.seller.pk, is_open="1", partner=1)
    signed_in(buyer).post(APPLY, forged)
    producer = Producer.objects.get(user=buyer)
    assert producer.seller.status == "waiting"
    assert not producer.seller.partner.is_open
    assert producer.seller != siti.seller


def test_who_was_sent_back_reads_why_and_sends_in_again(newcomer):
    reject_seller(seller=newcomer.seller, by=None, note="Tulis nama desa yang benar")
    client = signed_in(newcomer.user)
    assert "Tulis nama desa yang benar" in page_of(client.get(HOME))
    page = page_of(client.get(APPLY))
    assert "Tulis nama desa yang benar" in page
    assert "Madu Yuliana" in page
    client.post(APPLY, answers(newcomer.village, shop_name="Madu Hutan"))
    newcomer.seller.refresh_from_db()
    assert newcomer.seller.status == "waiting"


def test_who_waits_may_not_list_goods_yet(newcomer):
    client = signed_in(newcomer.user)
    for name in ("products", "add", "orders"):
        assert client.get(reverse(f"workshop:{name}")).url == HOME


def test_an_open_shop_does_not_apply_again(siti):
    assert signed_in(siti.user).get(APPLY).url == HOME


def test_it_is_kept_out_of_caches_and_search_engines(siti):
    answer = signed_in(siti.user).get(HOME)
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in page_of(answer)
