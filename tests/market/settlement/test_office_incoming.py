"""/kelola/uang/: transfers are matched, money that goes back by hand is noted, accounts are checked."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from market.gateways.bills.actions import add_proof
from market.gateways.bills.models import Bill, BillRefund, ReceivingAccount, StatementLine
from market.gateways.transfer.gateway import TransferGateway
from market.outbox.actions import sweep
from market.outbox.models import Effect
from market.settlement.models import OrderGroup, Refund
from market.settlement.refunds import mark_failed
from market.shop.checkout.actions import place_order_group
from market.shop.order.actions import cancel_order, start_payments
from market.shop.order.models import Order
from market.shop.order.status import Status
from tests.cast import sign_in
from tests.market.pictures.made import photo
from tests.market.settlement.desk import a_keeper, a_purchase
from tests.market.shop.goods import make_basket, make_buyer, make_product, make_shop, pay_up
from tests.market.shop.ways import bank_account, offer

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    sign_in(client, a_keeper())
    return client


@pytest.fixture
def transfer(own_folders: object) -> Bill:
    """A purchase from two shops whose buyer pays by transfer to the operator."""
    offer("transfer")
    bank_account()
    goods = [(make_product(make_shop(name)), 1) for name in ("Dapur Bu Ros", "Madu Pak Udin")]
    group = place_order_group(
        basket=make_basket(*goods), buyer=make_buyer(), choices={}, now=timezone.now(), method="transfer"
    )
    start_payments(group=group, now=timezone.now())
    return Bill.objects.get()


def settle_all() -> None:
    while sweep():
        pass


def statuses() -> set[str]:
    return set(Order.objects.values_list("status", flat=True))


def test_a_bill_with_a_proof_is_looked_at_and_confirmed(desk: Client, transfer: Bill) -> None:
    upload = SimpleUploadedFile("bukti.jpg", photo(width=400, height=600), content_type="image/jpeg")
    add_proof(external_id=transfer.external_id, upload=upload, at=timezone.now())

    assert "1 bukti bayar" in desk.get("/kelola/uang/").content.decode()
    assert "bukti dikirim" in desk.get("/kelola/uang/tagihan/").content.decode()
    assert desk.get(f"/kelola/uang/tagihan/{transfer.pk}/bukti/").status_code == 200
    page = desk.post(f"/kelola/uang/tagihan/{transfer.pk}/", {"evidence": ""})
    assert "Tulis dari mana" in page.content.decode()
    desk.post(f"/kelola/uang/tagihan/{transfer.pk}/", {"evidence": "Terlihat di mutasi"})
    settle_all()

    assert statuses() == {Status.PAID}


def test_a_proof_that_came_for_a_bill_just_closed_is_still_looked_at(desk: Client, transfer: Bill) -> None:
    TransferGateway().cancel(transfer.external_id)
    assert "belum ada bukti" not in desk.get("/kelola/uang/tagihan/").content.decode()
    upload = SimpleUploadedFile("bukti.jpg", photo(width=400, height=600), content_type="image/jpeg")
    add_proof(external_id=transfer.external_id, upload=upload, at=timezone.now())

    assert "1 bukti bayar" in desk.get("/kelola/uang/").content.decode()
    assert "ditutup" in desk.get("/kelola/uang/tagihan/").content.decode()


def test_another_sum_is_refused_in_words_and_kept_as_typed(desk: Client, transfer: Bill) -> None:
    page = desk.post(f"/kelola/uang/tagihan/{transfer.pk}/", {"evidence": "mutasi", "received": "Rp1.000"})

    assert "tidak cocok" in page.content.decode()
    assert "Rp1.000" in page.content.decode()
    transfer.refresh_from_db()
    assert transfer.state == Bill.State.WAITING


def test_a_banks_file_pays_the_bill_by_itself(desk: Client, transfer: Bill) -> None:
    today = timezone.localdate().strftime("%d/%m/%Y")
    text = f"Tanggal;Keterangan;Debit;Kredit;Saldo\n{today};TRSF SITI;;{transfer.payable};900000\n"
    text += f"{today};SETORAN;;777;900777\n"
    told = {"account": transfer.account_id, "file": SimpleUploadedFile("mutasi.csv", text.encode())}

    page = desk.post("/kelola/uang/mutasi/", told, follow=True).content.decode()
    settle_all()

    assert "2 baris baru, 1 cocok, 1 belum jelas" in page
    assert statuses() == {Status.PAID}


def test_a_movement_nobody_knows_is_put_aside_with_a_reason(desk: Client, transfer: Bill) -> None:
    today = timezone.localdate().strftime("%d/%m/%Y")
    text = f"Tanggal;Keterangan;Debit;Kredit;Saldo\n{today};SETORAN;;777;900777\n"
    told = {"account": transfer.account_id, "file": SimpleUploadedFile("mutasi.csv", text.encode())}
    desk.post("/kelola/uang/mutasi/", told)
    line = StatementLine.objects.get()

    assert "Mungkin ini" in desk.get(f"/kelola/uang/mutasi/{line.pk}/").content.decode()
    assert "tidak cocok" in desk.post(f"/kelola/uang/mutasi/{line.pk}/", {"bill": transfer.pk}).content.decode()
    assert "Tulis mengapa" in desk.post(f"/kelola/uang/mutasi/{line.pk}/", {"ignore": "1"}).content.decode()
    desk.post(f"/kelola/uang/mutasi/{line.pk}/", {"ignore": "1", "note": "Setoran kas sendiri"})
    line.refresh_from_db()
    assert line.state == StatementLine.State.IGNORED


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"halo\n", "=cmd|calc".encode("utf-16")])
def test_a_file_that_is_none_is_refused_in_words(desk: Client, transfer: Bill, content: bytes) -> None:
    told = {"account": transfer.account_id, "file": SimpleUploadedFile("mutasi.csv", content)}

    page = desk.post("/kelola/uang/mutasi/", told)

    assert page.status_code == 200
    assert "approvals__error" in page.content.decode()


def test_money_sent_back_by_hand_is_noted_with_its_proof(desk: Client, transfer: Bill) -> None:
    desk.post(f"/kelola/uang/tagihan/{transfer.pk}/", {"evidence": "Terlihat di mutasi"})
    settle_all()
    cancel_order(order=Order.objects.earliest("pk"), reason="Barang habis", by=None)
    settle_all()
    refund = BillRefund.objects.get()

    assert str(refund.bill.description) in desk.get("/kelola/uang/pengembalian/").content.decode()
    desk.post(f"/kelola/uang/pengembalian/{refund.pk}/selesai/", {"evidence": " "})
    refund.refresh_from_db()
    assert refund.done_at is None
    desk.post(f"/kelola/uang/pengembalian/{refund.pk}/selesai/", {"evidence": "TRF 123"})
    settle_all()
    assert Refund.objects.get().status == Refund.Status.DONE


def test_a_refused_refund_is_tried_again(desk: Client) -> None:
    group: OrderGroup = a_purchase()
    pay_up(group)
    cancel_order(order=Order.objects.earliest("pk"), reason="Barang habis", by=None)
    refund = Refund.objects.get()
    assert mark_failed(Effect.objects.get(kind="payment.refund").payload)

    assert "Coba lagi" in desk.get("/kelola/uang/pengembalian/").content.decode()
    desk.post(f"/kelola/uang/pengembalian/{refund.pk}/lagi/")
    refund.refresh_from_db()
    assert refund.status == Refund.Status.ASKED
    desk.post(f"/kelola/uang/pengembalian/{refund.pk}/lagi/")


def test_the_operators_account_is_entered_checked_and_used(desk: Client) -> None:
    told: dict[str, Any] = {"bank": "124", "number": "00123456789", "holder": "Pengelola Pasar Hulu"}

    assert (
        "approvals__error"
        in desk.post("/kelola/uang/rekening/pengelola/bank/", {**told, "number": "1"}).content.decode()
    )
    assert desk.post("/kelola/uang/rekening/pengelola/bank/", told).status_code == 302
    account = ReceivingAccount.objects.get()
    assert "Pengelola Pasar Hulu" in desk.get(f"/kelola/uang/rekening/{account.pk}/").content.decode()
    desk.post(f"/kelola/uang/rekening/{account.pk}/periksa/")

    account.refresh_from_db()
    assert account.state == ReceivingAccount.State.ACTIVE
    assert (
        "approvals__error"
        in desk.post("/kelola/uang/rekening/pengelola/qris/", {"payload": "000201"}).content.decode()
    )


def test_a_shops_account_is_stopped_with_a_reason(desk: Client) -> None:
    account = bank_account(make_shop())
    ReceivingAccount.objects.update(state=ReceivingAccount.State.WAITING, checked_at=None)

    assert "Perlu diperiksa (1)" in desk.get("/kelola/uang/rekening/").content.decode()
    desk.post(f"/kelola/uang/rekening/{account.pk}/hentikan/", {"note": "Nama tidak cocok"})

    account.refresh_from_db()
    assert account.state == ReceivingAccount.State.RETIRED


def test_of_two_keepers_the_other_checks_the_operators_account(desk: Client) -> None:
    desk.post("/kelola/uang/rekening/pengelola/bank/", {"bank": "124", "number": "00123456789", "holder": "Pengelola"})
    other = a_keeper("+6281288880077")
    account = ReceivingAccount.objects.get()

    page = desk.post(f"/kelola/uang/rekening/{account.pk}/periksa/", follow=True).content.decode()
    account.refresh_from_db()
    assert "diperiksa orang lain" in page
    assert account.state == ReceivingAccount.State.WAITING

    second = Client()
    sign_in(second, other)
    second.post(f"/kelola/uang/rekening/{account.pk}/periksa/")
    account.refresh_from_db()
    assert account.state == ReceivingAccount.State.ACTIVE
