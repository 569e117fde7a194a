"""Movements that name a purchase pay no other one's bill, though the sum is the same."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from market.gateways.bills.matching import ANOTHER, TWICE
from market.gateways.bills.models import Bill, ReceivingAccount, StatementLine
from market.gateways.bills.statements import take_in_statement

pytestmark = pytest.mark.django_db
SITI, RINA = "PH-7K3M-9QWD-pay-1", "PH-2B4C-6DFG-pay-1"


@pytest.fixture
def account() -> ReceivingAccount:
    return ReceivingAccount.objects.create(
        kind="qris", payload="000201", holder="PASAR HULU", state="active", active_from=timezone.now()
    )


def a_bill(account: ReceivingAccount, reference: str, amount: int = 58_000) -> Bill:
    return Bill.objects.create(
        gateway="qris", reference=reference, idempotency_key=reference, amount=amount, payable=amount,
        account=account, expires_at=timezone.now() + timedelta(hours=2),
    )  # fmt: skip


def notes_of(account: ReceivingAccount, *texts: str) -> list[str]:
    """Return what the desk is told of each movement of Rp58.000; nothing of those that found their bill."""
    day = timezone.localdate().strftime("%d/%m/%Y")
    rows = "\n".join(f"{day},{text},58000" for text in texts)
    upload = ContentFile(f"Tanggal,Keterangan,Jumlah\n{rows}\n".encode(), name="settlement.csv")
    take_in_statement(account=account, upload=upload, by=None, at=timezone.now())
    return list(StatementLine.objects.order_by("pk").values_list("note", flat=True))


def paid() -> list[str]:
    return list(Bill.objects.filter(state=Bill.State.CAPTURED).values_list("reference", flat=True))


@pytest.mark.parametrize("number", [SITI, SITI.replace("-", "").lower()])
def test_who_pays_twice_does_not_pay_for_somebody_else(account: ReceivingAccount, number: str) -> None:
    for reference in (SITI, RINA):
        a_bill(account, reference)
    assert notes_of(account, f"QRIS {number} BRIMO", f"QRIS {number} DANA") == ["", TWICE]
    assert paid() == [SITI]


def test_who_pays_another_sum_does_not_pay_for_somebody_else(account: ReceivingAccount) -> None:
    a_bill(account, SITI, amount=61_000)
    a_bill(account, RINA)
    assert notes_of(account, f"QRIS {SITI}") == [ANOTHER]
    assert paid() == []


def test_a_further_attempt_of_the_same_purchase_is_hers(account: ReceivingAccount) -> None:
    a_bill(account, SITI)
    assert notes_of(account, f"QRIS {SITI[:-1]}2") == [""]
    assert paid() == [SITI]
