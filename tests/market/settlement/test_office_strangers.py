"""The money desk against people who have no business there, forged and doubled forms, and hostile text."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from market.accounts.models import User
from market.accounts.roles import EDITOR, OPERATOR, appoint
from market.gateways.bills.models import Bill, BillRefund, ReceivingAccount, Statement, StatementLine
from market.ledger.balances import total
from market.ledger.models import Journal
from market.settlement.models import (
    CommissionRate,
    Payment,
    PaymentMethod,
    Reconciliation,
    Refund,
    SellerPayout,
    SellerTransfer,
)
from market.settlement.office.urls import urlpatterns
from market.shop.order.actions import hand_over, receive
from market.shop.order.models import Order
from market.shop.partner.models import StockRecord
from tests.cast import sign_in
from tests.market.pictures.made import photo
from tests.market.settlement.desk import a_keeper, a_purchase, earned
from tests.market.shop.goods import make_village, pay_up
from tests.market.shop.ways import bank_account

pytestmark = pytest.mark.django_db

BIG = 10**25
ODD = ("\x00", f"-{BIG}", "9" * 5000)
FORMULA = "=cmd|' /C calc'!A0\x0b\u202e<b>x</b>"
FORGED = {
    "do": "refund", "amount": "1000", "key": "k", "reason": "r", "evidence": "e", "note": "n", "bill": "1",
    "paid_from": "bank:treasurer", "until": "2026-01-01", "bank": "124", "number": "00123456789", "holder": "Maling",
}  # fmt: skip
TABLES = (Bill, BillRefund, ReceivingAccount, StatementLine, SellerPayout, Refund, Payment, Journal, Reconciliation)


@pytest.fixture
def desk(client: Client) -> Client:
    return sign_in(client, a_keeper())


@pytest.fixture
def addresses(own_folders: object) -> dict[str, str]:
    """Every address of the desk, with things there to be stolen."""
    order = earned()[0]
    account = bank_account()
    statement = Statement.objects.create(account=account, file_name="a.csv", file_hash="x")
    line = StatementLine.objects.create(
        statement=statement, account=account, row=1, booked_on=timezone.localdate(), amount=5, fingerprint="f"
    )
    payment = order.payment_splits.get().payment
    bill = Bill.objects.create(
        gateway="transfer", reference="r", idempotency_key="i", amount=9, payable=9, account=account,
        expires_at=timezone.now(), state="captured", captured=9, confirmed_at=timezone.now(), evidence="e",
    )  # fmt: skip
    direct = Bill.objects.create(
        gateway="transfer", reference="s", idempotency_key="j", amount=9, payable=9, expires_at=timezone.now(),
        partner=order.membership.seller,
    )  # fmt: skip
    back = BillRefund.objects.create(bill=bill, amount=1, idempotency_key="b")
    refused = Refund.objects.create(split=order.payment_splits.get(), amount=1, key="r", status=Refund.Status.FAILED)
    payout = SellerPayout.objects.create(
        partner=order.membership.seller, amount=90_000, until=date(2026, 11, 1), created_at=timezone.now()
    )
    found = Reconciliation.objects.create(
        account="gateway:stripe", file_name="s", file_hash="h", rows=1, differences=[]
    )
    arguments = {
        **dict.fromkeys(["bill", "bill_proof"], bill.pk),
        **dict.fromkeys(["direct_bill", "direct_proof"], direct.external_id), "line": line.pk, "refund_done": back.pk,
        **dict.fromkeys(["refund", "refund_proof", "refund_again"], refused.pk), "quarantined": payment.pk,
        "own_account": "bank", "export_payouts": "bank",
        **dict.fromkeys(["receiving", "check_account", "stop_account"], account.pk), "export": "csv",
        **dict.fromkeys(["payout", "payout_proof"], payout.pk), "account": "held",
        **dict.fromkeys(["reconciliation", "differences"], found.pk),
    }  # fmt: skip
    names = [str(page.name) for page in urlpatterns]
    found_at = {name: reverse(f"money:{name}", args=[arguments[name]] if name in arguments else []) for name in names}
    method, rate = PaymentMethod.objects.get(code="cash"), CommissionRate.objects.earliest("pk")
    return found_at | {
        "order": f"/kelola/pesanan/{order.number}/",
        **{name: f"/kelola/uang/{name}/" for name in ("komisi", "cara-bayar", "potongan", "surat-pernyataan")},
        "method": f"/kelola/uang/cara-bayar/edit/{method.pk}/",
        "rate": f"/kelola/uang/komisi/edit/{rate.pk}/",
        "rate_away": f"/kelola/uang/komisi/delete/{rate.pk}/",
    }


def everything() -> list[Any]:
    cards = [list(model.objects.order_by("pk").values_list()) for model in (CommissionRate, PaymentMethod)]
    return [*cards, *(list(model.objects.order_by("pk").values_list()) for model in TABLES)]


def somebody(who: str) -> Client:
    client = Client()
    if who == "nobody":
        return client
    person = User.objects.create_user("+6281288889999", first_name="Orang")
    if who == "editor":
        appoint(user=person, role=EDITOR)
    if who == "regency":
        appoint(user=person, role=OPERATOR, regency=make_village("64.08.03.2001", "S", "S").district.regency)
    if who == "keeper":
        appoint(user=person, role=OPERATOR)
        client.force_login(person)
        return client  # the second factor was never proved
    if who == "seller":
        person = Order.objects.earliest("pk").membership.seller.users.get()
    return sign_in(client, person)


@pytest.mark.parametrize("who", ["nobody", "buyer", "seller", "editor", "regency", "keeper"])
def test_nobody_else_reaches_the_money(addresses: dict[str, str], who: str) -> None:
    client, before = somebody(who), everything()
    for name, address in addresses.items():
        for method in ("get", "post"):
            answer = getattr(client, method)(address, FORGED)
            assert answer.status_code in (302, 403, 404, 405), (name, method)
            assert "uang" not in answer.headers.get("Location", "next").partition("?")[0], (name, method)
    assert everything() == before


def test_odd_addresses_and_forms_are_answered_in_order(desk: Client, addresses: dict[str, str]) -> None:
    odd = [f"{addresses[name]}{query}" for name in addresses for query in ("?halaman=-1&q=%00", "?halaman=x&q=%27")]
    odd += [f"/kelola/uang/{kind}/{BIG}/" for kind in ("tagihan", "mutasi", "ditahan", "rekening", "pencairan")]
    odd += [f"/kelola/uang/rekonsiliasi/{BIG}/", f"/kelola/uang/pencairan/{BIG}/bukti/"]
    odd += [
        "/kelola/uang/buku/akun/" + "x" * 500 + "/",
        f"/kelola/uang/?q={BIG}",
        "/kelola/uang/rekening/pengelola/x/",
    ]
    period = "/kelola/uang/buku/unduh/csv/?first={}&last={}"
    odd += [
        period.format(*days) for days in (("0001-01-01", "9999-12-31"), ("x", "\x00"), ("9999-12-31", "9999-12-31"))
    ]
    odd += [f"/kelola/uang/tagihan/?halaman={BIG}", "/kelola/pesanan/%00/", f"/kelola/pesanan/{'P' * 300}/"]
    for address in odd:
        assert desk.get(address).status_code < 500, address
    forms = [{"until": value} for value in ("0001-01-01", "9999-12-31", "\x00", "")]
    for form in [*forms, *(dict.fromkeys(FORGED, value) for value in ODD)]:
        for name, address in addresses.items():
            assert desk.post(address, form).status_code < 500, (name, form)
    assert total() == 0


def refund_form(order: Order, **differently: Any) -> dict[str, Any]:
    return {"do": "refund", "key": "satu", "amount": "10.000", "reason": FORMULA, **differently}


def paid_order() -> Order:
    group = a_purchase()
    pay_up(group)
    return Order.objects.filter(membership__group=group).earliest("pk")


def test_a_doubled_refund_is_one_and_another_amount_under_its_key_is_refused(desk: Client) -> None:
    order = paid_order()
    address = f"/kelola/pesanan/{order.number}/"
    for _ in range(2):
        assert desk.post(address, refund_form(order)).status_code == 302
    page = desk.post(address, refund_form(order, amount="20.000"))
    assert (page.status_code, Refund.objects.get().amount) == (200, 10_000)
    assert "muat ulang" in page.content.decode().lower()
    assert "<b>x</b>" not in desk.get(address).content.decode()
    for amount in ("-1", "0", "1.5", str(BIG), "1e9"):
        assert desk.post(address, refund_form(order, key="dua", amount=amount)).status_code == 200
    assert total() == 0


def test_goods_that_never_left_do_not_come_back(desk: Client) -> None:
    order = paid_order()
    line = order.lines.get()
    before = StockRecord.objects.get(pk=line.stockrecord_id).num_in_stock
    desk.post(f"/kelola/pesanan/{order.number}/", refund_form(order, **{f"line-{line.pk}": line.quantity}))
    assert StockRecord.objects.get(pk=line.stockrecord_id).num_in_stock == before
    assert not Refund.objects.exists()


def test_formulas_and_odd_letters_stay_text_in_files(desk: Client) -> None:
    order = paid_order()
    hand_over(order=order, carrier="K", tracking_number="", by=None)
    receive(order=order)
    told = refund_form(order, reason="lihat;=cmd|calc\x0b\x1f")
    assert desk.post(f"/kelola/pesanan/{order.number}/", told).status_code == 302
    assert desk.post(f"/kelola/pesanan/{order.number}/", refund_form(order, key="dua")).status_code == 302
    today = timezone.localdate()
    period = {"first": today - timedelta(days=1), "last": today + timedelta(days=1)}
    text = desk.get("/kelola/uang/buku/unduh/csv/", period).content.decode()
    sheet = load_workbook(BytesIO(desk.get("/kelola/uang/buku/unduh/xlsx/", period).content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row if "cmd" in str(cell.value)]
    assert cells
    assert not [cell for cell in cells if cell.data_type == "f" or str(cell.value).startswith("=")]
    for mark in (";=", ",=", "\t=", "\n="):  # some spreadsheets split at a semicolon
        assert mark not in text


ROW = "gross,fee,currency,reporting_category,created_utc,description\n{},0,idr,charge,{},{}\n"


@pytest.mark.parametrize(
    "text",
    [
        ROW.format("1e999999999", "2026-11-21", "x"), ROW.format("NaN", "2026-11-21", "x"),
        ROW.format("1e30", "2026-11-21", "x"), ROW.format("-0", "9999-12-31T23:59:59", "x"),
        ROW.format("1", "0001-01-01", "x"), ROW.format("5", "2026-11-21", "\x00"),
        ROW.format("5", "2026-11-21", "x" * 200_000), ROW.format("5", "2026-11-21", '"'), "\x00", "gross\n\x00",
        "gross,fee,currency,reporting_category,created\n5\n", ROW.format("5", "2026-11-21", "=cmd,1,2,3"),
    ],
)  # fmt: skip
def test_odd_files_are_taken_or_refused_in_words(desk: Client, text: str) -> None:
    upload = SimpleUploadedFile(f"{'=' * 240}.csv", text.encode())
    assert desk.post("/kelola/uang/rekonsiliasi/", {"file": upload}, follow=True).status_code == 200
    for found in Reconciliation.objects.all():
        assert desk.get(f"/kelola/uang/rekonsiliasi/{found.pk}/perbedaan/").status_code == 200
    upload = SimpleUploadedFile("mutasi.csv", text.encode())
    told = {"account": bank_account().pk, "file": upload}
    assert desk.post("/kelola/uang/mutasi/", told, follow=True).status_code == 200


@pytest.fixture
def payout(desk: Client, own_folders: object) -> SellerPayout:
    earned()
    SellerTransfer.objects.update(created_at=timezone.now() - timedelta(days=2))
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    desk.post("/kelola/uang/pencairan/siapkan/", {"until": yesterday})
    desk.post("/kelola/uang/pencairan/siapkan/", {"until": yesterday})
    return SellerPayout.objects.earliest("pk")


def paid_form(**differently: Any) -> dict[str, Any]:
    slip = SimpleUploadedFile("slip.jpg", photo(width=60, height=40), content_type="image/jpeg")
    return {"do": "paid", "paid_from": "bank:treasurer", "proof": slip, **differently}


def test_a_payout_is_paid_once_and_failed_once(desk: Client, payout: SellerPayout) -> None:
    address = f"/kelola/uang/pencairan/{payout.pk}/"
    desk.post(address, paid_form(paid_from="seller:1"))
    assert SellerPayout.objects.get(pk=payout.pk).status == "draft"
    for _ in range(2):
        desk.post(address, paid_form())
    assert Journal.objects.of_kind("payout").count() == 1
    desk.post("/kelola/uang/pencairan/unduh/bank/")
    assert payout.number not in desk.post("/kelola/uang/pencairan/unduh/treasurer/").content.decode()
    for _ in range(2):
        desk.post(address, {"do": "failed", "note": FORMULA})
    page = desk.post(address, paid_form(), follow=True).content.decode()
    assert "sudah gagal" in page
    assert "<b>x</b>" not in page
    assert Journal.objects.of_kind("payout_returned").count() == 1
    assert total() == 0
