"""/jual/pesanan/: what to pack, for whom; nothing of anybody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from market.shop.order.actions import cancel_order, cancel_unpaid
from sellers.actions import approve_product
from tests.sellers.conftest import listed, signed_in
from tests.sellers.purchases import bought

pytestmark = pytest.mark.django_db


@pytest.fixture
def basket_from(ratna, snacks):
    """Something of Ratna's on sale."""
    return approve_product(product=listed(ratna, title="Anjat rotan", price=150_000), by=None, category=snacks)


@pytest.fixture
def orders(on_sale, basket_from):
    """One purchase from Siti and Ratna, paid: hers and the other's order."""
    found = bought((on_sale, 2), (basket_from, 1))
    return sorted(found, key=lambda order: order.membership.seller_id != on_sale.seller_id)


def page_of(response):
    return response.content.decode()


def order_page(order):
    return reverse("workshop:order", args=[order.number])


def test_she_sees_what_to_pack_for_whom_and_until_when(siti, orders):
    client = signed_in(siti.user)
    home = page_of(client.get(reverse("workshop:home")))
    assert orders[0].number in home
    assert "perlu dikirim" in home
    page = page_of(client.get(order_page(orders[0])))
    for word in ("Amplang ikan pipih", "Siti Aminah", "Jl. Tebet Raya 5", "Dijanjikan", "Reguler", "Serahkan paket"):
        assert word in page


def test_she_reads_by_which_day_it_has_to_leave(siti, orders):
    today = timezone.localdate()  # three to five days on the way
    leaves, arrives = (date_format(today + timedelta(days=days), "j F") for days in (2, 5))
    page = page_of(signed_in(siti.user).get(reverse("workshop:orders")))
    assert f"serahkan paling lambat {leaves} · dijanjikan sampai {arrives}" in page


def test_she_sees_nothing_of_the_other_seller(siti, orders):
    client = signed_in(siti.user)
    pages = [page_of(client.get(reverse(f"workshop:{name}"))) for name in ("home", "orders")]
    pages.append(page_of(client.get(order_page(orders[0]))))
    for page in pages:
        assert "Anjat" not in page
        assert "150.000" not in page
        assert orders[1].number not in page
    assert client.get(order_page(orders[1])).status_code == 404


def test_she_sees_nothing_before_it_is_paid(siti, on_sale):
    order = bought((on_sale, 1), is_paid=False)[0]
    client = signed_in(siti.user)
    assert order.number not in page_of(client.get(reverse("workshop:orders")))
    assert client.get(order_page(order)).status_code == 404


def test_she_hands_it_over(siti, orders):
    client = signed_in(siti.user)
    page = page_of(client.post(order_page(orders[0]), {"carrier": "JNE", "tracking_number": "JNE001"}, follow=True))
    assert "Pembeli sudah diberi tahu" in page
    assert "JNE001" in page
    orders[0].refresh_from_db()
    assert orders[0].status == "handed_over"
    assert orders[0].parcels.get().handed_over_by == siti.user
    orders[1].refresh_from_db()
    assert orders[1].status == "paid"


def test_handing_over_without_a_carrier_is_said_plainly_and_loses_nothing(siti, orders):
    page = page_of(signed_in(siti.user).post(order_page(orders[0]), {"tracking_number": "JNE001"}))
    assert "Tulis siapa yang membawa paket" in page
    assert 'value="JNE001"' in page


def test_handing_over_twice_makes_one_parcel(siti, orders):
    client = signed_in(siti.user)
    for number in ("JNE001", "JNE002"):
        client.post(order_page(orders[0]), {"carrier": "JNE", "tracking_number": number})
    assert orders[0].parcels.get().tracking_number == "JNE001"


def test_what_was_called_off_stays_in_sight_in_a_list_of_its_own(siti, orders, on_sale):
    mine, other = orders
    never_paid = bought((on_sale, 1), is_paid=False)[0]
    for order in orders:
        cancel_order(order=order, reason="Panen gagal", by=None)
    cancel_unpaid(group=never_paid.membership.group, now=timezone.now())
    client = signed_in(siti.user)

    assert mine.number not in page_of(client.get(reverse("workshop:orders")))
    off = page_of(client.get(reverse("workshop:orders"), {"lihat": "batal"}))
    assert mine.number in off
    assert "dibatalkan" in off
    for number in (other.number, never_paid.number):
        assert number not in off
    page = page_of(client.get(order_page(mine)))
    assert "Pesanan ini batal" in page
    assert "Jl. Tebet Raya 5" not in page
    assert client.get(order_page(never_paid)).status_code == 404


def test_the_list_costs_the_same_for_one_as_for_many(siti, on_sale, django_assert_max_num_queries):
    client = signed_in(siti.user)
    for _ in range(4):
        bought((on_sale, 1))
    with django_assert_max_num_queries(14):
        client.get(reverse("workshop:orders"))
