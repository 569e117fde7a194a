"""How a producer's word is asked for, kept, seen, and taken back."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from market.notify.models import Message
from market.recordings.reading import MOST_BYTES
from sellers.agreement import LASTS
from sellers.models import ActedFor, Consent, ConsentLink, Producer
from sellers.permit_models import private_storage
from sellers.tasks import remind_of_consents_that_end
from tests.market.recordings.made import ogg
from tests.sellers.conftest import made_village, signed_in, upload
from tests.sellers.consents import READ_OUT, YES, a_maker, agreed, live, made_hub

pytestmark = pytest.mark.django_db

HER_PHONE = "+6281355550001"


def page(name, maker, **more):
    return reverse(f"workshop:{name}", args=[maker.pk], **more)


def text(answer):
    return answer.content.decode()


def test_a_producer_without_a_phone_is_added_once(hers, hub, muara_kaman):
    answers = {"name": "Acil Imah", "village": muara_kaman.code, "makes": "tikar", "phone": ""}
    for _ in range(2):
        answer = hers.post(reverse("workshop:add_maker"), answers)
    maker = Producer.objects.get(name="Acil Imah")
    assert answer.url == page("maker", maker)
    assert (maker.seller, maker.user, maker.phone) == (hub, None, "")
    assert "belum ada persetujuan" in text(hers.get(reverse("workshop:makers")))


def test_who_is_known_already_is_said_to_be_and_stays_as_she_was(hers, imah, muara_kaman):
    answers = {"name": "acil imah", "village": muara_kaman.code, "makes": "kerupuk", "phone": "0813 5555 0001"}
    answer = hers.post(reverse("workshop:add_maker"), answers, follow=True)
    assert answer.redirect_chain[-1][0] == page("maker", imah)
    assert "Acil Imah sudah tercatat. Yang baru Anda tulis tidak disimpan." in text(answer)
    imah.refresh_from_db()
    assert (imah.makes, imah.phone) == ("tikar", "")


def test_who_runs_the_hub_and_writes_herself_is_led_to_the_list(hers, siti, hub, muara_kaman):
    answers = {"name": siti.name, "village": muara_kaman.code, "makes": "kerupuk", "phone": ""}
    answer = hers.post(reverse("workshop:add_maker"), answers, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("workshop:makers")
    assert "sudah tercatat" in text(answer)


def test_a_shop_of_ones_own_has_no_such_pages(ratna):
    assert signed_in(ratna.user).get(reverse("workshop:makers")).status_code == 404


def test_a_signed_paper_is_kept_where_no_address_leads(hers, siti, imah):
    answer = hers.post(page("consent_paper", imah), {"photo": upload("surat.jpg"), **READ_OUT})
    assert answer.status_code == 302
    consent = live(imah)
    assert (consent.way, consent.recorded_by) == ("paper", siti.user)
    assert consent.expires_at - consent.given_at == LASTS
    assert "Acil Imah" in consent.words
    assert private_storage().exists(consent.file.name)
    shown = hers.get(reverse("workshop:consent_file", args=[consent.pk]))
    assert shown["Content-Type"].startswith("image/")
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert not Message.objects.filter(template="consent_recorded").exists()


def test_what_is_no_photo_or_was_not_read_out_is_refused(hers, imah):
    wrong = hers.post(page("consent_paper", imah), {"photo": upload("surat.jpg", b"halo"), **READ_OUT})
    unread = hers.post(page("consent_paper", imah), {"photo": upload("surat.jpg")})
    assert wrong.status_code == unread.status_code == 200
    assert "Bacakan dulu" in text(unread)
    assert not Consent.objects.exists()


def test_a_recording_is_told_by_its_content(hers, imah):
    def send(content, name="suara.ogg"):
        file = SimpleUploadedFile(name, content, content_type="audio/ogg")
        return hers.post(page("consent_voice", imah), {"voice": file, **READ_OUT})

    assert "tidak bisa diputar" in text(send(b"<html><script>alert(1)</script>" + bytes(500)))
    assert "terlalu besar" in text(send(ogg() + bytes(MOST_BYTES)))
    assert "terlalu panjang" in text(send(ogg(180)))
    assert not Consent.objects.exists()
    assert send(ogg(), "jahat.html").status_code == 302
    consent = live(imah)
    assert consent.way == "voice"
    assert consent.file.name.endswith(".ogg")


def test_she_is_asked_by_message_and_answers_herself(hers, siti, imah):
    hers.post(page("ask_consent", imah), {"phone": "0813 5555 0001"})
    link = ConsentLink.objects.get()
    asked = Message.objects.get(template="consent_asked")
    assert asked.phone == HER_PHONE
    address = reverse("agree", args=[link.secret])
    assert address in asked.text
    assert live(imah) is None

    her = Client()
    shown = her.get(address)
    assert "Ya, saya setuju" in text(shown)
    assert "noindex" in shown["X-Robots-Tag"]
    her.post(address, YES)
    assert live(imah).way == "link"
    assert Message.objects.filter(template="consent_given", phone=siti.user.phone).exists()
    her.post(address, YES)
    assert Consent.objects.count() == 1


def test_no_is_no_and_the_hub_is_told(hers, siti, imah):
    hers.post(page("ask_consent", imah), {"phone": HER_PHONE})
    address = reverse("agree", args=[ConsentLink.objects.get().secret])
    hers.post(address, {"answer": "no"})
    hers.post(address, YES)  # a no is not turned round by pressing again
    assert live(imah) is None
    assert Message.objects.filter(template="consent_refused", phone=siti.user.phone).exists()


def test_nobody_of_the_hub_says_yes_to_herself(hers, siti, imah):
    answer = hers.post(page("ask_consent", imah), {"phone": siti.user.phone})
    assert "Nomor ini milik pengurus BUMDes" in text(answer)
    assert not ConsentLink.objects.exists()


def test_an_old_question_is_no_longer_answered(hers, imah):
    hers.post(page("ask_consent", imah), {"phone": HER_PHONE})
    ConsentLink.objects.update(asked_at=timezone.now() - timedelta(days=31))
    hers.post(reverse("agree", args=[ConsentLink.objects.get().secret]), YES)
    assert live(imah) is None


def test_another_number_makes_the_old_link_worthless(hers, imah):
    hers.post(page("ask_consent", imah), {"phone": HER_PHONE})
    old = ConsentLink.objects.get().secret
    hers.post(page("ask_consent", imah), {"phone": "+6281355550002"})
    assert hers.get(reverse("agree", args=[old])).status_code == 404


def test_her_number_stays_while_her_consent_holds(hers, imah):
    hers.post(page("ask_consent", imah), {"phone": HER_PHONE})
    link = ConsentLink.objects.get()
    hers.post(reverse("agree", args=[link.secret]), YES)
    refused = hers.post(page("ask_consent", imah), {"phone": "+6281355550002"})
    assert "Tarik dulu" in text(refused)
    assert hers.get(reverse("agree", args=[link.secret])).status_code == 200  # her own way to take it back
    hers.post(page("withdraw_consent", imah), {"why": "asked"})
    assert hers.post(page("ask_consent", imah), {"phone": "+6281355550002"}).status_code == 302


def test_who_has_a_phone_is_told_and_takes_back_what_she_never_said(hers, siti, imah):
    Producer.objects.filter(pk=imah.pk).update(phone=HER_PHONE)
    hers.post(page("consent_paper", imah), {"photo": upload("surat.jpg"), **READ_OUT})
    told = Message.objects.get(template="consent_recorded")
    address = reverse("agree", args=[ConsentLink.objects.get().secret])
    assert told.phone == HER_PHONE
    assert address in told.text
    hers.post(address, {"answer": "withdraw"})
    assert live(imah) is None
    assert Consent.objects.get().withdrawn_how == "link"
    assert Message.objects.filter(template="consent_withdrawn", phone=siti.user.phone).exists()


def test_the_hub_takes_it_back_at_her_word(hers, siti, imah):
    agreed(imah)
    agreed(imah, days=30)
    assert hers.post(page("withdraw_consent", imah), {}).status_code == 200  # it asks why
    hers.post(page("withdraw_consent", imah), {"why": "asked"})
    assert live(imah) is None
    assert set(Consent.objects.values_list("withdrawn_by", flat=True)) == {siti.user.pk}


def test_the_page_promises_nothing_for_what_waits_on_her_own_phone(hers, imah):
    agreed(imah)
    shown = text(hers.get(page("withdraw_consent", imah)))
    assert "HP lain" not in shown
    assert "Yang dikerjakan di HP dan belum terkirim bisa ditolak." in shown


def test_another_hub_finds_nothing(imah, ratna):
    consent = agreed(imah)
    made_hub(ratna)
    other = signed_in(ratna.user)
    for name in ("maker", "withdraw_consent"):
        assert other.get(page(name, imah)).status_code == 404
    for name in ("consent_paper", "consent_voice", "ask_consent", "withdraw_consent"):
        answers = {"photo": upload(), **READ_OUT, "phone": HER_PHONE, "why": "asked"}
        assert other.post(page(name, imah), answers).status_code == 404
    assert other.get(reverse("workshop:consent_file", args=[consent.pk])).status_code == 404
    assert "Acil Imah" not in text(other.get(reverse("workshop:makers")))
    assert live(imah) == consent
    assert Consent.objects.count() == 1


def test_the_office_sees_its_own_regency_and_takes_back(imah, operator, operator_elsewhere, buyer):
    consent = agreed(imah)
    address = reverse("approvals:consent", args=[consent.pk])
    elsewhere = signed_in(operator_elsewhere)
    assert elsewhere.get(address).status_code == elsewhere.post(address).status_code == 404
    assert "Acil Imah" not in text(elsewhere.get(reverse("approvals:consents")))
    assert signed_in(buyer).post(address).status_code in (302, 403)
    assert live(imah) == consent
    here = signed_in(operator)
    assert "Acil Imah" in text(here.get(reverse("approvals:consents")))
    here.post(address)
    assert live(imah) is None
    assert "oleh petugas" in text(here.get(address))


def test_the_office_reads_the_log_of_its_own_regency(hers, imah, operator, operator_elsewhere):
    agreed(imah)
    ActedFor.objects.create(
        actor_name="Siti",
        principal=imah,
        principal_name=imah.name,
        hub=imah.seller,
        consent=Consent.objects.get(),
        what="mengubah produk",
        thing="Tikar",
        at=timezone.now(),
    )
    for name in ("approvals:acted", "approvals:acted_file"):
        assert "Tikar" in text(signed_in(operator).get(reverse(name)))
        assert "Tikar" not in text(signed_in(operator_elsewhere).get(reverse(name)))
    assert "a.n. Acil Imah" in text(hers.get(reverse("workshop:acted")))
    book = hers.get(reverse("workshop:acted_file"), {"jenis": "xlsx"})
    table = hers.get(reverse("workshop:acted_file"), {"jenis": "csv"}).content.decode("utf-8-sig")
    rows = [
        [str(cell or "") for cell in row]
        for row in load_workbook(BytesIO(book.content)).active.iter_rows(values_only=True)
    ]
    assert len(rows) == 2
    assert rows == list(csv.reader(StringIO(table)))


def test_both_are_reminded_once_before_the_end_unless_she_has_said_yes_again(siti, hub, imah, hers):
    Producer.objects.filter(pk=imah.pk).update(phone=HER_PHONE)
    again = a_maker(hub, "Ibu Lusia")
    for maker in (imah, again):
        agreed(maker, at=timezone.now() - timedelta(days=355))
    agreed(again)
    for _ in range(2):
        assert remind_of_consents_that_end() == 1
    assert Message.objects.filter(template="consent_ends", phone=siti.user.phone).count() == 1
    assert Message.objects.filter(template="consent_ends_hers", phone=HER_PHONE).count() == 1


def test_the_list_of_makers_asks_few_questions(hers, hub, django_assert_max_num_queries):
    for number in range(20):
        agreed(a_maker(hub, f"Ibu {number}", village=made_village("64.02.05.2002", "Lain", "Muara Kaman", "Kukar")))
    with django_assert_max_num_queries(20):
        assert "Ibu 19" in text(hers.get(reverse("workshop:makers")))
