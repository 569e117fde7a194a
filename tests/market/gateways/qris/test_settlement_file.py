"""A provider's file of what was settled: the bill number tells payments of the same sum apart."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from market.gateways.base import Progress
from market.gateways.bills.models import Bill, ReceivingAccount
from market.gateways.bills.statements import take_in_statement
from market.gateways.qris.gateway import QrisGateway
from market.gateways.qris.payload import read
from tests.market.gateways.qris.conftest import asking

pytestmark = pytest.mark.django_db

gateway = QrisGateway()


def a_bill() -> Bill:
    return Bill.objects.get(external_id=gateway.start(asking()).external_id)


def taken_in(account: ReceivingAccount, *texts: str) -> int:
    day = timezone.localdate().strftime("%d/%m/%Y")
    rows = "\n".join(f"{day},{text},58000" for text in texts)
    upload = ContentFile(f"Tanggal,Keterangan,Jumlah\n{rows}\n".encode(), name="settlement.csv")
    return take_in_statement(account=account, upload=upload, by=None, at=datetime.now(UTC)).matched


def is_paid(bill: Bill) -> bool:
    return gateway.status(bill.external_id).progress is Progress.CAPTURED


def test_it_tells_two_payments_of_the_same_sum_apart_by_their_numbers(market_account: ReceivingAccount) -> None:
    first, second, third = a_bill(), a_bill(), a_bill()
    numbers = [read(bill.payload).bill_number for bill in (second, third)]
    assert taken_in(market_account, f"QRIS {numbers[0]} BRIMO", f"QRIS/{numbers[1].replace('-', '').lower()}") == 2
    assert [is_paid(bill) for bill in (first, second, third)] == [False, True, True]


def test_it_leaves_to_people_what_no_number_tells_apart(market_account: ReceivingAccount) -> None:
    first, second = a_bill(), a_bill()
    assert taken_in(market_account, "QRIS BRIMO", f"QRIS {first.reference} DAN {second.reference}") == 0
    assert not is_paid(first)
    assert not is_paid(second)


def test_it_takes_no_longer_number_for_a_shorter(market_account: ReceivingAccount) -> None:
    first, second = a_bill(), a_bill()
    assert taken_in(market_account, f"QRIS {first.reference}0", f"QRIS A{second.reference}") == 0


def test_it_takes_a_sum_that_only_one_payment_asks_for(market_account: ReceivingAccount) -> None:
    bill = a_bill()
    assert taken_in(market_account, "QRIS BRIMO") == 1
    assert is_paid(bill)
