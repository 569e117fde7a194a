"""One visit without a signal: a new producer, her word, and her first product; each comes once, in its turn."""

from __future__ import annotations

import pytest

from catalogue.models import Product
from market.inbox.models import Arrival
from sellers.models import ActedFor, Consent, Producer, Seller
from tests.sellers.consents import a_colleague, a_maker, made_hub
from tests.sellers.sync.house import GOODS, PAPER, a_visit, consent_of, held, new_maker
from tests.sellers.sync.phone import (
    a_listing,
    client_of,
    made,
    post,
    send_photo,
    told,
    uuid7,
)  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture
def hers(siti, hub):
    return client_of(siti.user)


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
