"""A shop goes on leave: buyers see it and buy nothing, what was bought goes on, and it opens by itself on its day."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from market.fulfilment.models import Parcel
from market.shop.partner.models import Partner
from sellers.actions import NotOpen, UnlikelyDay, open_shop, pause_shop
from sellers.actions.pausing import open_rested_shops
from sellers.models import Pause
from sellers.tasks import open_rested_shops as on_the_clock
from tests.sellers.conftest import signed_in
from tests.sellers.purchases import bought

LEAVE, AGAIN = reverse("workshop:pause"), reverse("workshop:open_again")


def page_of(response):
    return response.content.decode()


def state_of(shop):
    return Partner.objects.values_list("pause_reason", "pause_words", "paused_until").get(pk=shop.pk)


def test_she_goes_on_leave_and_opens_again(siti, on_sale):
    client, day = signed_in(siti.user), timezone.localdate() + timedelta(days=9)
    page = page_of(client.post(LEAVE, {"reason": "panen", "words": "x", "until": day.isoformat()}, follow=True))
    assert "Toko sedang libur: panen. Buka lagi" in page
    assert "Buka toko sekarang" in page
    assert state_of(siti.seller) == ("panen", "", day)

    page = page_of(client.post(AGAIN, follow=True))
    assert "Toko buka lagi." in page
    assert "libur:" not in page
    assert state_of(siti.seller) == ("", "", None)
    assert "memang sedang buka" in page_of(client.post(AGAIN, follow=True))
    leave = Pause.objects.get()
    assert (leave.began_by, leave.ended_by, leave.until) == (siti.user, siti.user, day)
    assert leave.ended_at is not None


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"reason": ""}, "Pilih alasannya."),
        ({"reason": "malas"}, "Pilih alasan dari daftar."),
        ({"words": ""}, "Tulis alasannya dengan beberapa kata."),
        ({"words": "hubungi 0812 3456 7890"}, "tanpa nomor telepon atau alamat"),
        ({"words": "lihat www.contoh.id"}, "tanpa nomor telepon atau alamat"),
        ({"words": "x" * 41}, "Paling banyak 40 huruf"),
        ({"until": "hari ini"}, "Tanggal ini belum benar."),
        ({"until": "2026-01-01"}, "Pilih besok atau hari sesudahnya."),
        ({"until": "2099-01-01"}, "Paling lama satu tahun."),
    ],
)
def test_a_wrong_answer_changes_nothing_and_is_kept(siti, changed, sentence):
    given = {"reason": "lain", "words": "acara keluarga", "until": "", **changed}
    page = page_of(signed_in(siti.user).post(LEAVE, given))
    assert sentence in page
    assert state_of(siti.seller) == ("", "", None)
    if given["words"] and len(given["words"]) <= 40:
        assert f'value="{given["words"]}"' in page


def test_buyers_see_why_and_until_when_and_cannot_buy(client: Client, siti, on_sale):
    pause_shop(shop=siti.seller, reason="tanpa_sinyal", until=timezone.localdate() + timedelta(days=3), by=siti.user)
    address, card = on_sale.get_absolute_url(), "Toko libur"
    page = page_of(client.get(address))
    assert "Toko sedang libur: tidak ada sinyal. Buka lagi" in page
    assert reverse("basket:add", args=[on_sale.pk]) not in page
    data = json.loads(
        re.search(r'<script type="application/ld\+json">(\{"@context[^<]*"Product".*?)</script>', page)[1]
    )
    assert data["offers"]["availability"] == "https://schema.org/OutOfStock"
    assert data["offers"]["availabilityStarts"] == (timezone.localdate() + timedelta(days=3)).isoformat()

    assert "Toko sedang libur: tidak ada sinyal." in page_of(client.get(siti.seller.get_absolute_url()))
    assert card in page_of(client.get(reverse("catalogue:index")))
    assert on_sale.title not in page_of(client.get(reverse("catalogue:index"), {"ada": "1"}))
    assert "Toko sedang libur" in page_of(client.post(reverse("basket:add", args=[on_sale.pk]), follow=True))
    with translation.override("en"):
        english = page_of(client.get(on_sale.get_absolute_url()))
    assert "This shop is taking a break: no phone signal. Open again on" in english

    open_shop(shop=siti.seller, by=siti.user)
    assert reverse("basket:add", args=[on_sale.pk]) in page_of(client.get(address))
    assert on_sale.title in page_of(client.get(reverse("catalogue:index"), {"ada": "1"}))


def test_what_was_bought_goes_on(siti, on_sale):
    [order] = bought((on_sale, 1))
    pause_shop(shop=siti.seller, reason="panen", until=None, by=siti.user)
    client = signed_in(siti.user)
    assert order.number in page_of(client.get(reverse("workshop:home")))
    client.post(reverse("workshop:order", args=[order.number]), {"carrier": "JNE", "tracking_number": ""})
    order.refresh_from_db()
    assert order.status == "handed_over"
    assert Parcel.objects.filter(orders=order).exists()


def test_the_same_again_is_the_same_leave_and_another_day_another_one(siti):
    first = pause_shop(shop=siti.seller, reason="panen", until=None, by=siti.user)
    assert pause_shop(shop=siti.seller, reason="panen", until=None, by=siti.user) == first
    later = timezone.localdate() + timedelta(days=30)
    second = pause_shop(shop=siti.seller, reason="panen", until=later, by=siti.user)
    assert Pause.objects.get(ended_at=None) == second != first
    assert open_shop(shop=siti.seller, by=siti.user) is True
    assert open_shop(shop=siti.seller, by=siti.user) is False


@pytest.mark.parametrize("days", [-1, 0, 367])
def test_no_unlikely_day_is_taken(siti, days):
    with pytest.raises(UnlikelyDay):
        pause_shop(shop=siti.seller, reason="panen", until=timezone.localdate() + timedelta(days=days), by=siti.user)


def test_a_shop_that_an_operator_keeps_closed_is_not_paused(newcomer):
    with pytest.raises(NotOpen):
        pause_shop(shop=newcomer.seller, reason="panen", until=None, by=newcomer.user)


def test_it_opens_by_itself_on_its_day_and_not_before(siti, ratna):
    day = timezone.localdate() + timedelta(days=2)
    pause_shop(shop=siti.seller, reason="banjir", until=day, by=siti.user)
    pause_shop(shop=ratna.seller, reason="banjir", until=None, by=ratna.user)
    assert on_the_clock() == 0
    assert open_rested_shops(today=day - timedelta(days=1)) == 0
    assert open_rested_shops(today=day) == 1
    assert open_rested_shops(today=day) == 0
    assert state_of(siti.seller) == ("", "", None)
    assert state_of(ratna.seller)[0] == "banjir"
    assert Pause.objects.get(seller=siti.seller).ended_by is None


def test_a_shop_of_somebody_else_stays_open(siti, ratna):
    signed_in(ratna.user).post(LEAVE, {"reason": "panen"})
    assert state_of(siti.seller) == ("", "", None)
    assert state_of(ratna.seller)[0] == "panen"


def test_a_list_asks_as_many_questions_as_before(client: Client, siti, on_sale, django_assert_num_queries):
    for address in (reverse("catalogue:index"), on_sale.get_absolute_url(), siti.seller.get_absolute_url()):
        client.get(address)
        with CaptureQueriesContext(connection) as before:
            client.get(address)
        asked = len(before)
        Partner.objects.update(pause_reason="panen", paused_until=date(2026, 12, 3))
        client.get(address)
        with django_assert_num_queries(asked):
            assert "libur" in page_of(client.get(address))
        Partner.objects.update(pause_reason="", paused_until=None)
