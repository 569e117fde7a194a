"""A buyer's photo of her payment: taken, cleaned, looked at, and nobody else's business."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from catalogue.models import Product
from market.gateways.bills.models import Bill
from market.settlement.models import OrderGroup, Payment
from market.shop.order.models import Order
from market.shop.order.status import Status
from tests.market.shop.by_hand import a_photo, page_of, pay, place, proof_url

pytestmark = pytest.mark.django_db


def test_a_photo_is_taken_cleaned_and_looked_at(client: Client, pooled: OrderGroup, own_folders: Path) -> None:
    page = client.post(proof_url(pooled), {"proof": a_photo()}, follow=True).content.decode()

    assert "Bukti diterima, sedang diperiksa." in page
    bill = Bill.objects.get()
    assert bill.proof_at is not None
    assert "struk" not in bill.proof.name
    assert bill.proof.name not in page
    assert Order.objects.get().status == Status.AWAITING_PAYMENT


def test_one_deadline_is_shown_until_when_the_goods_are_held(
    client: Client, pooled: OrderGroup, own_folders: Path
) -> None:
    page = page_of(client, pooled)
    until = timezone.localtime(pooled.hold_expires_at)
    assert f"Transfer paling lambat <strong>{date_format(until, 'j F Y, H.i')} WITA" in page
    assert page.count(f"{date_format(until, 'H.i')} WITA") == 2

    client.post(proof_url(pooled), {"proof": a_photo()})
    page = page_of(client, pooled)
    pooled.refresh_from_db()
    assert pooled.hold_expires_at > pooled.placed_at + timedelta(hours=3)
    assert f"sampai {date_format(timezone.localtime(pooled.hold_expires_at), 'j F, H.i')} WITA" in page
    assert "paling lambat" not in page


def test_a_second_photo_takes_the_place_of_the_first(client: Client, pooled: OrderGroup, own_folders: Path) -> None:
    client.post(proof_url(pooled), {"proof": a_photo()})
    first = Bill.objects.get().proof.name
    client.post(proof_url(pooled), {"proof": a_photo()})
    assert Bill.objects.get().proof.name != first
    assert Payment.objects.count() == 1


@pytest.mark.parametrize(
    "upload",
    [
        None,
        SimpleUploadedFile("a.jpg", b"<svg onload=alert(1)>", content_type="image/jpeg"),
        SimpleUploadedFile("../../etc/passwd.php", b"<?php", content_type="image/jpeg"),
        SimpleUploadedFile("a.pdf", b"%PDF-1.4", content_type="application/pdf"),
        SimpleUploadedFile("kosong.jpg", b"", content_type="image/jpeg"),
        SimpleUploadedFile("besar.jpg", b"\xff\xd8\xff" + 16_000_000 * b"x", content_type="image/jpeg"),
    ],
    ids=["nothing", "svg", "php", "pdf", "empty", "huge"],
)
def test_what_is_no_photo_is_told_in_plain_words(
    client: Client, pooled: OrderGroup, own_folders: Path, upload: SimpleUploadedFile | None
) -> None:
    answer = client.post(proof_url(pooled), {"proof": upload} if upload else {})

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Bill.objects.get().proof


def test_a_stranger_reaches_no_other_purchases_payment(
    client: Client, pooled: OrderGroup, products: list[Product], own_folders: Path
) -> None:
    theirs = place(products[1:2], "transfer")
    their_payment, number = theirs.payments.get(), theirs.members.get().order.number

    assert client.post(proof_url(pooled, their_payment), {"proof": a_photo()}).status_code == 404
    assert client.post(f"/pesanan/{pooled.secret}/{number}/batal/").status_code == 404
    assert client.post(f"/pesanan/{pooled.secret}/bukti/{10**30}/", {"proof": a_photo()}).status_code == 404
    for wrong in (pooled.number, pooled.secret[:-1], "x"):
        assert client.post(f"/pesanan/{wrong}/bukti/{their_payment.pk}/").status_code == 404
        for rest in ("cara/", "batal/", f"{number}/batal/"):
            assert client.post(f"/pesanan/{wrong}/{rest}").status_code == 404
    assert not Bill.objects.exclude(proof="").exists()
    assert set(Order.objects.values_list("status", flat=True)) == {Status.AWAITING_PAYMENT}


def test_a_card_or_cash_payment_takes_no_photo(client: Client, products: list[Product], double: str) -> None:
    assert client.post(proof_url(place(products[:1], "stripe")), {"proof": a_photo()}).status_code == 404


def test_when_the_money_has_come_a_photo_is_not_needed(client: Client, pooled: OrderGroup, own_folders: Path) -> None:
    pay(pooled.payments.get())
    page = client.post(proof_url(pooled), {"proof": a_photo()}, follow=True).content.decode()
    assert "bukti tidak perlu lagi" in page
    assert "Pembayaran sudah kami terima" in page


def test_a_photo_takes_its_payment_off_what_is_still_to_pay(
    client: Client, direct: OrderGroup, own_folders: Path
) -> None:
    first, *others = direct.payments.order_by("pk")
    client.post(proof_url(direct, first), {"proof": a_photo()})
    page = page_of(client, direct)
    assert page.count("Bukti sudah dikirim, sedang diperiksa<") == 1
    assert page.count("masih harus dibayar Rp") == 2
    due = sum(bill.payable for bill in Bill.objects.filter(external_id__in=[one.external_id for one in others]))
    assert f"Rp{due:,}".replace(",", ".") in page

    for payment in others:
        client.post(proof_url(direct, payment), {"proof": a_photo()})
    page = page_of(client, direct)
    assert "Bukti sudah dikirim, sedang diperiksa.</strong>" in page
    assert "Belum dibayar" not in page
    assert "harus dibayar" not in page.lower()
