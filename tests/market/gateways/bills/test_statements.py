"""A bank's file is taken in once, and each movement finds its bill or says why not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from pytest_django import DjangoAssertNumQueries

from market.gateways.bills import matching
from market.gateways.bills.actions import confirm
from market.gateways.bills.models import Bill, ReceivingAccount, Statement, StatementLine
from market.gateways.bills.statements import UnreadableStatement, take_in_statement
from market.outbox.models import Effect
from market.shop.partner.models import Partner
from tests.market.gateways.bills.conftest import NOON, TakeIn, a_bill
from tests.market.gateways.crowd import at_once
from tests.market.gateways.stands import a_bank_account

SITI = "19/11/2026;TRSF DARI SITI AMINAH;;58.045,00"


def state_of(bill: Bill) -> str:
    bill.refresh_from_db()
    return bill.state


@pytest.mark.parametrize(
    "name",
    ["bca.csv", "bca_bisnis.csv", "mandiri.csv", "mandiri_mcm.csv", "bri.csv", "bankaltimtara.csv", "signed.csv"],
)
def test_it_finds_the_bill_in_every_banks_file(account: ReceivingAccount, take_in: TakeIn, name: str) -> None:
    bill = a_bill(account)
    taken = take_in(name=name)
    assert (taken.matched, taken.known) == (1, 0)
    line = taken.lines[0]
    assert state_of(bill) == "captured"
    assert bill.evidence == f"mutasi {name} baris {line.row}"
    line.refresh_from_db()
    assert (line.state, line.bill, line.settled_at) == ("matched", bill, NOON)
    assert Effect.objects.filter(key=f"payment.news:{bill.external_id}:captured").count() == 1


def test_it_brings_nothing_when_the_same_file_comes_again(account: ReceivingAccount, take_in: TakeIn) -> None:
    first = take_in(name="bca.csv")
    again = take_in(name="bca.csv")
    assert again.statement == first.statement
    assert (len(again.lines), again.known) == (0, len(first.lines))


def test_it_takes_a_movement_once_from_files_that_overlap(account: ReceivingAccount, take_in: TakeIn) -> None:
    take_in(SITI, "20/11/2026;A;;1.000")
    taken = take_in("21/11/2026;B;;2.000", "20/11/2026;a;;1.000,00", SITI)
    assert [line.text for line in taken.lines] == ["B"]
    assert (taken.known, StatementLine.objects.count(), Statement.objects.count()) == (2, 3, 2)


def test_it_takes_two_movements_alike_in_one_file_for_two(account: ReceivingAccount, take_in: TakeIn) -> None:
    take_in("19/11/2026;QRIS;;1.000")
    taken = take_in("19/11/2026;QRIS;;1.000", "19/11/2026;QRIS;;1.000")
    assert (len(taken.lines), StatementLine.objects.count()) == (1, 2)


def test_it_keeps_nothing_of_a_file_it_cannot_read(account: ReceivingAccount, take_in: TakeIn) -> None:
    bill = a_bill(account)
    with pytest.raises(UnreadableStatement, match="Baris 3"):
        take_in(SITI, "20/11/2026;x;;abc")
    assert (state_of(bill), Statement.objects.count()) == ("waiting", 0)


def test_it_refuses_a_file_of_another_account(take_in: TakeIn, account: ReceivingAccount) -> None:
    partner = Partner.objects.create(name="Dapur Ibu Sari", code="dapur-ibu-sari")
    hers = a_bank_account(partner.pk, number="777-888-9990")
    bill = a_bill(hers)
    with pytest.raises(UnreadableStatement, match="tentang rekening 0012345678, bukan 777-888-9990"):
        take_in(name="bca.csv", into=hers)
    assert state_of(bill) == "waiting"


def test_it_never_pays_a_bill_of_another_account(take_in: TakeIn, account: ReceivingAccount) -> None:
    partner = Partner.objects.create(name="Dapur Ibu Sari", code="dapur-ibu-sari")
    bill = a_bill(a_bank_account(partner.pk, number="777"))
    assert take_in(SITI).lines[0].note == matching.UNKNOWN
    assert state_of(bill) == "waiting"


@pytest.mark.parametrize(
    ("changes", "note"),
    [
        ({}, ""),
        ({"extra": 46}, matching.UNKNOWN),
        ({"created_at": NOON + timedelta(days=1)}, ""),
        ({"created_at": NOON + timedelta(days=2)}, matching.UNKNOWN),
        ({"created_at": NOON - timedelta(days=13)}, ""),
        ({"created_at": NOON - timedelta(days=14)}, matching.UNKNOWN),
        ({"state": "cancelled"}, ""),
        ({"state": "cancelled", "amount": 58_045, "extra": 0}, matching.CLOSED),
        ({"amount": 58_045, "extra": 0}, ""),
    ],
    ids=str,
)
def test_it_matches_only_what_is_certain(
    account: ReceivingAccount, take_in: TakeIn, changes: dict[str, Any], note: str
) -> None:
    bill = a_bill(account, **changes)
    line = take_in(SITI).lines[0]
    assert line.note == note
    assert (state_of(bill) == "captured") == (note == "")


def test_it_leaves_it_to_people_which_of_two_bills_was_paid(account: ReceivingAccount, take_in: TakeIn) -> None:
    bills = [a_bill(account, gateway="qris", amount=58_045, extra=0) for _ in range(2)]
    line = take_in(SITI).lines[0]
    assert line.note == "Ada 2 tagihan sebesar ini. Pilih yang benar."
    assert {state_of(bill) for bill in bills} == {"waiting"}


def test_it_links_a_bill_that_somebody_confirmed_by_hand_and_tells_nobody_twice(
    account: ReceivingAccount, take_in: TakeIn
) -> None:
    bill = a_bill(account)
    confirm(bill_id=bill.pk, by=None, evidence="terlihat di m-banking", at=NOON)
    line = take_in(SITI).lines[0]
    assert line.bill == bill
    assert state_of(bill) == "captured"
    assert bill.evidence == "terlihat di m-banking"
    assert Effect.objects.filter(kind="payment.news").count() == 1


def test_it_says_when_a_buyer_may_have_paid_twice(account: ReceivingAccount, take_in: TakeIn) -> None:
    a_bill(account)
    taken = take_in(SITI, "19/11/2026;SITI LAGI;;58.045")
    assert [line.note for line in taken.lines] == ["", matching.TWICE]
    assert take_in("20/11/2026;SITI TIGA;;58.045").lines[0].note == matching.TWICE


def test_it_leaves_sums_with_sen_and_money_that_went_out_to_people(account: ReceivingAccount, take_in: TakeIn) -> None:
    bill = a_bill(account)
    taken = take_in("19/11/2026;BUNGA;;58.045,50", "19/11/2026;TARIK;58.045,00;")
    assert [line.note for line in taken.lines] == ["Ada sen di belakang koma; sen tidak dihitung.", matching.OUT]
    assert state_of(bill) == "waiting"


def test_it_takes_long_and_strange_names_of_files(account: ReceivingAccount, take_in: TakeIn) -> None:
    bill = a_bill(account)
    rows = f"Tanggal;Keterangan;Debet;Kredit\n{SITI}\n".encode()
    upload = ContentFile(rows, name="../" + "x" * 400 + "\u202e.csv")
    take_in_statement(account=account, upload=upload, by=None, at=NOON)
    assert state_of(bill) == "captured"
    assert bill.evidence.endswith("baris 2")


def test_it_asks_the_database_as_often_for_many_movements_as_for_few(
    account: ReceivingAccount, take_in: TakeIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for rows in (10, 500):
        with django_assert_num_queries(11):
            take_in(*(f"18/11/2026;x {rows} {n};;{1000 + n}" for n in range(rows)))


@pytest.mark.django_db(transaction=True)
def test_it_takes_one_file_in_once_when_sixteen_hand_it_in(account: ReceivingAccount, take_in: TakeIn) -> None:
    bill = a_bill(account)
    taken = at_once(lambda: take_in(name="bca.csv"))
    assert sorted(one.matched for one in taken) == [0] * 15 + [1]
    assert (StatementLine.objects.count(), Statement.objects.count()) == (3, 1)
    assert state_of(bill) == "captured"
