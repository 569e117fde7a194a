"""The operator's own money moves: written down once, between her own places, and known again in banks' files."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from market.accounts.models import User
from market.accounts.roles import OPERATOR
from market.gateways.bills.models import ReceivingAccount, Statement, StatementLine
from market.ledger.balances import balance, total
from market.ledger.models import Journal
from market.settlement.balance_files import rows_of_statement
from market.settlement.moves import SamePlace, move_money, move_places
from market.settlement.reconcile import Fault, FileRow, reconcile
from tests.cast import sign_in
from tests.market.settlement.desk import a_keeper
from tests.market.shop.ways import bank_account

pytestmark = pytest.mark.django_db

PAGE = "/kelola/uang/pindah/"
OCTOBER = {"since": date(2026, 10, 1), "until": date(2026, 10, 31)}


@pytest.fixture
def desk(client: Client) -> Client:
    return sign_in(client, a_keeper())


@pytest.fixture
def bank() -> ReceivingAccount:
    return bank_account()


def form_on(desk: Client, **told: Any) -> dict[str, Any]:
    key = re.search(r'name="key" value="([0-9a-f]{32})"', desk.get(PAGE).content.decode())
    assert key
    return {"key": key[1], "source": "gateway:stripe", "on": timezone.localdate(), "note": "po_1abc", **told}


def move(
    on: date, amount: int = 900_000, source: str = "gateway:stripe", target: str = "bank:treasurer", **more: Any
) -> Any:
    key = more.pop("key", f"{on}-{amount}")
    now = timezone.now()
    return move_money(key=key, source=source, target=target, amount=amount, on=on, note="cair", by=None, now=now)


def test_it_is_written_down_once_with_who_said_so(desk: Client, bank: ReceivingAccount) -> None:
    told = form_on(desk, target=bank.code, amount="900.000")

    for _press in range(2):
        assert desk.post(PAGE, told).status_code == 302

    assert (balance("gateway:stripe"), balance(bank.code), total()) == (-900_000, 900_000, 0)
    journal = Journal.objects.get()
    keeper = User.objects.get(groups__name=OPERATOR)
    assert (journal.kind, journal.memo) == ("moved", f"po_1abc (petugas {keeper.pk})")
    page = desk.get(PAGE).content.decode()
    assert "po_1abc" in page
    assert "uang pengelola dipindahkan" in page


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"target": "gateway:stripe"}, "Pilih tempat yang lain"),
        ({"target": "seller:1"}, "Pilih"),
        ({"target": "held"}, "Pilih"),
        ({"target": "bank:treasurer", "amount": "0"}, "approvals__error"),
        ({"target": "bank:treasurer", "amount": "12,5"}, "Tulis jumlahnya dengan angka"),
        ({"target": "bank:treasurer", "note": " "}, "Tulis nomor referensinya"),
        ({"target": "bank:treasurer", "on": timezone.localdate() + timedelta(days=2)}, "belum tiba"),
        ({"target": "bank:treasurer", "on": "0202-11-22"}, "lebih dari setahun"),
        ({"target": "bank:treasurer", "on": timezone.localdate() - timedelta(days=367)}, "lebih dari setahun"),
        ({"target": "bank:treasurer", "key": "x"}, "Muat ulang"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(desk: Client, wrong: dict[str, Any], words: str) -> None:
    answer = desk.post(PAGE, {**form_on(desk, amount="5.000"), **wrong})

    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not Journal.objects.exists()


def test_another_sum_under_the_same_form_is_refused(desk: Client) -> None:
    told = form_on(desk, target="bank:treasurer", amount="5.000")
    desk.post(PAGE, told)

    assert "sudah pernah dikirim" in desk.post(PAGE, {**told, "amount": "6.000"}).content.decode()
    assert balance("bank:treasurer") == 5_000


def test_it_moves_only_between_the_operators_own_places(bank: ReceivingAccount) -> None:
    ReceivingAccount.objects.create(
        kind="bank", bank="BRI", number="00998877", holder="P", state="waiting", active_from=timezone.now()
    )
    codes = dict(move_places())

    assert codes.keys() == {"gateway:stripe", bank.code, "bank:treasurer", "tax:pph22", "owner", "suspense"}
    for nowhere in ("seller:1", "bank:999", "held"):
        with pytest.raises(ValueError, match="no place"):
            move(date(2026, 10, 5), target=nowhere)
        with pytest.raises(ValueError, match="no place"):
            move(date(2026, 10, 5), source=nowhere)
    assert not Journal.objects.exists()
    with pytest.raises(SamePlace):
        move(date(2026, 10, 5), target="gateway:stripe")


def test_tax_reaches_the_state_and_commission_its_owner(bank: ReceivingAccount) -> None:
    move(date(2026, 10, 5), 2_500, source=bank.code, target="tax:pph22")
    move(date(2026, 10, 5), 40_000, source=bank.code, target="owner")

    assert (balance("tax:pph22"), balance("owner"), balance(bank.code)) == (2_500, 40_000, -42_500)


def test_files_of_both_places_agree_with_a_move(bank: ReceivingAccount) -> None:
    """Neither file has a reference of ours: the sum and the day tell it."""
    move(date(2026, 10, 8), target=bank.code)
    stripe = FileRow(on=date(2026, 10, 7), amount=-900_000, reference="po_1abc", kind="payout")
    at_bank = FileRow(on=date(2026, 10, 9), amount=900_000, reference="TRSF STRIPE PAYMENTS")

    assert reconcile(account_code="gateway:stripe", rows=[stripe], **OCTOBER) == []
    assert reconcile(account_code=bank.code, rows=[at_bank], **OCTOBER) == []


def test_each_move_is_one_row_and_one_row_one_move(bank: ReceivingAccount) -> None:
    for key in "ab":
        move(date(2026, 10, 8), key=key, target=bank.code)
    row = FileRow(on=date(2026, 10, 8), amount=900_000, reference="TRSF STRIPE")

    assert reconcile(account_code=bank.code, rows=[row, row], **OCTOBER) == []
    [missing] = reconcile(account_code=bank.code, rows=[row], **OCTOBER)
    assert (missing.fault, missing.ledger_amount) == (Fault.MISSING_IN_FILE, 900_000)
    [unknown] = reconcile(account_code=bank.code, rows=[row] * 3, **OCTOBER)
    assert (unknown.fault, unknown.file_amount) == (Fault.MISSING_IN_LEDGER, 900_000)


@pytest.mark.parametrize("off", [{"amount": 899_999}, {"on": date(2026, 10, 20)}, {"amount": -900_000}])
def test_another_sum_or_day_is_no_move(bank: ReceivingAccount, off: dict[str, Any]) -> None:
    move(date(2026, 10, 8), target=bank.code)
    row = FileRow(**{"on": date(2026, 10, 8), "amount": 900_000, "reference": "TRSF STRIPE", **off})

    found = reconcile(account_code=bank.code, rows=[row], **OCTOBER)

    assert {one.fault for one in found} == {Fault.MISSING_IN_FILE, Fault.MISSING_IN_LEDGER}
    assert any("pindahan" in one.words for one in found)


def a_line(bank: ReceivingAccount, amount: int, text: str = "SETORAN") -> StatementLine:
    statement = Statement.objects.create(account=bank, file_name="a.csv", file_hash=text)
    return StatementLine.objects.create(
        statement=statement,
        account=bank,
        row=1,
        booked_on=date(2026, 10, 8),
        amount=amount,
        text=text,
        fingerprint=text,
    )


@pytest.mark.parametrize(("place", "amount"), [("gateway:stripe", 900_000), ("suspense", 77_000), ("owner", -40_000)])
def test_a_banks_movement_is_booked_where_it_is_put_aside(
    desk: Client, bank: ReceivingAccount, place: str, amount: int
) -> None:
    line = a_line(bank, amount)
    address = f"/kelola/uang/mutasi/{line.pk}/"
    assert f'<option value="{place}">' in desk.get(address).content.decode()
    assert f'<option value="{bank.code}">' not in desk.get(address).content.decode()

    for _press in range(2):
        assert desk.post(address, {"note": "dilihat di bank", "place": place}).status_code == 302

    line.refresh_from_db()
    assert line.state == StatementLine.State.IGNORED
    assert (balance(bank.code), balance(place), total()) == (amount, -amount, 0)
    assert reconcile(account_code=bank.code, rows=rows_of_statement(line.statement), **OCTOBER) == []


@pytest.mark.parametrize("place", ["held", "seller:1", "bank:x:y"])
def test_a_banks_movement_is_booked_nowhere_else(desk: Client, bank: ReceivingAccount, place: str) -> None:
    line = a_line(bank, 5_000)

    page = desk.post(f"/kelola/uang/mutasi/{line.pk}/", {"note": "x", "place": place}).content.decode()

    assert "tidak cocok" in page
    line.refresh_from_db()
    assert line.state == StatementLine.State.OPEN
    assert not Journal.objects.exists()


def test_a_movement_that_is_in_the_books_already_is_only_put_aside(desk: Client, bank: ReceivingAccount) -> None:
    line = a_line(bank, -50_000, "TRSF PC-7K3M-9QWD")

    desk.post(f"/kelola/uang/mutasi/{line.pk}/", {"note": "pencairan", "place": ""})

    line.refresh_from_db()
    assert line.state == StatementLine.State.IGNORED
    assert not Journal.objects.exists()
