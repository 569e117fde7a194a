"""The messages to producers about consent: paid for by the house, so rationed, and each good for something."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from market.notify.models import Message
from sellers.forms_makers import TOO_MANY_TODAY
from sellers.models import ConsentLink
from sellers.permit_models import private_storage
from tests.market.recordings.made import ogg
from tests.sellers.conftest import upload
from tests.sellers.consents import READ_OUT, YES, a_maker, live
from tests.sellers.sync.house import PAPER, consent_of
from tests.sellers.sync.phone import client_of, post, send_photo

pytestmark = pytest.mark.django_db

HER_PHONE = "+6281355550001"


def page(name, maker):
    return reverse(f"workshop:{name}", args=[maker.pk])


def text(answer):
    return answer.content.decode()


def test_questions_by_message_are_rationed(hers, imah, monkeypatch):
    numbers = [f"+62813555500{number:02d}" for number in range(5)]
    asked_twice = [number for number in numbers for _ in range(2)]  # the same again is no new message
    answers = [hers.post(page("ask_consent", imah), {"phone": number}) for number in asked_twice]
    assert [answer.status_code for answer in answers] == [302] * 6 + [200] * 4
    assert "terlalu banyak pesan" in text(answers[-1])
    imah.refresh_from_db()
    assert imah.phone == numbers[2], "where nothing went, nothing changed"
    assert Message.objects.filter(template="consent_asked").count() == 3
    monkeypatch.setattr("sellers.actions.consent.MOST_A_DAY", 4)
    others = [a_maker(imah.seller, f"Acil {number}") for number in range(2)]
    said = [hers.post(page("ask_consent", one), {"phone": numbers[at]}).status_code for at, one in enumerate(others)]
    assert said == [302, 200]


def test_asked_at_her_old_number_again_she_gets_a_message_whose_code_holds(hers, imah):
    codes = []
    for number in (HER_PHONE, "+6281355550002", HER_PHONE):
        hers.post(page("ask_consent", imah), {"phone": number})
        codes.append(ConsentLink.objects.get().reply_code())
    told = [message.text for message in Message.objects.filter(template="consent_asked").order_by("pk")]
    assert [code in words for code, words in zip(codes, told, strict=True)] == [True] * 3
    assert codes[0] != codes[2]


def test_messages_of_what_a_hub_recorded_are_rationed_and_a_consent_too_many_waits(hers, siti, hub, monkeypatch):
    monkeypatch.setattr("sellers.actions.consent.MOST_A_DAY", 1)
    makers = [a_maker(hub, f"Acil {number}", phone=f"+6281355550{number:03}") for number in range(3)]
    paper = {"photo": upload("surat.jpg"), **READ_OUT}
    assert hers.post(page("consent_paper", makers[0]), paper).status_code == 302
    voice = {"voice": SimpleUploadedFile("suara.ogg", ogg()), **READ_OUT}
    for way, sent in (("consent_paper", {**paper, "photo": upload("surat.jpg")}), ("consent_voice", voice)):
        kept = private_storage().listdir("persetujuan")[1]
        refused = hers.post(page(way, makers[1]), sent)
        assert TOO_MANY_TODAY in text(refused)
        assert private_storage().listdir("persetujuan")[1] == kept
    assert [live(maker) is not None for maker in makers] == [True, False, False]
    hers.post(page("ask_consent", makers[2]), {"phone": makers[2].phone})
    Client().post(reverse("agree", args=[ConsentLink.objects.get(producer=makers[2]).secret]), YES)
    assert live(makers[2]), "her own yes is never one too many"


def test_a_phone_that_recorded_too_much_in_a_day_is_told_and_keeps_the_paper(siti, hub, monkeypatch):
    monkeypatch.setattr("sellers.actions.consent.MOST_A_DAY", 1)
    makers = [a_maker(hub, f"Acil {number}", phone=f"+6281355550{number:03}") for number in range(2)]
    hers = client_of(siti.user)
    send_photo(hers, PAPER, kind="surat")
    assert post(hers, consent_of(siti.user, makers[0].pk)).json()["state"] == "done"
    send_photo(hers, PAPER, kind="surat")
    one_more = consent_of(siti.user, makers[1].pk)
    told = post(hers, one_more).json()
    assert (told["state"], told["words"]) == ("not_yours", TOO_MANY_TODAY)
    assert live(makers[1]) is None
    monkeypatch.setattr("sellers.actions.consent.MOST_A_DAY", 2)
    assert post(hers, one_more).json()["state"] == "done", "it waited, and its paper with it"


def test_one_producer_hears_three_times_a_day_of_what_was_recorded_and_always_of_what_she_said(hers, siti, hub):
    imah = a_maker(hub, phone=HER_PHONE)
    answers = []
    for _ in range(4):
        answers.append(hers.post(page("consent_paper", imah), {"photo": upload("surat.jpg"), **READ_OUT}))
        hers.post(page("withdraw_consent", imah), {"why": "stopped"})
    assert [answer.status_code for answer in answers] == [302, 302, 302, 200]
    assert TOO_MANY_TODAY in text(answers[-1])
    hers.post(page("ask_consent", imah), {"phone": HER_PHONE})
    Client().post(reverse("agree", args=[ConsentLink.objects.get().secret]), YES)
    assert live(imah)
    assert Message.objects.filter(template="consent_recorded", phone=HER_PHONE).count() == 4
