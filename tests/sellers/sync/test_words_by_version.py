"""What she agrees to has a version: whatever was read out is kept as it was, also after other words have come."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from market.inbox.models import Arrival
from market.notify.replies import Reply
from sellers import agreement
from sellers.acting import act_for
from sellers.actions.consent import ask_consent
from sellers.models import Consent, ConsentLink
from sellers.replies import Outcome, take_reply
from tests.sellers.conftest import upload
from tests.sellers.consents import live
from tests.sellers.sync.house import PAPER, consent_of
from tests.sellers.sync.phone import client_of, post, send_photo, told

pytestmark = pytest.mark.django_db

OLD, NEW = agreement.newest_version(), "2027-06"
OTHER = "Saya, {name} dari {village}, mengizinkan {hub} dengan kata-kata lain."
HER_PHONE = "+6281355550001"


@pytest.fixture
def new_words(monkeypatch):
    """Let a release with other words come."""
    return lambda: monkeypatch.setitem(agreement.WORDS, NEW, OTHER)


def words(maker, version):
    return agreement.words_for(maker, version=version)


def send(client, user, maker, version):
    send_photo(client, PAPER, kind="surat")
    return post(client, consent_of(user, maker.pk, version=version))


def text(answer):
    return answer.content.decode()


def test_a_phone_that_was_away_is_believed_with_the_words_that_it_read_out(siti, imah, hers, new_words):
    before = words(imah, OLD)
    new_words()
    for version in (OLD, NEW):
        assert send(hers, siti.user, imah, version).json()["state"] == "done"
    older, newer = Consent.objects.order_by("pk")
    assert (older.words_version, older.words) == (OLD, before)
    assert (newer.words_version, newer.words) == (NEW, words(imah, NEW))
    assert older.words != newer.words


def test_words_that_only_a_newer_release_knows_wait_until_the_server_knows_them(siti, imah, hers, new_words):
    send_photo(hers, PAPER, kind="surat")
    operation = consent_of(siti.user, imah.pk, version=NEW)
    answer = post(hers, operation)
    assert (answer.status_code, answer.json()["state"], answer.json()["id"]) == (426, "newer", operation["id"])
    assert not Consent.objects.exists()
    assert not Arrival.objects.filter(source="jual").exists(), "its id is free"
    new_words()
    assert told(hers, operation)["state"] == "done"
    assert live(imah).words == words(imah, NEW)


@pytest.mark.parametrize("version", [None, "", [], {"2026-11": 1}, True])
def test_a_consent_to_no_words_is_none(siti, imah, hers, version):
    answer = send(hers, siti.user, imah, version)
    assert (answer.status_code, answer.json()["state"]) in ((200, "attention"), (426, "newer"))
    assert not Consent.objects.exists()


def test_a_page_that_was_left_open_keeps_the_words_that_it_showed(imah, hers, new_words):
    address = reverse("workshop:maker", args=[imah.pk])
    paper = reverse("workshop:consent_paper", args=[imah.pk])
    assert f'name="version" value="{OLD}"' in text(hers.get(address))
    new_words()
    sent = {"photo": upload("surat.jpg"), "was_read": "on", "version": OLD}
    assert hers.post(paper, sent).status_code == 302
    assert live(imah).words == words(imah, OLD)
    page = text(hers.get(address))
    assert f'name="version" value="{NEW}"' in page
    assert words(imah, NEW) in page, "these are read out from now on"
    assert words(imah, OLD) in page, "these are what she agreed to"
    app = text(hers.get(reverse("workshop:app")))
    assert "mengizinkan {hub} dengan kata-kata lain." in app
    assert f'name="version" value="{NEW}"' in app


def test_a_page_of_words_that_nobody_knows_is_told_to_read_them_out_anew(imah, hers):
    paper = reverse("workshop:consent_paper", args=[imah.pk])
    answer = text(hers.post(paper, {"photo": upload("surat.jpg"), "was_read": "on", "version": NEW}))
    assert "Kata-kata persetujuannya sudah diperbarui." in answer
    assert "Foto surat sudah tersimpan." in answer
    assert f'name="version" value="{OLD}"' in answer
    assert not Consent.objects.exists()


def test_who_was_asked_agrees_to_what_she_was_asked(siti, imah, new_words):
    link = ask_consent(producer=imah, phone=HER_PHONE, by=siti.user, now=timezone.now())
    new_words()
    address, her = reverse("agree", args=[link.secret]), Client()
    shown = text(her.get(address))
    assert words(imah, OLD) in shown
    assert words(imah, NEW) not in shown
    assert f'name="version" value="{OLD}"' in shown
    her.post(address, {"answer": "yes", "version": OLD})
    assert (live(imah).words_version, live(imah).words) == (OLD, words(imah, OLD))
    assert words(imah, OLD) in text(her.get(address))


@pytest.mark.parametrize("seen", [{"version": OLD}, {}])
def test_who_was_asked_again_in_other_words_while_her_page_was_open_reads_those_first(siti, imah, new_words, seen):
    asked = {"producer": imah, "phone": HER_PHONE, "by": siti.user}
    address, her = reverse("agree", args=[ask_consent(**asked, now=timezone.now()).secret]), Client()
    new_words()
    ask_consent(**asked, now=timezone.now())
    shown = text(her.post(address, {"answer": "yes", **seen}, follow=True))
    assert "Kata-katanya sudah berubah. Bacalah sekali lagi, lalu jawab." in shown
    assert words(imah, NEW) in shown
    assert not Consent.objects.exists()
    her.post(address, {"answer": "yes", "version": NEW})
    assert live(imah).words == words(imah, NEW)


def test_no_is_no_to_whatever_words(siti, imah, new_words):
    asked = {"producer": imah, "phone": HER_PHONE, "by": siti.user}
    link = ask_consent(**asked, now=timezone.now())
    new_words()
    ask_consent(**asked, now=timezone.now())
    Client().post(reverse("agree", args=[link.secret]), {"answer": "no", "version": OLD})
    link.refresh_from_db()
    assert link.refused_at


def test_who_answers_by_sms_agrees_to_what_she_was_asked_and_asked_again_to_the_other_words(siti, imah, new_words):
    def say_yes(number):
        said = f"YA {ConsentLink.objects.get().reply_code()}"
        return take_reply(reply=Reply(id=number, phone=HER_PHONE, text=said), now=timezone.now())

    asked = {"producer": imah, "phone": HER_PHONE, "by": siti.user}
    ask_consent(**asked, now=timezone.now())
    new_words()
    assert say_yes("m1") == Outcome.AGREED
    assert live(imah).words == words(imah, OLD)
    ask_consent(**asked, now=timezone.now())
    assert say_yes("m2") == Outcome.AGREED
    assert Consent.objects.order_by("pk").last().words == words(imah, NEW)


def test_the_office_and_the_export_show_the_words_of_each(siti, imah, hers, operator, new_words):
    new_words()
    for version in (OLD, NEW):
        send(hers, siti.user, imah, version)
        act_for(by=siti.user, producers=[imah], what="mengubah stok", thing="Tikar", now=timezone.now())
    office = client_of(operator)
    for consent in Consent.objects.all():
        page = text(office.get(reverse("approvals:consent", args=[consent.pk])))
        assert f"versi {consent.words_version}" in page
        assert words(imah, consent.words_version) in page
    for client, name in ((hers, "workshop:acted_file"), (office, "approvals:acted_file")):
        file = client.get(reverse(name), {"jenis": "csv"}).content.decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(file)))
        said = [(row["Versi kata-kata persetujuan"], row["Kata-kata yang disetujui"]) for row in rows]
        assert said == [(version, words(imah, version)) for version in (OLD, NEW)]


def test_all_words_name_her_her_village_and_the_hub_and_no_one_else(imah):
    for version, template in agreement.WORDS.items():
        assert all(f"{{{name}}}" in template for name in ("name", "village", "hub")), version
        assert "{" not in words(imah, version)
