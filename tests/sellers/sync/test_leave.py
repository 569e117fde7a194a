"""A shop's leave is one register: the latest word holds, from a phone or a page, whenever it comes."""

from __future__ import annotations

import time

import pytest
from django.urls import reverse

from market.shop.partner.models import Partner
from sellers.models import Write
from tests.sellers.conftest import signed_in
from tests.sellers.sync.phone import client_of, made, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def do(siti):
    """Send an operation of Siti's; return its answer."""
    hers = client_of(siti.user)
    return lambda kind, data, **changed: told(hers, made(siti.user, kind, data, **changed))


def ago(minutes: float) -> int:
    return int(time.time() * 1000) - round(minutes * 60_000)


def test_the_latest_word_about_leave_holds(do, siti):
    assert do("open_shop", {}, made_at=ago(5))["state"] == "done"
    answer = do("pause_shop", {"reason": "panen"}, made_at=ago(9))
    assert answer["result"] == {"overtaken": ["leave"]}
    assert not Partner.objects.get(pk=siti.seller.pk).is_paused
    assert do("pause_shop", {"reason": "banjir"}, made_at=ago(1))["state"] == "done"
    assert Partner.objects.get(pk=siti.seller.pk).pause_reason == "banjir"
    assert do("pause_shop", {"reason": "malas"})["state"] == "attention"


def test_what_she_said_on_the_page_is_not_overtaken_by_what_a_phone_said_before(do, siti):
    signed_in(siti.user).post(reverse("workshop:pause"), {"reason": "panen"})
    assert do("open_shop", {}, made_at=ago(3))["result"] == {"overtaken": ["leave"]}
    assert Partner.objects.get(pk=siti.seller.pk).pause_reason == "panen"
    signed_in(siti.user).post(reverse("workshop:open_again"))
    assert do("pause_shop", {"reason": "banjir"}, made_at=ago(2))["result"] == {"overtaken": ["leave"]}
    assert not Partner.objects.get(pk=siti.seller.pk).is_paused
    signed_in(siti.user).post(reverse("workshop:pause"), {"reason": "panen", "until": "2020-01-01"})  # says nothing
    assert Write.objects.filter(field="leave").count() == 4
