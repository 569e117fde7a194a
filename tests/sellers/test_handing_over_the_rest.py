"""An order of several producers of a hub: whose goods were declined gives nothing away, and is not asked any more."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from market.fulfilment.models import Parcel
from market.shop.order.actions import decline_line
from sellers.actions import approve_product
from sellers.actions.consent_ends import withdraw_consent
from sellers.models import ActedFor
from tests.sellers.conftest import listed
from tests.sellers.consents import a_maker, agreed, made_hub
from tests.sellers.purchases import bought
from tests.sellers.sync.phone import made, post, told

pytestmark = pytest.mark.django_db

CARRIED = {"carrier": "JNE", "tracking_number": "X1"}


@pytest.fixture
def makers(siti):
    return [a_maker(made_hub(siti), name) for name in ("Acil Imah", "Ibu Lusia")]


@pytest.fixture
def order(makers, snacks):
    """Return an order of goods of both, who have agreed."""
    goods = []
    for maker in makers:
        agreed(maker)
        mat = listed(maker, title=f"Tikar {maker.name}")
        goods.append((approve_product(product=mat, by=None, category=snacks), 1))
    [order] = bought(*goods)
    return order


def take_back(siti, maker):
    withdraw_consent(producer=maker, hub=siti.seller, by=None, how="link", now=timezone.now())


def decline(siti, order, maker):
    line = order.lines.get(product__producer=maker)
    decline_line(line=line, reason="Habis", by=siti.user, now=timezone.now())


def logged():
    return list(ActedFor.objects.filter(what="menyerahkan pesanan").values_list("principal_name", flat=True))


def test_the_page_asks_only_for_those_whose_goods_leave(siti, makers, order, hers):
    imah, lusia = makers
    address = reverse("workshop:order", args=[order.number])
    take_back(siti, imah)
    assert hers.post(address, CARRIED).status_code == 403, "her goods are in it"
    assert "Ini milik <strong>Acil Imah</strong>" in hers.get(address).content.decode()
    decline(siti, order, imah)
    shown = hers.get(address).content.decode()
    assert "Ini milik <strong>Acil Imah</strong>" not in shown
    assert "a.n. Ibu Lusia" in shown
    assert hers.post(address, CARRIED).status_code == 302
    assert Parcel.objects.filter(orders=order).exists()
    assert logged() == ["Ibu Lusia"]


def test_a_phone_is_asked_only_for_those_whose_goods_leave(siti, makers, order, hers):
    imah, lusia = makers
    operation = made(siti.user, "hand_over", {"order": order.number, **CARRIED})
    take_back(siti, imah)
    assert post(hers, operation).status_code == 403, "her goods are in it"
    decline(siti, order, imah)
    answer = told(hers, operation)
    assert (answer["state"], "(a.n. Ibu Lusia)" in answer["words"]) == ("done", True)
    assert logged() == ["Ibu Lusia"]


def test_who_is_left_is_asked_as_before(siti, makers, order, hers):
    imah, lusia = makers
    decline(siti, order, imah)
    take_back(siti, lusia)
    assert hers.post(reverse("workshop:order", args=[order.number]), CARRIED).status_code == 403
    assert post(hers, made(siti.user, "hand_over", {"order": order.number, **CARRIED})).status_code == 403
    assert logged() == []
    assert not Parcel.objects.exists()
