"""The part of the purchase's page that says how to transfer."""

from __future__ import annotations

from html import unescape

import pytest
from django.template.loader import render_to_string
from django.utils.html import strip_tags

from market.gateways.bills.actions import confirm
from market.gateways.bills.models import Bill
from market.gateways.transfer.gateway import TransferGateway
from tests.market.gateways.bills.conftest import NOON, a_bill
from tests.market.gateways.stands import a_bank_account

GATEWAY = TransferGateway()


@pytest.fixture
def bill(db: None) -> Bill:
    return a_bill(a_bank_account(number="001234567890", holder="BUMDes <Hulu>"), amount=58_000, extra=45)


def page(bill: Bill, **given: object) -> str:
    shown = GATEWAY.bill(bill.external_id)
    return render_to_string(
        GATEWAY.template, {"bill": shown, "proof_url": "/bukti/", "until": NOON, "csrf_token": "x", **given}
    )


def words(html: str) -> str:
    return unescape(" ".join(strip_tags(html).split()))


def test_it_says_where_how_much_and_until_when(bill: Bill) -> None:
    html = page(bill)
    assert '<strong class="how-to-pay__tail">.045</strong>' in html
    assert 'data-copy="001234567890"' in html
    assert 'data-copy="58045"' in html
    told = words(html)
    assert "Transfer ke Bankaltimtara" in told
    assert "0012 3456 7890" in told
    assert "BUMDes <Hulu>" in told
    assert "Rp58.045" in told
    assert "Rp45 dari jumlah itu kami pakai mengenali pembayaran Anda, dan tidak dikembalikan." in told
    assert "Transfer paling lambat 19 November 2026, 12.00 WITA" in told


def test_it_takes_the_photo_of_a_proof(bill: Bill) -> None:
    html = page(bill)
    assert 'action="/bukti/" enctype="multipart/form-data"' in html
    assert 'name="csrfmiddlewaretoken"' in html
    assert f'name="payment" value="{bill.external_id}"' in html
    assert "Sudah transfer? Kirim foto buktinya" in words(html)


def test_it_says_that_the_photo_is_there_and_lets_it_be_replaced(bill: Bill) -> None:
    Bill.objects.update(proof_at=NOON)
    told = words(page(bill))
    assert "Foto bukti sudah kami terima pada 19 November 2026, 12.00 WITA" in told
    assert "Ganti foto bukti transfer" in told
    assert "paling lambat" not in told


def test_it_puts_what_is_wrong_with_a_photo_beside_the_field(bill: Bill) -> None:
    html = page(bill, proof_error="Berkas foto ini terlalu besar.")
    assert 'role="alert">Berkas foto ini terlalu besar.<' in html
    assert 'aria-invalid="true"' in html


def test_it_tells_nobody_to_transfer_any_more_once_the_time_is_over(bill: Bill) -> None:
    GATEWAY.cancel(bill.external_id)
    html = page(bill)
    assert "Jangan transfer lagi" in words(html)
    assert "0012" not in html
    assert 'name="proof"' in html


def test_it_asks_for_nothing_once_the_money_has_come(bill: Bill) -> None:
    confirm(bill_id=bill.pk, by=None, evidence="mutasi", at=NOON)
    html = page(bill)
    assert "Transfer Anda sudah masuk" in words(html)
    assert 'name="proof"' not in html


@pytest.mark.parametrize(
    ("payable", "head", "tail"),
    [(58_045, "Rp58", ".045"), (1_250_017, "Rp1.250", ".017"), (1_000, "Rp1", ".000"), (999, "Rp", "999")],
)
def test_it_splits_an_amount_before_its_last_three_digits(bill: Bill, payable: int, head: str, tail: str) -> None:
    Bill.objects.update(payable=payable, amount=payable - 1, extra=1)
    shown = GATEWAY.bill(bill.external_id)
    assert (shown.head, shown.tail) == (head, tail)
