"""Acting for a producer: only with her word, only while it holds, and never without a line in the log."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from sellers.acting import NoConsent, act_for, check_acting
from sellers.models import ActedFor, Consent
from tests.sellers.consents import a_colleague, a_maker, agreed, made_hub

NOW = timezone.now()


def test_it_asks_nothing_of_a_producer_and_of_a_shop_of_ones_own(siti, ratna):
    assert check_acting(by=siti.user, producer=siti, now=NOW) is None
    assert check_acting(by=a_colleague(ratna.seller), producer=ratna, now=NOW) is None
    made_hub(siti)
    assert check_acting(by=siti.user, producer=siti, now=NOW) is None


def test_it_asks_for_the_word_of_everybody_else_of_a_hub(hub, siti, imah):
    colleague = a_colleague(hub)
    with pytest.raises(NoConsent, match="Acil Imah"):
        check_acting(by=siti.user, producer=imah, now=NOW)
    with pytest.raises(NoConsent):  # the hub's own founder is a producer as well
        check_acting(by=colleague, producer=siti, now=NOW)
    live = agreed(imah)
    assert check_acting(by=colleague, producer=imah, now=NOW) == live


def test_it_finds_the_consent_that_holds(siti, imah):
    agreed(imah, at=NOW - timedelta(days=400))
    live = agreed(imah)
    assert check_acting(by=siti.user, producer=imah, now=NOW) == live


@pytest.mark.parametrize("given", ["run out", "not yet", "withdrawn", "another hub's", "another producer's"])
def test_it_refuses_what_does_not_hold(siti, ratna, imah, given):
    match given:
        case "run out":
            agreed(imah, at=NOW - timedelta(days=365))
        case "not yet":
            agreed(imah, at=NOW + timedelta(seconds=1))
        case "withdrawn":
            agreed(imah, withdrawn_at=NOW - timedelta(hours=1))
        case "another hub's":
            agreed(imah, hub_id=ratna.seller_id)
        case "another producer's":
            agreed(a_maker(imah.seller, "Ibu Lusia"))
    with pytest.raises(NoConsent):
        check_acting(by=siti.user, producer=imah, now=NOW)
    with pytest.raises(NoConsent):
        act_for(by=siti.user, producers=[imah], what="mengubah produk", thing="Tikar", now=NOW)
    assert not ActedFor.objects.exists()


def test_it_writes_down_who_did_what_for_whom(siti, imah):
    live = agreed(imah)
    act_for(by=siti.user, producers=[siti, imah], what="mengubah produk", thing="Tikar", thing_id=7, now=NOW)
    row = ActedFor.objects.get()  # none for herself
    assert (row.actor, row.principal, row.consent, row.hub) == (siti.user, imah, live, imah.seller)
    assert (row.actor_name, row.principal_name) == ("Siti Aminah", "Acil Imah")
    assert (row.what, row.thing, row.thing_id, row.at) == ("mengubah produk", "Tikar", "7", NOW)


def test_it_writes_nothing_when_one_of_several_does_not_consent(siti, imah):
    agreed(imah)
    with pytest.raises(NoConsent, match="Ibu Lusia"):
        act_for(by=siti.user, producers=[imah, a_maker(imah.seller, "Ibu Lusia")], what="x", thing="y", now=NOW)
    assert not ActedFor.objects.exists()


def test_the_database_keeps_the_log_and_the_consents_as_they_are(siti, imah):
    live = agreed(imah)
    act_for(by=siti.user, producers=[imah], what="mengubah produk", thing="Tikar", now=NOW)
    refused = [
        lambda: ActedFor.objects.update(what="lain"),
        lambda: ActedFor.objects.all()._raw_delete("default"),
        lambda: Consent.objects.update(expires_at=NOW + timedelta(days=900)),
        lambda: Consent.objects.update(recorded_by=siti.user),
    ]
    for attempt in refused:
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()
    Consent.objects.update(withdrawn_at=NOW, withdrawn_how="link")
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.update(withdrawn_at=None)
    live.refresh_from_db()
    assert live.withdrawn_at == NOW


def test_it_keeps_the_name_of_who_did_it_when_the_account_goes(imah):
    colleague = a_colleague(imah.seller)
    agreed(imah, recorded_by=colleague)
    act_for(by=colleague, producers=[imah], what="mengubah produk", thing="Tikar", now=NOW)
    colleague.delete()
    row = ActedFor.objects.get()
    assert (row.actor, row.actor_name) == (None, "Pak Juru Tulis")
    assert Consent.objects.get().recorded_by is None
