"""Permits, looked at by an operator of the regency: what is halal then, what a change does, what buyers see."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from catalogue.models import Product
from market.accounts.models import User
from market.notify.models import Message
from sellers.actions import (
    ChangedMeanwhile,
    NotWaiting,
    PermitExists,
    edit_product,
    refuse_permit,
    see_permit,
    take_back_permit,
)
from sellers.actions.permits import let_permits_run_out
from sellers.models import Permit, Producer
from tests.sellers.conftest import listed, signed_in
from tests.sellers.permits import HALAL, answers, is_halal, sent

pytestmark = pytest.mark.django_db


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
