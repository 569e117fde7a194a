"""Her word, given where there is no signal: a photo of what she signed or her voice, kept where nobody else looks."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from catalogue.models import Product
from market.pictures.models import Picture
from sellers.actions.consent import answer_question, ask_consent
from sellers.actions.consent_ends import withdraw_consent
from sellers.agreement import LASTS
from sellers.closing import forget_what_waits
from sellers.models import Consent, Upload
from sellers.permit_models import private_storage
from sellers.sync import uploads
from tests.market.pictures.made import tags_in
from tests.market.recordings.made import webm
from tests.sellers.consents import a_maker, agreed
from tests.sellers.sync.house import GOODS, PAPER, consent_of
from tests.sellers.sync.phone import (
    a_listing,
    client_of,
    hash_of,
    have,
    post,
    post_piece,
    send_photo,
    told,
)  # fmt: skip

pytestmark = pytest.mark.django_db
DAY = 24 * 60 * 60 * 1000


@pytest.fixture
def hers(siti, hub):
    return client_of(siti.user)


def test_the_photo_of_a_paper_is_private_clean_and_no_picture(siti, hub, hers, ratna):
    imah, sha256 = a_maker(hub), hash_of(PAPER)
    missing = post(hers, consent_of(siti.user, imah.pk))
    assert (missing.status_code, missing.json()["missing"]) == (424, [sha256])
    assert tags_in(PAPER), "it says where it was taken"
    send_photo(hers, PAPER, kind="surat", piece=700)
    assert have(hers, sha256, kind="surat")["done"]
    assert have(hers, sha256) == {"sha256": sha256, "have": 0, "done": False}
    assert post(hers, a_listing(siti.user, [sha256], producer=siti.pk)).status_code == 424, "it cannot be shown"
    told(hers, consent_of(siti.user, imah.pk))

    consent = Consent.objects.get()
    assert consent.file.name.startswith("persetujuan/")
    with private_storage().open(consent.file.name) as file:
        assert not tags_in(file.read())
    assert not Picture.objects.exists()
    assert not Upload.objects.filter(is_paper=True).exists()
    address = reverse("workshop:consent_file", args=[consent.pk])
    assert hers.get(address).status_code == 200
    assert client_of(ratna.user).get(address).status_code == 404
    assert client_of(None).get(address).status_code == 302
    assert client_of(None).get(f"/media/{consent.file.name}").status_code == 404


def test_the_same_photo_may_be_a_paper_and_a_picture_of_goods(siti, hub, hers):
    imah = a_maker(hub)
    shown = send_photo(hers, PAPER)
    assert post(hers, consent_of(siti.user, imah.pk)).status_code == 424, "a picture is no paper"
    assert send_photo(hers, PAPER, kind="surat") == shown
    told(hers, consent_of(siti.user, imah.pk))
    told(hers, a_listing(siti.user, [shown], producer=imah.pk))
    assert Product.objects.get().images.count() == 1


def test_what_is_no_photo_is_said_to_be_none(siti, hub, hers):
    wrong = b"bukan foto, hanya tulisan" * 20
    answer = post_piece(hers, hash_of(wrong), offset=0, size=len(wrong), piece=wrong, kind="surat")
    assert (answer.status_code, answer.json()["state"]) == (422, "unusable")
    refused = told(hers, consent_of(siti.user, a_maker(hub).pk, photos=[hash_of(wrong)]))
    assert (refused["state"], refused["fields"]) == ("attention", {"photos": answer.json()["words"]})


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"was_read": False}, "Bacakan dulu kata-katanya"),
        ({"photos": []}, "Ambil foto suratnya"),
        ({"photos": ["x"]}, "Ambil foto suratnya"),
        ({"photos": [hash_of(PAPER), hash_of(GOODS)]}, "Ambil foto suratnya"),
        ({"version": ""}, "sudah diperbarui"),
        ({"photos": [], "voice": 7}, "Rekam suara"),
    ],
)
def test_what_lacks_something_is_told_and_kept_nowhere(siti, hub, hers, changed, words):
    imah = a_maker(hub)
    send_photo(hers, PAPER, kind="surat")
    answer = told(hers, consent_of(siti.user, imah.pk, **changed))
    assert (answer["state"], words in answer["words"]) == ("attention", True)
    assert not Consent.objects.exists()
    assert have(hers, hash_of(PAPER), kind="surat")["done"], "the photo is there for another try"


def test_her_voice_is_kept_in_the_private_store(siti, hub, hers):
    imah, sound = a_maker(hub), webm(5)
    operation = consent_of(siti.user, imah.pk, photos=[], voice=hash_of(sound))
    assert post(hers, operation).status_code == 424
    sent = post_piece(hers, hash_of(sound), offset=0, size=len(sound), piece=sound, kind="suara")
    assert sent.json()["done"]
    answer = told(hers, operation)
    consent = Consent.objects.get()
    assert (consent.way, consent.file.name.endswith(".webm")) == ("voice", True)
    assert private_storage().exists(consent.file.name)
    assert (
        f"Acil Imah setuju sampai {date_format(timezone.localtime(consent.expires_at), 'j F Y')}." in answer["words"]
    )


def test_her_word_counts_from_when_she_gave_it(siti, hub, hers):
    imah, given = a_maker(hub), int(time.time() * 1000) - 3 * DAY
    send_photo(hers, PAPER, kind="surat")
    told(hers, {**consent_of(siti.user, imah.pk), "made_at": given})
    consent = Consent.objects.get()
    assert abs(consent.given_at.timestamp() * 1000 - given) < 1000
    assert consent.expires_at - consent.given_at == LASTS
    assert timezone.now() - consent.recorded_at < timedelta(minutes=1)


def test_what_she_took_back_meanwhile_does_not_come_to_life_again(siti, hub, hers):
    imah, earlier = a_maker(hub), int(time.time() * 1000) - DAY
    agreed(imah, at=timezone.now() - timedelta(days=9))
    withdraw_consent(producer=imah, hub=hub, by=None, how="link", now=timezone.now() - timedelta(hours=1))
    send_photo(hers, PAPER, kind="surat")
    late = told(hers, {**consent_of(siti.user, imah.pk), "made_at": earlier})
    assert (late["state"], "menarik persetujuannya" in late["words"]) == ("attention", True)
    assert not Consent.objects.live(timezone.now()).exists()
    assert told(hers, consent_of(siti.user, imah.pk))["state"] == "done", "she said yes again since"


def test_a_paper_that_nothing_keeps_is_deleted_in_time(siti, hers, django_capture_on_commit_callbacks):
    send_photo(hers, PAPER, kind="surat")
    upload = Upload.objects.get()
    assert private_storage().exists(upload.file)
    with django_capture_on_commit_callbacks(execute=True):
        assert uploads.forget_abandoned(now=timezone.now() + uploads.UNUSED_AFTER + timedelta(days=1)) == 1
    assert not private_storage().exists(upload.file)


def test_her_own_goods_need_no_word(siti, hub, hers):
    answer = told(hers, consent_of(siti.user, siti.pk))
    assert (answer["state"], "Tidak perlu persetujuan" in answer["words"]) == ("attention", True)


def test_her_no_meanwhile_stands_against_an_older_yes(siti, hub, hers):
    imah, earlier = a_maker(hub), int(time.time() * 1000) - DAY
    link = ask_consent(producer=imah, phone="+6281355550001", by=siti.user, now=timezone.now() - timedelta(days=2))
    now = timezone.now() - timedelta(hours=1)
    answer_question(link=link, is_agreed=False, now=now, way=Consent.Way.LINK, answer="tidak")
    send_photo(hers, PAPER, kind="surat")
    late = told(hers, {**consent_of(siti.user, imah.pk), "made_at": earlier})
    assert (late["state"], "menarik persetujuannya" in late["words"]) == ("attention", True)
    ask_consent(producer=imah, phone=link.phone, by=siti.user, now=timezone.now())
    asked_again = told(hers, {**consent_of(siti.user, imah.pk), "made_at": earlier})
    assert asked_again["state"] == "attention", "a question takes no answer back"
    assert not Consent.objects.exists()
    assert told(hers, consent_of(siti.user, imah.pk))["state"] == "done", "she said yes since"


def test_her_stop_before_anything_held_stands_against_an_older_yes_too(siti, hub, hers):
    imah, earlier = a_maker(hub), int(time.time() * 1000) - DAY
    ask_consent(producer=imah, phone="+6281355550001", by=siti.user, now=timezone.now() - timedelta(days=2))
    withdraw_consent(producer=imah, hub=hub, by=None, how="link", now=timezone.now() - timedelta(hours=1))
    send_photo(hers, PAPER, kind="surat")
    assert told(hers, {**consent_of(siti.user, imah.pk), "made_at": earlier})["state"] == "attention"


def test_a_clock_that_is_years_behind_is_to_be_set_right_first(siti, hub, hers):
    imah = a_maker(hub)
    send_photo(hers, PAPER, kind="surat")
    late = told(hers, {**consent_of(siti.user, imah.pk), "made_at": int(time.time() * 1000) - 400 * DAY})
    assert (late["state"], "Jam HP salah" in late["words"]) == ("attention", True)
    assert not Consent.objects.exists()
    assert have(hers, hash_of(PAPER), kind="surat")["done"], "the photo is there for another try"


def test_what_waits_goes_with_her_account(siti, hers, django_capture_on_commit_callbacks):
    sound = webm(5)
    post_piece(hers, hash_of(sound), offset=0, size=len(sound), piece=sound, kind="suara")
    send_photo(hers, PAPER, kind="surat")
    heard, paper = Upload.objects.get(is_sound=True), Upload.objects.get(is_paper=True)
    kept = [f"kiriman/{heard.pk}", paper.file]
    assert all(private_storage().exists(name) for name in kept)
    with django_capture_on_commit_callbacks(execute=True):
        forget_what_waits(siti.user)
    assert not any(private_storage().exists(name) for name in kept)
