"""/kelola/uang/langsung/: the desk steps in where a seller cannot say, or does not, that her money came or went."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import Sum
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from market.accounts.models import User
from market.gateways.bills.models import Bill
from market.ledger.balances import balance, total
from market.notify.models import Message
from market.settlement.models import Refund, SellerTransfer
from market.shop.order.actions import cancel_order, hand_over, receive, refund_order
from market.shop.order.models import Order
from market.shop.order.status import Status
from tests.cast import sign_in
from tests.market.settlement.desk import a_keeper
from tests.market.shop.goods import make_product, make_shop
from tests.sellers.purchases import bill_for, bought_straight, carry_out_all, prove

pytestmark = pytest.mark.django_db

LIST = "/kelola/uang/langsung/"


@pytest.fixture
def keeper() -> User:
    return a_keeper()


@pytest.fixture
def desk(client: Client, keeper: User) -> Client:
    return sign_in(client, keeper)


@pytest.fixture
def order(own_folders: object) -> Order:
    """Somebody is to transfer straight to Bu Ros, whose shop was shut meanwhile."""
    order = bought_straight(make_product(make_shop()))
    order.membership.seller.is_open = False
    order.membership.seller.save()
    return order


def page_of(order: Order) -> str:
    return f"{LIST}{bill_for(order).external_id}/"


def told_to_seller(template: str) -> str:
    return Message.objects.get(template=template).text


def test_it_confirms_a_sellers_bill_with_its_evidence_and_tells_her(desk: Client, keeper: User, order: Order) -> None:
    bill = prove(order)
    assert "1 bukti bayar langsung ke toko" in desk.get("/kelola/uang/").content.decode()
    assert order.number in desk.get(LIST).content.decode()
    assert desk.get(f"{page_of(order)}bukti/").status_code == 200

    unseen = desk.post(page_of(order), {"note": "Bu Ros lewat telepon"}).content.decode()
    assert "Lihat dulu fotonya" in unseen
    assert "Bu Ros lewat telepon" in unseen
    assert "Tulis dari mana" in desk.post(page_of(order), {"has_seen_proof": "on", "note": " "}).content.decode()
    for _ in range(2):
        desk.post(page_of(order), {"has_seen_proof": "on", "note": "Bu Ros lewat telepon"})
    carry_out_all()

    bill.refresh_from_db()
    order.refresh_from_db()
    assert (bill.confirmed_by, order.status) == (keeper, Status.PAID)
    assert bill.evidence == "Petugas, foto bukti dilihat: Bu Ros lewat telepon"
    words = told_to_seller("bill_confirmed_for_you")
    assert order.number in words
    assert "Bu Ros lewat telepon" in words
    assert total() == 0


def test_without_a_photo_it_says_so_in_the_evidence(desk: Client, order: Order) -> None:
    desk.post(page_of(order), {"note": "Buku tabungan Bu Ros"})
    assert bill_for(order).evidence == "Petugas, tanpa foto bukti: Buku tabungan Bu Ros"


def test_it_notes_that_the_seller_gave_the_money_back_and_tells_her(desk: Client, keeper: User, order: Order) -> None:
    desk.post(page_of(order), {"note": "Buku tabungan Bu Ros"})
    carry_out_all()
    cancel_order(order=Order.objects.get(pk=order.pk), reason="Toko dibekukan", by=keeper)
    carry_out_all()
    refund = bill_for(order).refunds.get()
    assert "1 uang yang lama belum dikembalikan" in desk.get("/kelola/uang/").content.decode()
    assert order.number in desk.get(LIST).content.decode()

    assert "Tulis dari mana" in desk.post(page_of(order), {"refund": refund.pk, "note": ""}).content.decode()
    for _ in range(2):
        desk.post(page_of(order), {"refund": refund.pk, "note": "Pembeli memastikan"})
    carry_out_all()

    refund.refresh_from_db()
    assert (refund.done_by, refund.evidence) == (keeper, "Petugas, dari toko: Pembeli memastikan")
    assert Refund.objects.get().status == Refund.Status.DONE
    assert "Pembeli memastikan" in told_to_seller("refund_noted_for_you")
    assert total() == 0


def test_what_the_seller_said_herself_stays_hers(desk: Client, order: Order) -> None:
    Bill.objects.update(state="captured", captured=1, confirmed_at=timezone.now(), evidence="Toko")
    assert "sudah tercatat" in desk.post(page_of(order), {"note": "lagi"}, follow=True).content.decode()
    assert bill_for(order).evidence == "Toko"
    assert not Message.objects.filter(template="bill_confirmed_for_you").exists()


def test_the_orders_page_leads_there(desk: Client, order: Order) -> None:
    assert page_of(order) in desk.get(f"/kelola/pesanan/{order.number}/").content.decode()


def test_what_the_operator_takes_in_is_not_found_here(desk: Client, order: Order) -> None:
    Bill.objects.update(partner=None)
    assert desk.get(page_of(order)).status_code == 404
    assert desk.post(page_of(order), {"note": "x"}).status_code == 404


def test_the_list_costs_the_same_for_one_as_for_many(desk: Client, own_folders: object) -> None:
    product = make_product(make_shop())
    counts = []
    for _ in range(2):
        prove(bought_straight(product))
        desk.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            desk.get(LIST)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("is_received", [False, True])
def test_what_the_market_gives_back_in_her_stead_she_owes(desk: Client, order: Order, is_received: bool) -> None:
    desk.post(page_of(order), {"note": "Buku tabungan Bu Ros"})
    carry_out_all()
    order = Order.objects.get(pk=order.pk)
    seller, paid = order.membership.seller, int(order.total_incl_tax)
    if is_received:
        hand_over(order=order, carrier="K", tracking_number="", by=None)
        receive(order=order)
    refund_order(order=Order.objects.get(pk=order.pk), amount=paid, reason="Rusak", key="r", by=None)
    carry_out_all()
    refund = bill_for(order).refunds.get()

    told = {"refund": refund.pk, "note": "kuitansi 12", "paid_from": "bank:treasurer"}
    assert "paid_from" in desk.post(page_of(order), {**told, "paid_from": "held"}).context["given_back"][0][1].errors
    for _press in range(2):
        assert desk.post(page_of(order), told).status_code == 302
    carry_out_all()

    refund.refresh_from_db()
    assert refund.evidence == "Petugas, uang pasar: kuitansi 12"
    assert Refund.objects.get().status == Refund.Status.DONE
    assert (balance("bank:treasurer"), balance(f"seller:{seller.pk}:direct"), balance("refunds")) == (-paid, 0, 0)
    assert balance(f"seller:{seller.pk}") == paid
    assert SellerTransfer.objects.filter(partner=seller).aggregate(sum=Sum("amount"))["sum"] == -paid
    assert total() == 0
    words = told_to_seller("refund_paid_for_you")
    assert "dipotong dari pencairan" in words
    assert order.number in words
    assert not Message.objects.filter(template="refund_noted_for_you").exists()
