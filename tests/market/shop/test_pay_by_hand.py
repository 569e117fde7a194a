"""What a buyer does on the purchase's page with what is not paid: proofs, other ways, giving up, cash."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from catalogue.models import Product
from market.accounts.models import User
from market.gateways.bills.actions import confirm
from market.gateways.bills.models import Bill
from market.notify.models import Message
from market.settlement.models import OrderGroup, Payment
from market.shop.checkout.actions import place_order_group
from market.shop.order.actions import hand_over, refund_order, release_hold, start_payments, take_payment_news
from market.shop.order.models import Order
from market.shop.order.status import Status
from market.shop.partner.models import Partner
from tests.market.pictures.made import photo
from tests.market.shop.goods import make_basket, make_buyer, make_destination, make_product, make_shop
from tests.market.shop.ways import bank_account, offer

pytestmark = pytest.mark.django_db


@pytest.fixture
def shops() -> list[Partner]:
    make_destination()
    return [make_shop("Dapur Bu Ros"), make_shop("Anyaman Ibu Ani"), make_shop("Madu Pak Udin")]


@pytest.fixture
def products(shops: list[Partner]) -> list[Product]:
    return [make_product(shop, price=25_000) for shop in shops]


def place(products: list[Product], method: str, user: User | None = None) -> OrderGroup:
    basket = make_basket(*[(product, 1) for product in products], owner=user)
    group = place_order_group(basket=basket, buyer=make_buyer(user), choices={}, now=timezone.now(), method=method)
    start_payments(group=group, now=timezone.now())
    return group


@pytest.fixture
def pooled(products: list[Product]) -> OrderGroup:
    offer("transfer")
    bank_account()
    return place(products[:1], "transfer")


@pytest.fixture
def direct(shops: list[Partner], products: list[Product]) -> OrderGroup:
    offer("transfer", is_direct=True)
    for number, shop in enumerate(shops):
        bank_account(shop, number=f"55566677{number}")
    return place(products, "transfer")


def pay(payment: Payment) -> None:
    bill = Bill.objects.get(external_id=payment.external_id)
    confirm(bill_id=bill.pk, by=None, evidence="mutasi bank", at=timezone.now())
    take_payment_news(gateway_code=payment.gateway, external_id=payment.external_id)


def page_of(client: Client, group: OrderGroup) -> str:
    return client.get(f"/pesanan/{group.secret}/").content.decode()


def a_photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("struk.jpg", photo(width=300, height=500), content_type="image/jpeg")


def proof_url(group: OrderGroup, payment: Payment | None = None) -> str:
    return f"/pesanan/{group.secret}/bukti/{(payment or group.payments.get()).pk}/"


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


def test_a_photo_is_taken_cleaned_and_looked_at(client: Client, pooled: OrderGroup, own_folders: Path) -> None:
    page = client.post(proof_url(pooled), {"proof": a_photo()}, follow=True).content.decode()

    assert "Bukti diterima, sedang diperiksa." in page
    bill = Bill.objects.get()
    assert bill.proof_at is not None
    assert "struk" not in bill.proof.name
    assert bill.proof.name not in page
    assert Order.objects.get().status == Status.AWAITING_PAYMENT


def test_one_deadline_is_shown_until_when_the_goods_are_held(
    client: Client, pooled: OrderGroup, own_folders: Path
) -> None:
    page = page_of(client, pooled)
    until = timezone.localtime(pooled.hold_expires_at)
    assert f"Transfer paling lambat <strong>{date_format(until, 'j F Y, H.i')} WITA" in page
    assert page.count(f"{date_format(until, 'H.i')} WITA") == 2

    client.post(proof_url(pooled), {"proof": a_photo()})
    page = page_of(client, pooled)
    pooled.refresh_from_db()
    assert pooled.hold_expires_at > pooled.placed_at + timedelta(hours=3)
    assert f"sampai {date_format(timezone.localtime(pooled.hold_expires_at), 'j F, H.i')} WITA" in page
    assert "paling lambat" not in page


def test_a_second_photo_takes_the_place_of_the_first(client: Client, pooled: OrderGroup, own_folders: Path) -> None:
    client.post(proof_url(pooled), {"proof": a_photo()})
    first = Bill.objects.get().proof.name
    client.post(proof_url(pooled), {"proof": a_photo()})
    assert Bill.objects.get().proof.name != first
    assert Payment.objects.count() == 1


@pytest.mark.parametrize(
    "upload",
    [
        None,
        SimpleUploadedFile("a.jpg", b"<svg onload=alert(1)>", content_type="image/jpeg"),
        SimpleUploadedFile("../../etc/passwd.php", b"<?php", content_type="image/jpeg"),
        SimpleUploadedFile("a.pdf", b"%PDF-1.4", content_type="application/pdf"),
        SimpleUploadedFile("kosong.jpg", b"", content_type="image/jpeg"),
        SimpleUploadedFile("besar.jpg", b"\xff\xd8\xff" + 16_000_000 * b"x", content_type="image/jpeg"),
    ],
    ids=["nothing", "svg", "php", "pdf", "empty", "huge"],
)
def test_what_is_no_photo_is_told_in_plain_words(
    client: Client, pooled: OrderGroup, own_folders: Path, upload: SimpleUploadedFile | None
) -> None:
    answer = client.post(proof_url(pooled), {"proof": upload} if upload else {})

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Bill.objects.get().proof


def test_a_stranger_reaches_no_other_purchases_payment(
    client: Client, pooled: OrderGroup, products: list[Product], own_folders: Path
) -> None:
    theirs = place(products[1:2], "transfer")
    their_payment, number = theirs.payments.get(), theirs.members.get().order.number

    assert client.post(proof_url(pooled, their_payment), {"proof": a_photo()}).status_code == 404
    assert client.post(f"/pesanan/{pooled.secret}/{number}/batal/").status_code == 404
    assert client.post(f"/pesanan/{pooled.secret}/bukti/{10**30}/", {"proof": a_photo()}).status_code == 404
    for wrong in (pooled.number, pooled.secret[:-1], "x"):
        assert client.post(f"/pesanan/{wrong}/bukti/{their_payment.pk}/").status_code == 404
        for rest in ("cara/", "batal/", f"{number}/batal/"):
            assert client.post(f"/pesanan/{wrong}/{rest}").status_code == 404
    assert not Bill.objects.exclude(proof="").exists()
    assert set(Order.objects.values_list("status", flat=True)) == {Status.AWAITING_PAYMENT}


def test_a_card_or_cash_payment_takes_no_photo(client: Client, products: list[Product], double: str) -> None:
    assert client.post(proof_url(place(products[:1], "stripe")), {"proof": a_photo()}).status_code == 404


def test_when_the_money_has_come_a_photo_is_not_needed(client: Client, pooled: OrderGroup, own_folders: Path) -> None:
    pay(pooled.payments.get())
    page = client.post(proof_url(pooled), {"proof": a_photo()}, follow=True).content.decode()
    assert "bukti tidak perlu lagi" in page
    assert "Pembayaran sudah kami terima" in page


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


def test_a_photo_takes_its_payment_off_what_is_still_to_pay(
    client: Client, direct: OrderGroup, own_folders: Path
) -> None:
    first, *others = direct.payments.order_by("pk")
    client.post(proof_url(direct, first), {"proof": a_photo()})
    page = page_of(client, direct)
    assert page.count("Bukti sudah dikirim, sedang diperiksa<") == 1
    assert page.count("masih harus dibayar Rp") == 2
    due = sum(bill.payable for bill in Bill.objects.filter(external_id__in=[one.external_id for one in others]))
    assert f"Rp{due:,}".replace(",", ".") in page

    for payment in others:
        client.post(proof_url(direct, payment), {"proof": a_photo()})
    page = page_of(client, direct)
    assert "Bukti sudah dikirim, sedang diperiksa.</strong>" in page
    assert "Belum dibayar" not in page
    assert "harus dibayar" not in page.lower()


def test_one_order_of_a_direct_basket_can_be_given_up(client: Client, direct: OrderGroup) -> None:
    numbers = [member.order.number for member in direct.members.order_by("pk")]
    pay(direct.payments.earliest("pk"))

    for number in (numbers[0], numbers[1], numbers[1]):
        client.post(f"/pesanan/{direct.secret}/{number}/batal/")

    statuses = dict(Order.objects.values_list("number", "status"))
    assert [statuses[number] for number in numbers] == [Status.PAID, Status.CANCELLED, Status.AWAITING_PAYMENT]


def test_a_pooled_order_is_not_given_up_alone(client: Client, pooled: OrderGroup) -> None:
    number = pooled.members.get().order.number
    page = client.post(f"/pesanan/{pooled.secret}/{number}/batal/", follow=True).content.decode()
    assert "Hubungi petugas" in page
    assert Order.objects.get().status == Status.AWAITING_PAYMENT


def test_the_buyer_gives_up_what_is_not_paid_once(client: Client, pooled: OrderGroup) -> None:
    assert "Batalkan yang belum dibayar" in page_of(client, pooled)
    first, second = (client.post(f"/pesanan/{pooled.secret}/batal/", follow=True).content.decode() for _ in range(2))
    assert "Sudah dibatalkan." in first
    assert "Tidak ada lagi yang bisa dibatalkan." in second
    assert Order.objects.get().status == Status.CANCELLED
    page = page_of(client, pooled)
    assert "Pembelian ini dibatalkan." in page
    assert "Pesanan ini sudah dibatalkan." in page
    assert "sudah habis" not in page


def test_a_paid_purchase_is_not_given_up(client: Client, pooled: OrderGroup) -> None:
    pay(pooled.payments.get())
    assert "Batalkan" not in page_of(client, pooled)
    client.post(f"/pesanan/{pooled.secret}/batal/")
    assert Order.objects.get().status == Status.PAID


def test_the_buyer_pays_otherwise(client: Client, pooled: OrderGroup, double: str) -> None:
    page = page_of(client, pooled)
    assert "Ganti cara bayar" in page
    assert 'name="cara" value="stripe"' in page
    assert 'name="cara" value="transfer"' not in page

    answer = client.post(f"/pesanan/{pooled.secret}/cara/", {"cara": "stripe"})

    assert answer.url.startswith(double)
    assert OrderGroup.objects.get().gateway == "stripe"
    assert Bill.objects.get().state == Bill.State.CANCELLED


@pytest.mark.parametrize("way", ["cash", "qris", "", "x", "transfer"])
def test_a_way_that_is_not_open_changes_nothing(client: Client, pooled: OrderGroup, way: str) -> None:
    offer("stripe", floor=10_000_000)
    for wanted in (way, "stripe"):
        page = client.post(f"/pesanan/{pooled.secret}/cara/", {"cara": wanted}, follow=True).content.decode()
        assert "tidak bisa dipakai untuk pembelian ini" in page
    assert OrderGroup.objects.get().gateway == "transfer"


def test_what_is_paid_is_not_paid_otherwise(client: Client, pooled: OrderGroup, double: str) -> None:
    pay(pooled.payments.get())
    client.post(f"/pesanan/{pooled.secret}/cara/", {"cara": "stripe"})
    assert OrderGroup.objects.get().gateway == "transfer"
    assert Payment.objects.count() == 1


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
