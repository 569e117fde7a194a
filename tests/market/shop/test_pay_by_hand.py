"""What the purchase's page says of what is not paid, and until when."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from catalogue.models import Product
from market.accounts.models import User
from market.gateways.bills.models import Bill
from market.notify.models import Message
from market.settlement.models import OrderGroup
from market.shop.order.actions import hand_over, refund_order, release_hold
from market.shop.order.models import Order
from tests.market.shop.by_hand import a_photo, page_of, pay, place, proof_url
from tests.market.shop.ways import offer

pytestmark = pytest.mark.django_db


def test_who_closes_the_page_finds_it_again_by_the_message(direct: OrderGroup) -> None:
    told = Message.objects.get(phone=direct.buyer_phone)
    assert told.template == "purchase_placed"
    until = date_format(timezone.localtime(direct.hold_expires_at), "j F, H.i")
    for words in (direct.number, direct.secret, "1 × ", "dan 2 barang lain", f"sampai {until} WITA"):
        assert words in told.text
    assert f"Rp{direct.total:,}".replace(",", ".") in told.text
    assert direct.buyer_name not in told.text


def test_a_message_speaks_of_cash_where_cash_is_promised(products: list[Product]) -> None:
    offer("cash", is_local_only=False)
    rina = User.objects.create_user("+6281299990000", first_name="Rina")
    group = place(products[:1], "cash", rina)
    told = Message.objects.get(template="purchase_placed")
    assert "Bayar tunai saat barang diserahkan." in told.text
    assert "WITA" not in told.text
    assert told.phone == group.buyer_phone


def test_a_card_is_paid_at_once_and_needs_no_message(products: list[Product], double: str) -> None:
    place(products[:1], "stripe")
    assert not Message.objects.exists()


def test_three_shops_are_three_steps_with_what_is_still_to_pay(client: Client, direct: OrderGroup) -> None:
    page = page_of(client, direct)
    due = sum(Bill.objects.values_list("payable", flat=True))
    assert page.count("masih harus dibayar Rp") == 3
    assert f"Rp{due:,}".replace(",", ".") in page
    assert page.count("Transfer ke Bankaltimtara") == 3
    assert "Batalkan pesanan ini saja" in page

    first, *others = direct.payments.order_by("pk")
    pay(first)

    page = page_of(client, direct)
    due = sum(bill.payable for bill in Bill.objects.filter(external_id__in=[one.external_id for one in others]))
    assert page.count("sudah dibayar Rp") == 1
    assert page.count("masih harus dibayar Rp") == 2
    assert "Sebagian sudah dibayar." in page
    assert f"Rp{due:,}".replace(",", ".") in page
    assert "Ganti cara bayar" not in page.replace("Ganti cara bayar atau", "")


def test_only_what_is_to_be_paid_next_is_open(client: Client, direct: OrderGroup, own_folders: Path) -> None:
    def folded() -> list[bool]:
        listed = page_of(client, direct).partition('<ol class="pay-steps">')[2].partition("</ol>")[0]
        steps = listed.split('<li class="pay-steps__step')[1:]
        return ["<details" in step for step in steps]

    first, second, _third = direct.payments.order_by("pk")
    assert folded() == [False, True, True]
    client.post(proof_url(direct, first), {"proof": a_photo()})
    assert folded() == [True, False, True]
    answer = client.post(proof_url(direct, first), {}).content.decode()
    assert answer.index('role="alert"') < answer.index("<details")
    pay(second)
    assert folded() == [True, False, False]


def test_two_that_ran_out_leave_the_paid_one_alone(client: Client, direct: OrderGroup) -> None:
    pay(direct.payments.earliest("pk"))
    OrderGroup.objects.update(hold_expires_at=timezone.now() - timedelta(minutes=1))
    assert release_hold(group=direct, now=timezone.now())

    page = page_of(client, direct)
    assert page.count(">tidak dibayar<") == 2
    assert page.count("sudah dibayar Rp") == 1
    assert "Pembayaran sudah kami terima" not in page
    assert "1 dari 3 pembayaran sudah diterima." in page
    assert "Tidak jadi: Anyaman Ibu Ani, Madu Pak Udin." in page
    paid = direct.payments.earliest("pk").splits.get().order
    assert f"Rp{paid.total_incl_tax:,.0f}".replace(",", ".") in page.partition('role="status"')[0]
    assert page.count("waktu bayar habis") == 2
    assert "Masih harus dibayar" not in page


def test_the_head_says_what_is_called_off_and_what_is_still_looked_at(client: Client, direct: OrderGroup) -> None:
    pay(direct.payments.earliest("pk"))
    number = direct.members.order_by("pk")[1].order.number
    client.post(f"/pesanan/{direct.secret}/{number}/batal/")
    OrderGroup.objects.update(hold_expires_at=timezone.now() - timedelta(minutes=1))

    page = page_of(client, direct)
    assert "1 dari 3 pembayaran sudah diterima." in page
    assert "Tidak jadi: Anyaman Ibu Ani." in page
    assert "Masih diperiksa: Madu Pak Udin." in page
    assert "Telanjur membayar? Kirim foto buktinya" in page
    assert "waktu bayar lewat, sedang diperiksa" in page


def test_a_refund_is_shown_with_its_order(client: Client, pooled: OrderGroup) -> None:
    pay(pooled.payments.get())
    order = Order.objects.get()
    refund_order(order=order, amount=10_000, reason="Satu bungkus pecah", key="r1", by=None)
    page = page_of(client, pooled)
    assert "Rp10.000 sedang dikembalikan." in page
    assert "Satu bungkus pecah" in page


def test_cash_is_due_until_the_goods_are_handed_over(client: Client, products: list[Product]) -> None:
    offer("cash", is_local_only=False)
    group = place(products[:2], "cash", User.objects.create_user("+6281299990000", first_name="Rina"))
    page = page_of(client, group)
    assert "Siapkan uang pas <span" not in page
    assert page.count("Siapkan uang pas.") == 2  # once a shop, within how to pay
    assert "Pesanan sudah kami catat." in page
    assert page.count("tunai Rp65.000") == 2

    for payment in group.payments.all():
        hand_over(order=payment.splits.get().order, carrier="", tracking_number="", by=None)
        pay(payment)
    page = page_of(client, group)
    assert page.count("sudah dibayar Rp65.000") == 2
    assert "Siapkan uang pas" not in page


def test_the_page_asks_a_fixed_number_of_questions_beside_its_bills(
    client: Client, direct: OrderGroup, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(16):
        page_of(client, direct)
    for payment in direct.payments.all():
        pay(payment)
    with django_assert_max_num_queries(11):
        page_of(client, direct)
