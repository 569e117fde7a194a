"""A hub of the tests, its people and its producers, and what they consented to."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from market.accounts.models import User
from sellers.agreement import newest_version
from sellers.models import Consent, Producer, Seller

READ_OUT = {"was_read": "on", "version": newest_version()}
YES = {"answer": "yes", "version": newest_version()}


def made_hub(producer: Producer) -> Seller:
    """Return the shop of a producer, made a hub; its first producer goes on being the one who runs it."""
    Seller.objects.filter(pk=producer.seller_id).update(kind=Seller.Kind.HUB)
    producer.seller.refresh_from_db()
    return producer.seller


def a_maker(hub: Seller, name: str = "Acil Imah", **more: Any) -> Producer:
    """Return a producer of a hub without a phone and an account."""
    village = hub.partner.village
    return Producer.objects.create(**{"name": name, "village": village, "seller": hub, "makes": "tikar", **more})


def agreed(producer: Producer, *, at: datetime | None = None, days: int = 365, **more: Any) -> Consent:
    """Return a producer's consent to her hub, on paper, given a day ago unless `at` says when."""
    at = at or timezone.now() - timedelta(days=1)
    given = {
        "producer": producer,
        "hub_id": producer.seller_id,
        "way": Consent.Way.PAPER,
        "file": "persetujuan/surat.jpg",
        "words": "Saya setuju.",
        "words_version": "1",
        "given_at": at,
        "expires_at": at + timedelta(days=days),
    }
    return Consent.objects.create(**{**given, **more})


def live(producer: Producer) -> Consent | None:
    """Return what a producer agreed to with her hub and holds now, None where nothing does."""
    return Consent.objects.between(producer, producer.seller_id).live(timezone.now()).first()


def a_colleague(hub: Seller, phone: str = "+6281234567020") -> User:
    """Return somebody else who may act for a hub, and makes nothing herself."""
    user = User.objects.create_user(phone, first_name="Pak Juru Tulis")
    hub.partner.users.add(user)
    return user
