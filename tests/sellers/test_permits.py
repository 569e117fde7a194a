"""Permits: sent with a photo that nobody else sees, looked at by an operator of the regency."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from catalogue.models import Product
from market.accounts.models import User
from market.notify.models import Message
from market.pictures.models import Picture
from sellers import private_photos
from sellers.actions import (
    ChangedMeanwhile,
    NotWaiting,
    PermitExists,
    edit_product,
    refuse_permit,
    see_permit,
    send_permit,
    take_back_permit,
)
from sellers.actions.permits import let_permits_run_out
from sellers.models import Permit, Producer
from sellers.permit_models import private_storage
from sellers.permit_numbers import UnlikelyNumber, tidy_number
from tests.market.pictures.made import photo, tags_in
from tests.sellers.conftest import listed, signed_in, upload

pytestmark = pytest.mark.django_db

ADD = reverse("workshop:add_permit")
HALAL = "ID64110055824640426"


def answers(**changed: Any) -> dict[str, Any]:
    given = {"kind": "halal", "number": f"id {HALAL[2:]}", "valid_until": "", "photo": upload("surat.jpg")}
    return {name: value for name, value in {**given, **changed}.items() if value is not None}


def sent(producer: Producer, *products: Product, **changed: Any) -> Permit:
    said = {"kind": "halal", "number": HALAL, "photo": "izin/x.jpg", "products": products, **changed}
    return send_permit(seller=producer.seller, **said)


def is_halal(product: Product) -> bool:
    return Product.objects.get(pk=product.pk).is_halal


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
    assert private_photos.forget(now=now + timedelta(days=29)) == 0
    assert private_photos.forget(now=now + timedelta(days=32)) == 2
    assert [f"izin/{name}" for name in store.listdir("izin")[1]] == [Permit.objects.get().photo.name]


def test_the_operator_sees_it_and_the_goods_become_halal(siti: Producer, on_sale: Product, operator: User) -> None:
    permit, client = sent(siti, on_sale), signed_in(operator)
    assert HALAL in client.get(reverse("approvals:index")).content.decode()
    address = reverse("approvals:permit", args=[permit.pk])
    page = client.get(address).content.decode()
    assert "bpjph.halal.go.id" in page
    seen = re.search(r'name="seen" value="([^"]+)"', page)[1]  # type: ignore[index]
    client.post(address, {"decision": "approve", "seen": seen})
    permit.refresh_from_db()
    assert (permit.state, permit.checked_by) == ("seen", operator)
    assert permit.checked_office == "Kabupaten Kutai Kartanegara"
    assert is_halal(on_sale)
    assert Message.objects.get(template="permit_seen").phone == siti.user.phone
    assert HALAL in client.get(reverse("approvals:permits")).content.decode()

    assert "Tulis apa yang perlu" in client.post(address, {"decision": "reject"}).content.decode()
    client.post(address, {"decision": "reject", "note": "Ternyata bukan miliknya."})
    assert not is_halal(on_sale)
    assert "bukan miliknya" in Message.objects.get(template="permit_taken_back").text


def test_it_refuses_with_a_note_and_she_sends_it_again(siti: Producer, on_sale: Product, operator: User) -> None:
    permit = sent(siti, on_sale)
    address = reverse("approvals:permit", args=[permit.pk])
    signed_in(operator).post(address, {"decision": "reject", "note": "Fotonya buram."})
    assert "Fotonya buram." in Message.objects.get(template="permit_refused").text
    edit = reverse("workshop:edit_permit", args=[permit.pk])
    client = signed_in(siti.user)
    assert "Fotonya buram." in client.get(edit).content.decode()
    client.post(edit, answers(products=[on_sale.pk]))
    permit.refresh_from_db()
    assert permit.state == "waiting"


def test_what_she_changes_is_looked_at_again_and_what_she_does_not_is_not(
    siti: Producer, on_sale: Product, operator: User
) -> None:
    permit, other = see_permit(permit=sent(siti, on_sale), by=operator), listed(siti, title="Abon")
    same = {"photo": permit.photo.name, "permit": permit}
    assert sent(siti, on_sale, **same).state == "seen"
    assert is_halal(on_sale)

    assert sent(siti, on_sale, other, **same).state == "waiting"
    assert not is_halal(on_sale)
    see_permit(permit=permit, by=operator)
    assert is_halal(on_sale)
    assert is_halal(other)
    take_back_permit(permit=permit, by=siti.user)
    assert not is_halal(on_sale)
    assert not is_halal(other)


def test_two_certificates_of_one_product_are_two(siti: Producer, on_sale: Product, operator: User) -> None:
    one, two = sent(siti, on_sale), sent(siti, on_sale, number="ID123456789012345")
    for permit in (one, two):
        see_permit(permit=permit, by=operator)
    take_back_permit(permit=one, by=siti.user)
    assert is_halal(on_sale)
    take_back_permit(permit=two, by=siti.user)
    assert not is_halal(on_sale)


def test_other_permits_say_nothing_of_halal(siti: Producer, on_sale: Product, operator: User) -> None:
    see_permit(permit=sent(siti, on_sale, kind="pirt", number="2063671010892-28"), by=operator)
    assert not is_halal(on_sale)


def test_the_mark_goes_when_the_certificate_runs_out(siti: Producer, on_sale: Product, operator: User) -> None:
    today = timezone.localdate()
    permit = see_permit(permit=sent(siti, on_sale, valid_until=today), by=operator)
    assert let_permits_run_out(today=today) == 0
    assert is_halal(on_sale)
    Permit.objects.filter(pk=permit.pk).update(valid_until=today - timedelta(days=1))
    assert let_permits_run_out(today=today) == 1
    assert let_permits_run_out(today=today) == 0
    assert not is_halal(on_sale)


def test_nobody_decides_twice_or_over_what_she_did_not_see(siti: Producer, on_sale: Product, operator: User) -> None:
    permit = sent(siti, on_sale)
    before = permit.submitted_at
    sent(siti, on_sale, permit=permit, valid_until=date(2030, 1, 1))
    for decide in (see_permit, refuse_permit, take_back_permit):
        with pytest.raises(ChangedMeanwhile):
            decide(permit=permit, by=operator, note="x", seen=before)
    see_permit(permit=permit, by=operator)
    with pytest.raises(NotWaiting):
        refuse_permit(permit=permit, by=operator, note="x")
    with pytest.raises(PermitExists):
        sent(siti, on_sale)


@pytest.mark.parametrize("was_seen", [False, True])
def test_no_button_refuses_or_takes_back_what_has_changed_since(
    siti: Producer, on_sale: Product, operator: User, was_seen: bool
) -> None:
    permit = sent(siti, on_sale)
    if was_seen:
        see_permit(permit=permit, by=operator)
    client, address = signed_in(operator), reverse("approvals:permit", args=[permit.pk])
    seen = re.search(r'name="seen" value="([^"]+)"', client.get(address).content.decode())[1]  # type: ignore[index]
    sent(siti, on_sale, permit=permit, valid_until=date(2030, 1, 1))
    answer = client.post(address, {"decision": "reject", "note": "Buram.", "seen": seen}, follow=True)
    permit.refresh_from_db()
    assert (permit.state, "Lihat sekali lagi" in answer.content.decode()) == ("waiting", True)


def test_an_edit_of_the_product_leaves_the_mark_alone(siti: Producer, on_sale: Product, operator: User) -> None:
    see_permit(permit=sent(siti, on_sale), by=operator)
    edit_product(product=on_sale, title="Amplang baru", unit_of_sale="bungkus", packaging="plastik", price=30_000)
    assert is_halal(on_sale)


def test_how_it_is_made_is_looked_at_before_it_is_shown(siti: Producer, on_sale: Product, operator: User) -> None:
    client, address = signed_in(siti.user), reverse("workshop:about", args=[on_sale.pk])
    client.post(address, {"is_made_to_order": "on"})
    product = Product.objects.get(pk=on_sale.pk)
    assert (product.is_made_to_order, product.ships_abroad, product.moderation) == (True, False, "approved")

    words = "Ikan pipih dari sungai, digoreng dua kali."
    client.post(address, {"how_made": words, "ships_abroad": "on"})
    product.refresh_from_db()
    assert (product.how_made, product.moderation, product.is_public) == (words, "waiting", False)
    assert words in signed_in(operator).get(reverse("approvals:product", args=[product.pk])).content.decode()
    assert words in client.get(address).content.decode()


def test_buyers_see_what_was_seen_by_whom_and_nothing_else(
    siti: Producer, ratna: Producer, on_sale: Product, operator: User, django_assert_num_queries: Any
) -> None:
    def shown(language: str = "id") -> str:
        with translation.override(language), django_assert_num_queries(1):
            return render_to_string("oscar/catalogue/parts/permits.html", {"product": on_sale})

    assert "Belum ada izin" in shown()
    waiting = sent(siti, on_sale, kind="pirt", number="2063671010892-28")
    see_permit(permit=sent(ratna, kind="nib", number="1111111111111"), by=operator)
    assert "Belum ada izin" in shown()

    see_permit(permit=sent(siti, kind="nib", number="1234567890123"), by=operator)
    page = shown()
    assert "1234567890123" in page
    assert "belum ada sertifikat" in page
    certificate = see_permit(permit=sent(siti, on_sale, valid_until=timezone.localdate()), by=operator)
    page = shown()
    assert page.index(HALAL) < page.index("1234567890123")
    assert "dilihat petugas Kabupaten Kutai Kartanegara pada" in page
    assert "bpjph.halal.go.id" in page
    for word in (waiting.number, "1111111111111", "izin/x.jpg", operator.first_name):
        assert word not in page

    Permit.objects.filter(pk=certificate.pk).update(valid_until=timezone.localdate() - timedelta(days=1))
    assert HALAL not in shown()
