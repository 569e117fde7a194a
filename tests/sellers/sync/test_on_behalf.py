"""A facilitator sends what she did for a producer: with her word only, and written down."""

from __future__ import annotations

import pytest
from django.utils import timezone

from catalogue.models import Product
from market.inbox.models import Arrival
from sellers.models import ActedFor
from tests.market.pictures.made import photo
from tests.sellers.consents import a_maker, agreed, made_hub
from tests.sellers.sync.phone import a_listing, client_of, post, send_photo, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def imah(siti):
    return a_maker(made_hub(siti))


@pytest.fixture
def hers(siti):
    return client_of(siti.user)


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
