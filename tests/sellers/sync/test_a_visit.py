"""A facilitator visits twenty makers where there is no signal; what she listed arrives in their names, once each."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from catalogue.models import Product
from market.inbox.models import Arrival
from sellers.actions.consent_ends import withdraw_consent
from sellers.models import ActedFor
from tests.market.pictures.made import photo
from tests.sellers.conftest import signed_in
from tests.sellers.consents import a_maker, agreed, made_hub
from tests.sellers.sync.faults import FAULTS, BadLine, StubbornPhone
from tests.sellers.sync.phone import a_listing, client_of, hash_of, told

pytestmark = pytest.mark.django_db
MAKERS, HOUR = 20, 60 * 60 * 1000
PICTURE = photo(width=64, height=48)
PHOTOS = {hash_of(data): data for data in (PICTURE + bytes([number]) for number in range(MAKERS))}


@dataclass
class PatientPhone(StubbornPhone):
    """It keeps what the server does not take, with its words, and goes on with the next."""

    kept: dict[str, str] = field(default_factory=dict)

    def _send_first(self) -> None:
        super()._send_first()
        self.queue = [operation for operation in self.queue if operation["id"] not in self.kept]

    def _asked(self, address: str, body: bytes | None = None, **headers: str) -> dict[str, Any]:
        answer = super()._asked(address, body, **headers)
        if answer.get("state") == "not_yours":
            self.kept[answer["id"]] = answer["words"]
        return answer


@pytest.fixture
def light(monkeypatch):
    """Spare twenty pictures the pipeline, which is proved by itself."""
    from market.pictures import files
    from market.pictures.pipeline import clean_picture

    cleaned = clean_picture(PICTURE)
    monkeypatch.setattr(files, "clean_picture", lambda data: cleaned)


def a_visit(user, makers) -> list[dict[str, Any]]:
    """Return what she did from house to house, hours ago, three minutes for each."""
    began = int(time.time() * 1000) - 3 * HOUR
    return [
        {
            **a_listing(user, [sha256], title=f"Tikar {maker.name}", producer=maker.pk),
            "made_at": began + number * HOUR // 20,
        }
        for number, (maker, sha256) in enumerate(zip(makers, PHOTOS, strict=True))
    ]


@pytest.mark.usefixtures("light")
def test_what_was_listed_for_twenty_makers_arrives_in_their_names(siti):
    hub = made_hub(siti)
    makers = [a_maker(hub, f"Acil {number:02}") for number in range(MAKERS)]
    words = {maker.pk: agreed(maker) for maker in makers}
    seen = {each["name"]: each for each in client_of(siti.user).get("/jual/data/").json()["producers"]}
    assert all(seen[maker.name]["consent_until"] for maker in makers), "her phone knows it before she leaves"
    visit = a_visit(siti.user, makers)
    gone = makers[7]
    withdraw_consent(producer=gone, hub=hub, by=None, how="link", now=timezone.now())

    line = BadLine(client_of(siti.user), Random(20))
    phone = PatientPhone(line, PHOTOS, list(visit))
    phone.send_all()
    line.settle()

    assert set(line.met) == {"none", *FAULTS}
    refused = visit.pop(7)
    assert phone.kept.keys() == {refused["id"]}
    assert phone.kept[refused["id"]].startswith("Belum ada persetujuan Acil 07 yang berlaku.")
    others = [maker for maker in makers if maker != gone]
    for operation, maker in zip(visit, others, strict=True):
        answer = phone.answers[operation["id"]]
        assert (answer["state"], f"(a.n. {maker.name})." in answer["words"]) == ("done", True)
        assert Product.objects.get(producer=maker).title == f"Tikar {maker.name}"
        row = ActedFor.objects.get(principal=maker)
        assert (row.actor, row.consent, row.thing) == (siti.user, words[maker.pk], f"Tikar {maker.name}")
    assert Product.objects.count() == ActedFor.objects.count() == MAKERS - 1, "none twice, none for her who said no"
    assert Arrival.objects.filter(source="jual").count() == MAKERS - 1
    log = signed_in(siti.user).get(reverse("workshop:acted")).content.decode()
    assert all(f"a.n. {maker.name}" in log for maker in others)

    agreed(gone)
    assert told(client_of(siti.user), refused)["state"] == "done", "it waited, and goes as it was"
    assert Product.objects.get(producer=gone).title == "Tikar Acil 07"
