"""One visit without a signal: a new producer, her word, and her first product; each comes once, in its turn."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from catalogue.models import Product
from market.accounts.models import User
from market.inbox.models import Arrival
from market.pictures.models import Picture
from sellers.actions.consent import withdraw_consent
from sellers.agreement import LASTS, VERSION
from sellers.models import ActedFor, Consent, Producer, Seller, Upload
from sellers.permit_models import private_storage
from sellers.sync import uploads
from tests.market.pictures.made import photo, tags_in
from tests.market.recordings.made import webm
from tests.sellers.consents import a_colleague, a_maker, agreed, made_hub
from tests.sellers.sync.phone import (
    a_listing,
    client_of,
    hash_of,
    have,
    made,
    post,
    post_piece,
    send_photo,
    told,
    uuid7,
)  # fmt: skip

pytestmark = pytest.mark.django_db
PAPER, GOODS = photo(width=320, height=240), photo(width=300, height=200)
DAY = 24 * 60 * 60 * 1000


@pytest.fixture
def hub(siti):
    return made_hub(siti)


@pytest.fixture
def hers(siti, hub):
    return client_of(siti.user)


def new_maker(user: User, **changed) -> dict:
    village = Producer.objects.get(user=user).village.name
    return made(user, "add_maker", {"name": "Acil Imah", "village-cari": village, "makes": "tikar", **changed})


def consent_of(user: User, producer: object, **changed) -> dict:
    data = {"producer": producer, "version": VERSION, "was_read": True, "photos": [hash_of(PAPER)], **changed}
    return made(user, "record_consent", data)


def a_visit(client, user: User) -> list[dict]:
    """Return what she did in one house; its photos are sent."""
    maker = new_maker(user)
    who = {"made_by": maker["id"]}
    send_photo(client, PAPER, kind="surat")
    return [maker, consent_of(user, who), a_listing(user, [send_photo(client, GOODS)], producer=who)]


def held(client, operation) -> str:
    """Send an operation that has to wait; return the words."""
    answer = post(client, operation)
    assert (answer.status_code, answer.json()["state"], answer.json()["id"]) == (403, "not_yours", operation["id"])
    return answer.json()["words"]


def test_a_producer_her_word_and_her_first_product_come_from_one_visit(siti, hub, hers):
    visit = a_visit(hers, siti.user)
    answers = [told(hers, operation) for operation in visit]
    imah = Producer.objects.get(name="Acil Imah")
    assert (imah.seller, imah.village, imah.makes, imah.user) == (hub, siti.village, "tikar", None)
    assert [answer["state"] for answer in answers] == ["done"] * 3
    assert answers[0]["result"] == {"producer": imah.pk}
    consent = Consent.objects.get()
    assert (consent.producer, consent.hub, consent.way, consent.recorded_by) == (imah, hub, "paper", siti.user)
    assert "Acil Imah" in consent.words
    product = Product.objects.get()
    assert (product.producer, answers[2]["words"].count("(a.n. Acil Imah)")) == (imah, 1)
    assert ActedFor.objects.get().consent == consent
    assert [told(hers, operation) for operation in visit] == answers, "the same again is answered the same"
    assert [model.objects.count() for model in (Consent, Product)] == [1, 1]
    assert Producer.objects.filter(name="Acil Imah").count() == 1


def test_in_whatever_order_they_come_each_waits_for_what_it_rests_on(siti, hers):
    maker, consent, listing = a_visit(hers, siti.user)
    for operation in (listing, consent):
        assert held(hers, operation).startswith("Produsennya belum terkirim.")
    told(hers, maker)
    assert "Belum ada persetujuan Acil Imah" in held(hers, listing)
    assert not Product.objects.exists()
    assert Arrival.objects.filter(source="jual").count() == 1, "nothing is kept of what waits"
    assert told(hers, consent)["state"] == told(hers, listing)["state"] == "done"


def test_what_rests_on_a_producer_who_was_refused_waits_until_she_is_mended(siti, hers):
    maker, consent, listing = a_visit(hers, siti.user)
    wrong = {**maker, "data": {**maker["data"], "village-cari": "Atlantis"}}
    answer = told(hers, wrong)
    assert (answer["state"], "Atlantis" in answer["fields"]["village"]) == ("attention", True)
    for operation in (consent, listing):
        assert "perlu diperbaiki dulu" in held(hers, operation)
    assert not Producer.objects.filter(name="Acil Imah").exists()

    mended = {**maker, "id": uuid7()}
    told(hers, mended)
    for operation in (consent, listing):
        again = {**operation, "data": {**operation["data"], "producer": {"made_by": mended["id"]}}}
        assert told(hers, again)["state"] == "done"


def test_the_same_id_with_another_name_is_another_body(siti, hers):
    maker = new_maker(siti.user)
    told(hers, maker)
    other = post(hers, {**maker, "data": {**maker["data"], "name": "Acil Ijah"}})
    assert (other.status_code, other.json()["state"]) == (409, "different")
    assert not Producer.objects.filter(name="Acil Ijah").exists()


def test_who_is_known_already_is_the_one_that_is_meant(siti, hub, hers):
    imah = a_maker(hub)
    maker, consent, listing = a_visit(hers, siti.user)
    answer = told(hers, {**maker, "data": {**maker["data"], "name": "acil imah", "makes": "kerupuk"}})
    assert answer["result"] == {"producer": imah.pk}
    assert "sudah tercatat" in answer["words"]
    told(hers, consent)
    told(hers, listing)
    imah.refresh_from_db()
    assert (imah.makes, Product.objects.get().producer, Consent.objects.get().producer) == ("tikar", imah, imah)


def test_the_hubs_own_number_is_refused_beside_its_field(siti, hers):
    answer = told(hers, new_maker(siti.user, phone=siti.user.phone))
    assert (answer["state"], list(answer["fields"])) == ("attention", ["phone"])


def test_what_somebody_else_wrote_down_is_nobody_to_her(siti, hub, hers, ratna):
    colleague = a_colleague(hub)
    maker = made(colleague, "add_maker", new_maker(siti.user)["data"])
    told(client_of(colleague), maker)
    send_photo(hers, PAPER, kind="surat")
    for named in (maker["id"], uuid7(), "bukan nomor", f"{colleague.pk}:{maker['id']}"):
        assert held(hers, consent_of(siti.user, {"made_by": named})).startswith("Produsennya belum terkirim.")
    for named in ({"made_by": 7}, {"made_by": None}, {}, None):
        assert told(hers, consent_of(siti.user, named))["state"] == "attention"
    assert not Consent.objects.exists()


def test_a_listing_made_her_no_producer(siti, hub, hers):
    listing = a_listing(siti.user, [send_photo(hers, GOODS)], producer=siti.pk)
    told(hers, listing)
    assert "perlu diperbaiki dulu" in held(hers, consent_of(siti.user, {"made_by": listing["id"]}))


def test_another_hubs_producer_gives_it_no_word(siti, hers, ratna):
    theirs = a_maker(made_hub(ratna), "Acil Jauh")
    send_photo(hers, PAPER, kind="surat")
    for named in (theirs.pk, str(theirs.pk), True, [theirs.pk]):
        answer = told(hers, consent_of(siti.user, named))
        assert (answer["state"], "tidak ada di toko Anda" in answer["words"]) == ("attention", True)
    assert not Consent.objects.exists()


def test_who_moved_to_another_hub_is_no_longer_the_first_ones(siti, hers, ratna):
    maker = new_maker(siti.user)
    told(hers, maker)
    Producer.objects.filter(name="Acil Imah").update(seller=made_hub(ratna))
    send_photo(hers, PAPER, kind="surat")
    assert told(hers, consent_of(siti.user, {"made_by": maker["id"]}))["state"] == "attention"
    assert not Consent.objects.exists()


def test_only_hubs_write_down_producers(ratna):
    client = client_of(ratna.user)
    for operation in (new_maker(ratna.user), consent_of(ratna.user, ratna.pk)):
        answer = told(client, operation)
        assert (answer["state"], "Hanya BUMDes" in answer["words"]) == ("attention", True)
    assert Producer.objects.filter(seller=ratna.seller).count() == 1


def test_a_hub_that_is_suspended_still_asks_its_makers(siti, hub, hers):
    Seller.objects.filter(pk=hub.pk).update(status=Seller.Status.SUSPENDED)
    maker, consent, listing = a_visit(hers, siti.user)
    assert told(hers, maker)["state"] == told(hers, consent)["state"] == "done"
    assert "dibekukan" in held(hers, listing)


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
        ({"version": "2020-01"}, "sudah diperbarui"),
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
    assert "Acil Imah setuju sampai" in answer["words"]


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
    withdraw_consent(producer=imah, hub=hub, by=None, how="oleh produsen", now=timezone.now() - timedelta(hours=1))
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
