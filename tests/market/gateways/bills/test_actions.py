"""Money came, money went back, a photo shows it: once each, and the orders hear of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from market.gateways.bills.actions import (
    AlreadyPaid,
    NoEvidence,
    UnusablePicture,
    WrongAmount,
    add_proof,
    confirm,
    mark_refunded,
)
from market.gateways.bills.models import Bill, BillRefund, ReceivingAccount
from market.outbox.models import Effect
from tests.market.gateways.bills.conftest import NOON, a_bill
from tests.market.pictures.made import photo


@pytest.fixture
def bill(account: ReceivingAccount) -> Bill:
    return a_bill(account)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep proofs in a place of this test's own."""
    storage = Bill._meta.get_field("proof").storage
    monkeypatch.setitem(storage.__dict__, "location", str(tmp_path))
    return tmp_path


def news() -> list[tuple[str, dict[str, Any]]]:
    return list(Effect.objects.filter(kind="payment.news").order_by("pk").values_list("key", "payload"))


def a_photo(**changes: Any) -> ContentFile:
    return ContentFile(photo(width=400, height=300, **changes), name="bukti transfer.jpg")


def test_it_takes_a_bill_as_paid_once_and_keeps_the_first_evidence(bill: Bill) -> None:
    confirm(bill_id=bill.pk, by=None, evidence="terlihat di mutasi", at=NOON)
    confirm(bill_id=bill.pk, by=None, evidence="lain", at=NOON)
    bill.refresh_from_db()
    assert (bill.state, bill.captured, bill.evidence) == ("captured", 58_000, "terlihat di mutasi")
    told = {"gateway": "transfer", "external_id": bill.external_id, "reference": bill.reference}
    assert news() == [(f"payment.news:{bill.external_id}:captured", told)]


@pytest.mark.parametrize("evidence", ["", "   "])
def test_it_takes_nobodys_word_without_evidence(bill: Bill, evidence: str) -> None:
    with pytest.raises(NoEvidence):
        confirm(bill_id=bill.pk, by=None, evidence=evidence, at=NOON)
    assert news() == []


def test_it_books_what_came_when_the_code_was_left_out(bill: Bill) -> None:
    confirm(bill_id=bill.pk, by=None, evidence="mutasi", at=NOON, received=58_000)
    bill.refresh_from_db()
    assert (bill.captured, bill.extra, bill.payable) == (58_000, 0, 58_000)


@pytest.mark.parametrize("received", [57_999, 59_000, 0, -58_045])
def test_it_refuses_a_sum_that_is_not_this_bills(bill: Bill, received: int) -> None:
    with pytest.raises(WrongAmount, match=r"Rp58\.045"):
        confirm(bill_id=bill.pk, by=None, evidence="mutasi", at=NOON, received=received)
    bill.refresh_from_db()
    assert bill.state == "waiting"


def test_it_counts_money_that_went_back_once(bill: Bill) -> None:
    confirm(bill_id=bill.pk, by=None, evidence="mutasi", at=NOON)
    refund = BillRefund.objects.create(bill=bill, amount=20_000, idempotency_key="r-1")
    for _ in range(2):
        mark_refunded(refund_id=refund.pk, by=None, evidence="BI-FAST 0099", at=NOON)
    bill.refresh_from_db()
    assert bill.refunded == 20_000
    assert [key for key, _ in news()][1:] == [f"payment.news:{bill.external_id}:refund-{refund.pk}"]


def test_it_keeps_a_proof_clean_and_lets_nobody_fetch_it(bill: Bill, folder: Path, client: Client) -> None:
    add_proof(external_id=bill.external_id, upload=a_photo(), at=NOON)
    first = Bill.objects.get(pk=bill.pk).proof.name
    assert first.startswith("bukti/")
    assert "transfer" not in first
    assert (folder / first).exists()
    assert b"Exif" not in (folder / first).read_bytes()
    assert client.get(f"/media/{first}").status_code == 404
    assert len(news()) == 1


@pytest.mark.django_db(transaction=True)
def test_it_forgets_the_proof_that_was_replaced(bill: Bill, folder: Path) -> None:
    for _ in range(2):
        add_proof(external_id=bill.external_id, upload=a_photo(), at=NOON)
    kept = [path.relative_to(folder).as_posix() for path in folder.rglob("*.*")]
    assert kept == [Bill.objects.get(pk=bill.pk).proof.name]
    assert len(news()) == 2


@pytest.mark.parametrize("content", [b"<svg onload=alert(1)>", b"%PDF-1.7", b"", b"\xff\xd8\xff broken"])
def test_it_refuses_a_proof_that_is_no_photo_and_keeps_the_former(bill: Bill, folder: Path, content: bytes) -> None:
    add_proof(external_id=bill.external_id, upload=a_photo(), at=NOON)
    with pytest.raises(UnusablePicture):
        add_proof(external_id=bill.external_id, upload=ContentFile(content, name="bukti.jpg"), at=NOON)
    assert len(list(folder.rglob("*.jpg"))) == 1


def test_it_takes_no_proof_for_what_is_paid(bill: Bill, folder: Path) -> None:
    confirm(bill_id=bill.pk, by=None, evidence="mutasi", at=NOON)
    with pytest.raises(AlreadyPaid):
        add_proof(external_id=bill.external_id, upload=a_photo(), at=NOON)


def test_it_knows_no_bill_by_a_strangers_guess(bill: Bill, folder: Path) -> None:
    for guess in (str(bill.pk), bill.reference, bill.external_id[:-1], "", "bill_%"):
        with pytest.raises(Bill.DoesNotExist):
            add_proof(external_id=guess, upload=a_photo(), at=NOON)
    assert not list(folder.rglob("*.jpg"))
