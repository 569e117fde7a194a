"""Her no, written down where there is no signal: it holds from when she said it, in whatever order things arrive."""

from __future__ import annotations

import time
from datetime import timedelta
from itertools import permutations

import pytest
from django.urls import reverse
from django.utils import timezone

from catalogue.models import Product
from market.notify.models import Message
from sellers.actions.consent import ask_consent
from sellers.actions.consent_ends import withdraw_consent
from sellers.models import ActedFor, Consent, ConsentLink, Seller
from tests.market.pictures.made import photo
from tests.sellers.conftest import listed
from tests.sellers.consents import a_colleague, a_maker, agreed, live, made_hub
from tests.sellers.sync.house import PAPER, a_visit, consent_of, held, no_of
from tests.sellers.sync.phone import a_listing, client_of, made, post, send_photo, told

pytestmark = pytest.mark.django_db
MINUTE = 60_000
LISTED = "Amplang ikan pipih"


@pytest.fixture
def hers(siti, hub):
    return client_of(siti.user)


def ago(minutes: int) -> int:
    """Return when it was, as a phone says it."""
    return int(time.time() * 1000) - minutes * MINUTE


def test_it_holds_from_when_she_said_it_and_says_who_wrote_it_down(siti, hub, imah, hers):
    consent = agreed(imah)
    said = ago(90)
    answer = told(hers, no_of(siti.user, imah.pk, made_at=said))
    assert (answer["state"], answer["words"]) == ("done", "Persetujuan Acil Imah sudah ditarik.")
    consent.refresh_from_db()
    assert round(consent.withdrawn_at.timestamp() * 1000) == said
    assert (consent.withdrawn_by, consent.withdrawn_how) == (siti.user, "asked_by_phone")
    row = ActedFor.objects.get()
    assert (row.actor, row.principal, row.consent) == (siti.user, imah, consent)
    assert row.what == "mencatat penarikan persetujuan"
    assert live(imah) is None
    assert "mencatat penarikan persetujuan" in hers.get(reverse("workshop:acted")).content.decode()
    page = hers.get(reverse("workshop:maker", args=[imah.pk])).content.decode()
    assert "diminta produsen, dicatat hub di HP" in page, "it is shown in words"


def test_it_is_taken_once(siti, imah, hers):
    agreed(imah)
    operation = no_of(siti.user, imah.pk, made_at=ago(60))
    first = told(hers, operation)
    yes = agreed(imah, at=timezone.now() - timedelta(minutes=5))
    assert told(hers, operation) == first
    assert live(imah) == yes
    assert ActedFor.objects.count() == 1


def test_what_she_agreed_to_after_it_stays(siti, imah, hers):
    agreed(imah)
    newer = agreed(imah, at=timezone.now() - timedelta(minutes=10))
    answer = told(hers, no_of(siti.user, imah.pk, made_at=ago(60)))
    assert "yang baru tetap berlaku" in answer["words"]
    assert list(Consent.objects.filter(withdrawn_at=None)) == [newer]


@pytest.mark.parametrize("phone", ["", "+6281355550123"])
def test_an_older_yes_that_comes_later_is_refused_and_a_newer_one_taken(siti, hub, hers, phone):
    imah = a_maker(hub, phone=phone)
    answer = told(hers, no_of(siti.user, imah.pk, made_at=ago(60)))
    assert answer["words"] == "Tercatat: Acil Imah tidak setuju. Tidak ada persetujuan yang masih berlaku."
    send_photo(hers, PAPER, kind="surat")
    older = told(hers, {**consent_of(siti.user, imah.pk), "made_at": ago(120)})
    assert (older["state"], live(imah)) == ("attention", None)
    assert "menarik persetujuannya sesudah ini dicatat" in older["words"]
    send_photo(hers, PAPER, kind="surat")
    assert told(hers, {**consent_of(siti.user, imah.pk), "made_at": ago(30)})["state"] == "done"
    assert live(imah) is not None


def test_who_has_no_phone_is_sent_nothing_and_who_has_one_is_told(siti, hub, imah, hers):
    agreed(imah)
    told(hers, no_of(siti.user, imah.pk))
    assert set(Message.objects.filter(template__startswith="consent").values_list("phone", flat=True)) == {
        siti.user.phone
    }
    lusia = a_maker(hub, "Ibu Lusia", phone="+6281355550123")
    agreed(lusia)
    told(hers, no_of(siti.user, lusia.pk))
    assert Message.objects.filter(phone=lusia.phone, template="consent_withdrawn_hers").count() == 1


def day_of(siti, imah, hers) -> dict[str, dict]:
    """Return what one phone made in a day: before her no, the no, and after it."""
    mat = listed(imah, title="Tikar")
    photos = [send_photo(hers, photo(width=320, height=240))]
    return {
        "before": {**a_listing(siti.user, photos, producer=imah.pk), "made_at": ago(60)},
        "no": no_of(siti.user, imah.pk, made_at=ago(40)),
        "after": made(siti.user, "change_stock", {"product": mat.pk, "delta": 5}, made_at=ago(20)),
    }


