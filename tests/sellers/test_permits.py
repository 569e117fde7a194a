"""Permits: sent with a photo that nobody else sees."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from catalogue.models import Product
from market.accounts.models import User
from market.pictures.models import Picture
from sellers import strays
from sellers.models import Permit, Producer
from sellers.permit_models import private_storage
from sellers.permit_numbers import UnlikelyNumber, tidy_number
from tests.market.pictures.made import photo, tags_in
from tests.sellers.conftest import listed, signed_in, upload
from tests.sellers.permits import ADD, HALAL, answers, is_halal, sent

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("nib", "1234 5678 90123", "1234567890123"),
        ("pirt", "P-IRT 2063671010892-28", "2063671010892-28"),
        ("pirt", "p.irt no. 206 3671 010892 28", "2063671010892-28"),
        ("md", "BPOM RI MD 231512045117", "MD 231512045117"),
        ("halal", "64110055824640426", HALAL),
        ("other", "510 / 12 / 2024", "510 / 12 / 2024"),
    ],
)
def test_it_reads_numbers_as_they_stand_on_papers(kind: str, typed: str, kept: str) -> None:
    assert tidy_number(kind, typed) == kept


@pytest.mark.parametrize(
    ("kind", "typed", "why"),
    [
        ("nib", "12345", "13 angka. Yang Anda tulis 5 angka"),
        ("nib", "123456789012X", "bukan angka saja"),
        ("pirt", "P-IRT 206740501", "paling sedikit 15 angka"),
        ("md", "MD 12345678901Z", "12 sampai 15 angka"),
        ("md", "ML 231512045117", "Pilih jenis izin BPOM ML"),
        ("halal", "KH12345", "diawali ID"),
        ("halal", "7405", "14 sampai 18 angka"),
        ("other", "ada", "seperti di suratnya"),
    ],
)
def test_it_says_why_a_number_cannot_be(kind: str, typed: str, why: str) -> None:
    with pytest.raises(UnlikelyNumber, match=re.escape(why)):
        tidy_number(kind, typed)


def test_she_sends_a_permit_and_nothing_typed_is_lost(siti: Producer, on_sale: Product) -> None:
    client = signed_in(siti.user)
    address = f"{ADD}?produk={on_sale.pk}"
    assert " checked" in client.get(address).content.decode()
    page = client.post(address, answers(number="KH 1", products=[on_sale.pk])).content.decode()
    assert "diawali ID" in page
    assert "Foto sudah tersimpan" in page
    token = re.search(r'name="kept_photo" value="([^"]+)"', page)[1]  # type: ignore[index]

    for _ in range(2):  # pressed twice
        answer = client.post(address, answers(photo=None, kept_photo=token, products=[on_sale.pk]))
        assert answer["Location"] == reverse("workshop:about", args=[on_sale.pk])
    permit = Permit.objects.get()
    assert (permit.state, permit.number, permit.products.get()) == ("waiting", HALAL, on_sale)
    assert HALAL in client.get(reverse("workshop:about", args=[on_sale.pk])).content.decode()
    assert not is_halal(on_sale)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"kind": ""}, "Pilih jenis izinnya."),
        ({"photo": None}, "Ambil atau pilih satu foto suratnya."),
        ({"photo": upload("a.gif", b"GIF89a....")}, "Gambar bergerak"),
        ({"valid_until": "2020-01-01"}, "Masa berlakunya sudah habis"),
        ({"valid_until": "kapan"}, "Tanggal ini belum benar"),
        ({"kind": "other", "number": "12"}, "Tulis nama izinnya"),
        ({"products": None}, "Pilih paling sedikit satu produk."),
    ],
)
def test_it_says_what_is_wrong_beside_the_field(
    siti: Producer, on_sale: Product, changed: dict[str, Any], sentence: str
) -> None:
    page = signed_in(siti.user).post(ADD, answers(**{"products": [on_sale.pk], **changed})).content.decode()
    assert sentence in page
    assert not Permit.objects.exists()


def test_the_photo_is_cleaned_and_only_hers_and_the_operators(
    siti: Producer,
    ratna: Producer,
    on_sale: Product,
    operator: User,
    operator_elsewhere: User,
    buyer: User,
    editor: User,
) -> None:
    client = signed_in(siti.user)
    client.post(ADD, answers(photo=upload("surat.jpg", photo(orientation=6)), products=[on_sale.pk]))
    permit = Permit.objects.get()
    hers = reverse("workshop:permit_photo", args=[permit.pk])
    desk = reverse("approvals:permit_photo", args=[permit.pk])

    shown = client.get(hers)
    kept = b"".join(shown.streaming_content)
    assert shown["Content-Type"] == "image/jpeg"
    assert tags_in(kept) == []
    assert signed_in(operator).get(desk).status_code == 200
    assert signed_in(ratna.user).get(hers).status_code == 404
    assert signed_in(operator_elsewhere).get(desk).status_code == 404
    for nobody in (ratna.user, buyer, editor):
        assert signed_in(nobody).get(desk).status_code in (302, 403)
    assert Client().get(hers).status_code == Client().get(desk).status_code == 302
    assert not Picture.objects.filter(file__contains="izin").exists()


def test_a_stranger_changes_nothing_of_it(
    siti: Producer, ratna: Producer, on_sale: Product, operator_elsewhere: User
) -> None:
    permit, theirs = sent(siti, on_sale), listed(ratna, title="Anjat rotan")
    stranger = signed_in(ratna.user)
    for name in ("edit_permit", "remove_permit"):
        assert stranger.post(reverse(f"workshop:{name}", args=[permit.pk]), answers()).status_code == 404
    assert stranger.get(reverse("workshop:about", args=[on_sale.pk])).status_code == 404
    assert "Pilih produk dari daftar" in stranger.post(ADD, answers(products=[on_sale.pk])).content.decode()
    desk = signed_in(operator_elsewhere).post(reverse("approvals:permit", args=[permit.pk]), {"decision": "approve"})
    assert desk.status_code == 404
    assert list(sent(siti, on_sale, theirs, number="ID123456789012345").products.all()) == [on_sale]
    permit.refresh_from_db()
    assert permit.state == "waiting"


def test_a_token_brings_back_nobody_elses_photo(siti: Producer, ratna: Producer, on_sale: Product) -> None:
    page = signed_in(siti.user).post(ADD, answers(number="1", products=[on_sale.pk])).content.decode()
    token = re.search(r'name="kept_photo" value="([^"]+)"', page)[1]  # type: ignore[index]
    stolen = {"kind": "nib", "number": "1234567890123", "kept_photo": token}
    assert "Ambil atau pilih" in signed_in(ratna.user).post(ADD, stolen).content.decode()


def test_photos_that_no_permit_shows_are_deleted_once_no_token_brings_them_back(
    siti: Producer, ratna: Producer, on_sale: Product
) -> None:
    store = private_storage()
    client = signed_in(siti.user)
    client.post(ADD, answers(products=[on_sale.pk]))
    signed_in(ratna.user).post(ADD, answers(number="1"))  # refused, and never sent again
    client.post(reverse("workshop:edit_permit", args=[Permit.objects.get().pk]), answers(products=[on_sale.pk]))
    assert len(store.listdir("izin")[1]) == 3

    now = timezone.now()
    assert strays.forget_files(now=now + timedelta(days=29)) == 0
    assert strays.forget_files(now=now + timedelta(days=32)) == 2
    assert [f"izin/{name}" for name in store.listdir("izin")[1]] == [Permit.objects.get().photo.name]
