"""/kelola/uang/pencairan/ and the cards: what sellers get, and by which rules."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from market.ledger.balances import balance, total
from market.settlement.earnings import is_withheld
from market.settlement.models import CommissionRate, PaymentMethod, SellerPayout, SellerTransfer, StatementLetter
from tests.cast import sign_in
from tests.market.pictures.made import photo
from tests.market.settlement.desk import a_keeper, earned
from tests.market.shop.goods import make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, settings: Any, tmp_path: Path) -> Client:
    sign_in(client, a_keeper())
    return client


@pytest.fixture
def yesterday() -> str:
    return (timezone.localdate() - timedelta(days=1)).isoformat()


def slip() -> SimpleUploadedFile:
    return SimpleUploadedFile("slip.jpg", photo(width=600, height=400), content_type="image/jpeg")


def prepare(desk: Client, yesterday: str) -> list[SellerPayout]:
    SellerTransfer.objects.update(created_at=timezone.now() - timedelta(days=2))
    assert desk.post("/kelola/uang/pencairan/siapkan/", {"until": yesterday}).status_code == 302
    return list(SellerPayout.objects.order_by("pk"))


def test_what_was_earned_is_prepared_sent_and_paid_with_a_proof(desk: Client, yesterday: str) -> None:
    orders = earned()
    first, second = prepare(desk, yesterday)
    assert first.amount == sum(SellerTransfer.objects.filter(order=orders[0]).values_list("amount", flat=True))

    text = desk.post("/kelola/uang/pencairan/unduh/treasurer/").content.decode("utf-8-sig")
    assert [first.number in text, second.number in text, "Dapur Bu Ros" in text] == [True] * 3
    sheet = desk.post("/kelola/uang/pencairan/unduh/treasurer/", {"jenis": "xlsx"})
    rows = list(load_workbook(BytesIO(sheet.content)).active.iter_rows(values_only=True))
    assert "bendahara-" in sheet["Content-Disposition"]
    assert [row[3] for row in rows] == ["jumlah", first.amount, second.amount]
    page = desk.get(f"/kelola/uang/pencairan/{first.pk}/").content.decode()
    assert orders[0].number in page

    told = {"do": "paid", "paid_from": "bank:treasurer", "proof": slip()}
    assert desk.post(f"/kelola/uang/pencairan/{first.pk}/", told).status_code == 302
    first.refresh_from_db()
    assert first.status == SellerPayout.Status.PAID
    assert balance("bank:treasurer") == -first.amount
    assert total() == 0
    shown = desk.get(f"/kelola/uang/pencairan/{first.pk}/bukti/")
    assert shown.status_code == 200
    assert shown["X-Content-Type-Options"] == "nosniff"


def test_without_a_proof_nothing_is_paid(desk: Client, yesterday: str) -> None:
    earned()
    first, _ = prepare(desk, yesterday)

    page = desk.post(f"/kelola/uang/pencairan/{first.pk}/", {"do": "paid", "paid_from": "bank:treasurer"})
    assert "Lampirkan foto" in page.content.decode()
    text = SimpleUploadedFile("slip.jpg", b"<script>", content_type="image/jpeg")
    told = {"do": "paid", "paid_from": "bank:treasurer", "proof": text}
    assert "approvals__error" in desk.post(f"/kelola/uang/pencairan/{first.pk}/", told).content.decode()
    first.refresh_from_db()
    assert first.status == SellerPayout.Status.DRAFT


def test_a_payout_that_failed_frees_what_it_held(desk: Client, yesterday: str) -> None:
    earned()
    first, second = prepare(desk, yesterday)

    assert "Tulis mengapa" in desk.post(f"/kelola/uang/pencairan/{first.pk}/", {"do": "failed"}).content.decode()
    desk.post(f"/kelola/uang/pencairan/{first.pk}/", {"do": "failed", "note": "Rekening tutup"})

    first.refresh_from_db()
    assert first.status == SellerPayout.Status.FAILED
    assert [payout.status for payout in prepare(desk, yesterday)] == ["failed", "draft", "draft"]


def test_today_is_not_over(desk: Client) -> None:
    earned()
    page = desk.post("/kelola/uang/pencairan/siapkan/", {"until": timezone.localdate().isoformat()}, follow=True)

    assert "Pilih hari kemarin" in page.content.decode()
    assert not SellerPayout.objects.exists()


def test_the_commission_card_is_changed_in_percent(desk: Client) -> None:
    rate = CommissionRate.objects.get(is_active=True)
    assert "5 % dari barang" in desk.get("/kelola/uang/komisi/").content.decode()

    told = {"position": 1, "name": "Komisi umum", "is_active": "on", "kind": "percentage", "percent": "2,5"}
    rules = {"amount": 0, "floor": 0, "total_from": 0}
    response = desk.post(f"/kelola/uang/komisi/edit/{rate.pk}/", {**told, **rules})

    assert response.status_code == 302, response.content.decode()[-3000:]
    rate.refresh_from_db()
    assert rate.basis_points == 250


def test_a_way_to_pay_is_switched_on_by_its_row(desk: Client) -> None:
    method = PaymentMethod.objects.get(code="transfer")
    told = {"is_on": "on", "mode": "pooled", "floor": 10000, "hold_minutes": 1440, "position": 20}

    assert desk.post(f"/kelola/uang/cara-bayar/edit/{method.pk}/", told).status_code == 302
    method.refresh_from_db()
    assert (method.is_on, method.mode) == (True, "pooled")
    listed = desk.get("/kelola/uang/cara-bayar/").content.decode()
    assert "24 jam; pembeli tanpa akun 2 jam, sampai foto buktinya datang" in listed
    assert "1440" not in listed
    assert desk.get("/kelola/uang/cara-bayar/new/").status_code in (302, 403, 404)
    assert desk.post(f"/kelola/uang/cara-bayar/delete/{method.pk}/").status_code in (302, 403, 404)
    assert PaymentMethod.objects.filter(pk=method.pk).exists()


def test_impossible_rules_are_refused_in_words(desk: Client) -> None:
    method = PaymentMethod.objects.get(code="cash")
    told = {"is_on": "on", "mode": "pooled", "floor": 0, "hold_minutes": 1440, "position": 20}

    assert (
        "Uang tunai selalu diterima toko"
        in desk.post(f"/kelola/uang/cara-bayar/edit/{method.pk}/", told).content.decode()
    )


def test_a_statement_letter_frees_a_seller_from_tax_for_its_year(desk: Client, settings: Any) -> None:
    settings.PPH22_IS_WITHHELD = True
    shop, now = make_shop(), timezone.now()
    told = {"partner": shop.pk, "year": timezone.localdate(now).year, "note": "No. 12, map merah"}
    assert is_withheld(shop, now)

    assert desk.post("/kelola/uang/surat-pernyataan/new/", told).status_code == 302

    assert not is_withheld(shop, now)
    listed = desk.get("/kelola/uang/surat-pernyataan/").content.decode()
    assert shop.name in listed
    assert "map merah" in listed
    again = desk.post("/kelola/uang/surat-pernyataan/new/", told)
    assert again.status_code == 200
    old = desk.post("/kelola/uang/surat-pernyataan/new/", {**told, "year": 2024}).content.decode()
    assert "dipungut mulai 2025" in old
    assert StatementLetter.objects.count() == 1