@pytest.mark.parametrize("order", [one for one in permutations(("before", "no", "after")) if one[0] != "after"])
def test_what_was_made_before_it_is_taken_and_what_was_made_after_it_is_not_in_whatever_order(siti, imah, hers, order):
    """But for what arrives before anybody here can know of her no."""
    agreed(imah)
    day = day_of(siti, imah, hers)
    came = {name: post(hers, day[name]).status_code for name in order}
    if order.index("after") > order.index("no"):
        assert came["after"] == 403
        assert live(imah) is None
    assert (came["before"], came["no"]) == (200, 200)
    assert Product.objects.filter(title=LISTED, producer=imah).count() == 1
    assert post(hers, {**day["after"], "id": made(siti.user, "x", {})["id"]}).status_code == 403


def test_of_a_colleague_who_did_not_hear_it_nothing_is_taken_afterwards(siti, hub, imah, hers):
    agreed(imah)
    colleague = a_colleague(hub)
    day = day_of(siti, imah, hers)
    told(hers, day["no"])
    theirs = {**day["after"], "user": colleague.pk, "made_at": ago(60)}
    assert post(client_of(colleague), theirs).status_code == 403
    assert not ActedFor.objects.filter(actor=colleague).exists()


@pytest.mark.parametrize("again", ["run out", "refused once more", "taken back on the page"])
def test_what_was_made_before_it_is_not_taken_where_something_else_ended_it(siti, imah, hers, again):
    agreed(
        imah, days=365 if again != "run out" else 1, at=timezone.now() - timedelta(hours=23, minutes=59, seconds=59)
    )
    day = day_of(siti, imah, hers)
    match again:
        case "run out":
            told(hers, day["no"])
            time.sleep(1.1)
        case "refused once more":
            told(hers, day["no"])
            withdraw_consent(producer=imah, hub=imah.seller, by=None, how="link", now=timezone.now())
        case _:
            withdraw_consent(producer=imah, hub=imah.seller, by=siti.user, how="link", now=timezone.now())
            told(hers, day["no"])
    assert post(hers, day["before"]).status_code == 403
    assert not Product.objects.filter(title=LISTED).exists()


def test_who_waits_in_the_queue_herself_says_no_too(siti, hers):
    maker, yes, goods = a_visit(hers, siti.user)
    no = no_of(siti.user, {"made_by": maker["id"]})
    assert "belum terkirim" in held(hers, no)
    for operation in (maker, yes, goods, no):
        assert told(hers, operation)["state"] == "done"
    [consent] = Consent.objects.all()
    assert consent.withdrawn_by == siti.user
    assert (
        post(hers, {**a_listing(siti.user, goods["data"]["photos"], producer=consent.producer_id)}).status_code == 403
    )


def test_her_no_comes_before_her_yes_and_still_holds(siti, hers):
    """The photo of her yes was stuck on the way; the no has none."""
    maker, yes, _ = a_visit(hers, siti.user)
    told(hers, maker)
    told(hers, no_of(siti.user, {"made_by": maker["id"]}))
    assert told(hers, yes)["state"] == "attention"
    assert not Consent.objects.exists()


def test_a_clock_that_was_wrong_by_years_does_not_undo_her_no(siti, imah, hers):
    agreed(imah)
    told(hers, no_of(siti.user, imah.pk, made_at=1_262_304_000_000))
    assert live(imah) is None
    assert Consent.objects.get().withdrawn_at > timezone.now() - timedelta(minutes=1)


def test_a_suspended_hub_still_writes_it_down(siti, hub, imah, hers):
    agreed(imah)
    Seller.objects.filter(pk=hub.pk).update(status=Seller.Status.SUSPENDED)
    assert told(hers, no_of(siti.user, imah.pk))["state"] == "done"
    assert live(imah) is None


def test_it_is_for_hubs_and_their_own_makers_alone(siti, ratna, hub, imah, hers):
    agreed(imah)
    strangers = client_of(ratna.user)
    assert told(strangers, no_of(ratna.user, imah.pk))["state"] == "attention"
    made_hub(ratna)
    assert told(strangers, no_of(ratna.user, imah.pk))["state"] == "attention"
    assert told(hers, no_of(siti.user, siti.pk))["state"] == "attention", "it is her own"
    assert told(hers, no_of(siti.user, imah.pk, why="x"))["fields"] == {"why": "Pilih salah satu."}
    assert live(imah) is not None
    assert not ConsentLink.objects.exists()


def test_a_question_that_was_asked_after_it_still_waits_for_her_answer(siti, hub, hers):
    lusia = a_maker(hub, "Ibu Lusia", phone="+6281355550123")
    said = ago(60)
    link = ask_consent(producer=lusia, phone=lusia.phone, by=siti.user, now=timezone.now() - timedelta(minutes=5))
    told(hers, no_of(siti.user, lusia.pk, made_at=said))
    link.refresh_from_db()
    assert link.waits(timezone.now())
    assert round(link.refused_at.timestamp() * 1000) == said
