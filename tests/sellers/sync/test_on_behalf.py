"""A facilitator sends what she did for a producer: with her word only, and written down."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalogue.models import Product
from market.inbox.models import Arrival
from sellers.actions import approve_product
from sellers.actions.consent_ends import withdraw_consent
from sellers.models import ActedFor, Write
from sellers.sync.kinds import known_kinds
from sellers.sync.questions import questions_of
from tests.market.pictures.made import photo
from tests.market.recordings.made import webm
from tests.sellers.conftest import listed
from tests.sellers.consents import agreed
from tests.sellers.purchases import bought
from tests.sellers.sync.phone import a_listing, client_of, hash_of, made, post, send_photo, send_recording, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def listing(siti, imah, hers):
    return a_listing(siti.user, [send_photo(hers, photo(width=320, height=240))], producer=imah.pk)


def test_it_lists_in_her_name_and_says_so(siti, imah, hers, listing):
    agreed(imah)
    answer = told(hers, listing)
    assert answer["words"].startswith("Amplang ikan pipih terkirim (a.n. Acil Imah).")
    assert Product.objects.get().producer == imah
    row = ActedFor.objects.get()
    assert (row.actor, row.principal, row.thing_id) == (siti.user, imah, str(Product.objects.get().pk))


def test_a_hub_has_to_say_for_whom(siti, imah, hers, listing):
    agreed(imah)
    nobody = {name: value for name, value in listing["data"].items() if name != "producer"}
    answer = told(hers, made(siti.user, "list_product", nobody))
    assert (answer["state"], answer["fields"]) == ("attention", {"producer": "Pilih produsennya."})
    assert not Product.objects.exists()


def test_without_her_word_it_stays_in_the_queue(imah, hers, listing):
    answer = post(hers, listing)
    assert (answer.status_code, answer.json()["state"], answer.json()["id"]) == (403, "not_yours", listing["id"])
    assert "Acil Imah" in answer.json()["words"]
    assert not Product.objects.exists()
    assert not Arrival.objects.filter(source="jual").exists()
    agreed(imah)
    assert told(hers, listing)["state"] == "done"


def test_a_word_taken_back_holds_for_what_was_done_before_it_too(imah, hers, listing):
    agreed(imah, withdrawn_at=timezone.now())
    assert post(hers, listing).status_code == 403
    assert not Product.objects.exists()


OF_NOBODYS_GOODS = {"pause_shop", "open_shop", "send_story", "add_maker", "record_consent", "withdraw_consent"}
"""All of the hub rests; a story is its sender's own; who is new has agreed to nothing; no needs no yes."""


@pytest.fixture
def operations(siti, imah, listing, snacks):
    """Return one of each kind that is about Imah's goods; what came before them she had agreed to."""
    mat = approve_product(product=listed(imah, title="Tikar"), by=None, category=snacks)
    agreed(imah)
    for price in (27_000, 26_000):
        change = {"price": {"base": 25_000, "value": price}}
        told(client_of(siti.user), made(siti.user, "edit_product", {"product": mat.pk, "changes": change}))
    withdraw_consent(producer=imah, hub=imah.seller, by=None, how="link", now=timezone.now())
    sent, taken, refused = (bought((mat, 1))[0] for _ in range(3))
    about = {
        "edit_product": {"product": mat.pk, "changes": {"packaging": {"base": "plastik", "value": "kaca"}}},
        "choose_price": {"question": questions_of(siti.seller)[0].number, "price": 27_500},
        "change_stock": {"product": mat.pk, "delta": 2},
        "hand_over": {"order": sent.number, "carrier": "JNE"},
        "accept_line": {"order": taken.number, "line": taken.lines.get().pk},
        "decline_line": {"order": refused.number, "line": refused.lines.get().pk, "reason": "Habis"},
    }
    sound = webm(5)
    send_recording(client_of(siti.user), sound)
    about["set_voice"] = {"product": mat.pk, "voice": hash_of(sound)}
    return {"list_product": listing} | {kind: made(siti.user, kind, data) for kind, data in about.items()}


def test_every_kind_is_refused_without_her_word_and_goes_as_it_was_once_she_gives_it(siti, imah, hers, operations):
    """A new kind fails here until it is tried, or is said to be about nobody's goods."""
    assert set(operations) == set(known_kinds()) - OF_NOBODYS_GOODS
    arrived, written, logged = (model.objects.count() for model in (Arrival, Write, ActedFor))
    for kind, operation in operations.items():
        answer = post(hers, operation)
        assert (answer.status_code, answer.json()["state"]) == (403, "not_yours"), kind
        assert "Acil Imah" in answer.json()["words"], kind
    assert (arrived, written, logged) == tuple(model.objects.count() for model in (Arrival, Write, ActedFor))

    live = agreed(imah)
    for number, (kind, operation) in enumerate(operations.items(), start=1):
        answer = told(hers, operation)
        assert (answer["state"], "a.n. Acil Imah" in answer["words"]) == ("done", True), (kind, answer)
        row = ActedFor.objects.latest("pk")
        assert (row.actor, row.principal, row.consent) == (siti.user, imah, live), kind
        assert ActedFor.objects.count() == logged + number, kind


GOODS = re.compile(r'(?:UPDATE|INTO) "(?:catalogue|partner|sellers_write|sellers_stock|order)|FOR UPDATE')


def test_every_kind_locks_her_word_before_it_touches_her_goods(imah, hers, operations):
    """As the pages do: who locks the goods first and then waits for her word, and who does the reverse, both fail."""
    agreed(imah)
    for kind, operation in operations.items():
        with CaptureQueriesContext(connection) as asked:
            told(hers, operation)
        touched = [query["sql"] for query in asked.captured_queries if GOODS.search(query["sql"])]
        assert len(touched) > 1, kind
        assert 'FROM "sellers_consent"' in touched[0], (kind, touched[0])
