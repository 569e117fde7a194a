"""What a facilitator does in one house without a signal: a new producer, her word, and her first product."""

from __future__ import annotations

from market.accounts.models import User
from sellers.agreement import newest_version
from sellers.models import Producer
from tests.market.pictures.made import photo
from tests.sellers.sync.phone import a_listing, hash_of, made, post, send_photo

PAPER, GOODS = photo(width=320, height=240), photo(width=300, height=200)


def new_maker(user: User, **changed) -> dict:
    village = Producer.objects.get(user=user).village.name
    return made(user, "add_maker", {"name": "Acil Imah", "village-cari": village, "makes": "tikar", **changed})


def consent_of(user: User, producer: object, **changed) -> dict:
    data = {"producer": producer, "version": newest_version(), "was_read": True, "photos": [hash_of(PAPER)], **changed}
    return made(user, "record_consent", data)


def no_of(user: User, producer: object, *, why: str = "asked", **changed) -> dict:
    return made(user, "withdraw_consent", {"producer": producer, "why": why}, **changed)


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
