"""QRIS payments by hand: pooled through the operator's sticker, or straight to a seller's."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
import zxingcpp
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation
from PIL import Image

from market.gateways.base import ForgedCallback, GatewayRefused, Progress
from market.gateways.bills.actions import confirm
from market.gateways.bills.models import Bill, ReceivingAccount
from market.gateways.qris.gateway import QrisGateway
from market.gateways.qris.payload import read
from market.gateways.qris.words import in_words
from market.shop.partner.models import Partner
from tests.market.gateways.qris.conftest import an_account, asking
from tests.market.gateways.qris.stickers import MARKET, RAHMAN, payload

pytestmark = pytest.mark.django_db

gateway = QrisGateway()


def test_it_makes_the_operators_code_for_a_pooled_payment(market_account: ReceivingAccount) -> None:
    request = asking()
    bill = Bill.objects.get(external_id=gateway.start(request).external_id)
    code = read(bill.payload)
    assert (code.merchant_name, code.amount, code.bill_number) == ("PASAR HULU KUKAR", 58_000, request.reference)
    assert code.is_dynamic
    assert gateway.status(bill.external_id).account == f"qris:{market_account.pk}"


def test_it_makes_the_sellers_code_for_a_direct_payment(
    market_account: ReceivingAccount, shop_account: ReceivingAccount, shop: Partner
) -> None:
    started = gateway.start(asking(payee=shop.pk))
    assert read(Bill.objects.get(external_id=started.external_id).payload).merchant_name == "DAPUR IBU SARI"
    assert gateway.status(started.external_id).account == f"seller:{shop.pk}:direct"


def test_it_takes_nobody_elses_account_for_a_seller(market_account: ReceivingAccount, shop: Partner) -> None:
    an_account(RAHMAN, Partner.objects.create(name="Kebun Pak Rahman", code="rahman"))
    with pytest.raises(GatewayRefused):
        gateway.start(asking(payee=shop.pk))


@pytest.mark.parametrize("state", ["waiting", "retired"])
def test_it_uses_no_account_that_is_not_in_use(db: None, state: str) -> None:
    an_account(MARKET, state=state)
    with pytest.raises(GatewayRefused):
        gateway.start(asking())


def test_it_carries_no_more_than_ten_million(market_account: ReceivingAccount) -> None:
    gateway.start(asking(amount=10_000_000))
    with pytest.raises(GatewayRefused, match="10.000.000"):
        gateway.start(asking(amount=10_000_001))


def test_it_asks_for_no_surcharge_whatever_the_sticker_says(db: None) -> None:
    an_account(payload(f55="02", f56="1500"))
    started = gateway.start(asking())
    bill = Bill.objects.get(external_id=started.external_id)
    assert not {"55", "56", "57"} & {name for name, _ in read(bill.payload).fields}
    assert bill.payable == bill.amount == 58_000


def test_it_lets_two_buyers_pay_the_same_amount_at_once(market_account: ReceivingAccount) -> None:
    one, other = gateway.start(asking()), gateway.start(asking())
    assert one.external_id != other.external_id


def test_it_counts_once_somebody_says_that_the_money_came(market_account: ReceivingAccount) -> None:
    started = gateway.start(asking())
    bill = Bill.objects.get(external_id=started.external_id)
    confirm(bill_id=bill.pk, by=None, evidence="terlihat di aplikasi", at=datetime.now(UTC))
    standing = gateway.status(started.external_id)
    assert (standing.progress, standing.captured, standing.extra) == (Progress.CAPTURED, 58_000, 0)
    with pytest.raises(GatewayRefused):
        gateway.cancel(started.external_id)


def test_it_keeps_the_old_code_when_the_account_changes(market_account: ReceivingAccount) -> None:
    started = gateway.start(asking())
    ReceivingAccount.objects.filter(pk=market_account.pk).update(state="retired")
    an_account(RAHMAN)
    assert gateway.bill(started.external_id).merchant_name == "PASAR HULU KUKAR"
    assert gateway.status(started.external_id).account == f"qris:{market_account.pk}"


def test_it_believes_no_callback_without_a_provider() -> None:
    with pytest.raises(ForgedCallback):
        gateway.read_callback(b"{}", {})


def page_of(external_id: str, language: str = "id", **more: Any) -> str:
    context = {"bill": gateway.bill(external_id), "proof_url": "/pesanan/x/bukti/", "csrf_token": "t", **more}
    with translation.override(language):
        return render_to_string(gateway.template, context)


def test_it_shows_code_amount_name_and_a_picture_to_save(market_account: ReceivingAccount) -> None:
    external_id = gateway.start(asking()).external_id
    page = page_of(external_id)
    for words in (
        "data:image/svg+xml",
        "Rp58.000",
        "lima puluh delapan ribu rupiah",
        "PASAR HULU KUKAR",
        "Simpan gambar",
    ):
        assert words in page
    assert f"/qris/{external_id}.png" in page
    assert "/pesanan/x/bukti/" in page
    assert "style=" not in page
    assert "<script" not in page
    assert "puluh" not in page_of(external_id, "en")


def test_it_says_when_nothing_is_to_be_paid_any_more(market_account: ReceivingAccount) -> None:
    external_id = gateway.start(asking()).external_id
    gateway.cancel(external_id)
    closed = page_of(external_id)
    assert "Jangan bayar lagi" in closed
    assert "data:image" not in closed
    assert 'type="file"' in closed
    bill = Bill.objects.get(external_id=external_id)
    confirm(bill_id=bill.pk, by=None, evidence="datang juga", at=datetime.now(UTC))
    assert 'type="file"' not in page_of(external_id)


def test_it_shows_what_was_wrong_with_a_proof(market_account: ReceivingAccount) -> None:
    page = page_of(gateway.start(asking()).external_id, proof_error="Berkas ini bukan foto.")
    assert "Berkas ini bukan foto." in page


def test_it_gives_the_picture_only_while_the_money_is_due(market_account: ReceivingAccount, client: Client) -> None:
    external_id = gateway.start(asking()).external_id
    answer = client.get(f"/qris/{external_id}.png")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Disposition"] == 'attachment; filename="qris-58000.png"'
    assert "no-store" in answer["Cache-Control"]
    [found] = zxingcpp.read_barcodes(Image.open(BytesIO(answer.content)).convert("L"))
    assert found.text == Bill.objects.get(external_id=external_id).payload
    gateway.cancel(external_id)
    assert client.get(f"/qris/{external_id}.png").status_code == 404


def test_it_gives_no_picture_of_another_ways_bill(market_account: ReceivingAccount, client: Client) -> None:
    external_id = gateway.start(asking()).external_id
    Bill.objects.filter(external_id=external_id).update(gateway="transfer")
    assert client.get(f"/qris/{external_id}.png").status_code == 404


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (1, "satu rupiah"),
        (11, "sebelas rupiah"),
        (17, "tujuh belas rupiah"),
        (100, "seratus rupiah"),
        (1_000, "seribu rupiah"),
        (1_111, "seribu seratus sebelas rupiah"),
        (58_000, "lima puluh delapan ribu rupiah"),
        (100_003, "seratus ribu tiga rupiah"),
        (1_250_000, "satu juta dua ratus lima puluh ribu rupiah"),
        (10_000_000, "sepuluh juta rupiah"),
    ],
)
def test_it_reads_amounts_aloud(amount: int, words: str) -> None:
    assert in_words(amount) == words
