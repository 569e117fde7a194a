"""Two phones hand one order over, while its buyer says that it has come: what is kept hangs on no order of arrival."""

from __future__ import annotations

import pytest
from django.urls import reverse

from market.fulfilment.models import Parcel
from market.shop.order.actions import receive
from sellers.models import Write
from sellers.sync.parcels import given_twice
from tests.sellers.conftest import signed_in
from tests.sellers.purchases import bill_for, bought_straight
from tests.sellers.sync.phone import client_of, made, told

pytestmark = pytest.mark.django_db

FIRST = {"carrier": "KM Mahakam", "tracking_number": "A1"}
OTHER = {"carrier": "JNE", "tracking_number": "B2"}


@pytest.fixture
def order(on_sale, buyer):
    """An order that is paid in cash."""
    return bought_straight(on_sale, method="cash", user=buyer)


@pytest.fixture
def give(siti, order):
    return lambda **said: told(client_of(siti.user), made(siti.user, "hand_over", {"order": order.number, **said}))


@pytest.mark.parametrize("said", [FIRST, OTHER])
@pytest.mark.parametrize("is_received_first", [True, False])
def test_the_second_is_told_alike_and_its_cash_taken_whether_the_buyer_has_confirmed(
    siti, order, give, is_received_first, said
):
    is_other = said is OTHER
    give(**FIRST)
    if is_received_first:
        receive(order=order)
    answer = give(**said, cash_came=True)
    if not is_received_first:
        receive(order=order)

    assert answer["state"] == "done"
    assert answer["result"] == {"order": order.number, **({"overtaken": ["hand_over"]} if is_other else {})}
    assert ("JNE, nomor B2, tidak dipakai" in answer["words"]) is is_other
    assert "Uang Rp65.000 tercatat sudah Anda terima." in answer["words"]
    assert str(Parcel.objects.get()) == "KM Mahakam A1"
    assert [one.lost for one in given_twice(siti.seller)] == (["JNE, nomor B2"] if is_other else [])
    assert Write.objects.count() == is_other
    order.refresh_from_db()
    assert (order.status, bill_for(order).state) == ("received", "captured")


def test_the_page_says_so_too_where_the_buyer_has_confirmed(siti, order, give):
    give(**FIRST)
    receive(order=order)
    address = reverse("workshop:order", args=[order.number])
    page = signed_in(siti.user).post(address, OTHER, follow=True).content.decode()
    assert "JNE, nomor B2, tidak dipakai" in page


def test_what_was_called_off_is_not_handed_over(siti, order, give):
    signed_in(siti.user).post(reverse("workshop:cancel", args=[order.number]), {"reason": "Panen gagal"})
    assert give(**FIRST)["state"] == "attention"
    assert not Parcel.objects.exists()
