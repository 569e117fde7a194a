"""The link of a producer for her hub, taken in turn, and what she and the hub are told by it."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from market.notify.actions import tell
from sellers.actions.review import tell_shop
from sellers.models import ConsentLink, Producer, Seller

SECRET_BYTES = 16


def in_turn(producer: Producer) -> None:
    """Let nobody else write down what this producer says before the transaction ends.

    Locks are taken in this order: the hub, the producer, her link.
    """
    producer.phone = Producer.objects.select_for_update(no_key=True).get(pk=producer.pk).phone


def link_of(producer: Producer) -> ConsentLink:
    """Return her link for her hub; with another number than before it is another secret."""
    link, _ = ConsentLink.objects.select_for_update(of=("self",)).get_or_create(
        producer=producer,
        hub_id=producer.seller_id,
        defaults={"phone": producer.phone, "secret": secrets.token_urlsafe(SECRET_BYTES)},
    )
    if link.phone != producer.phone:
        link.phone, link.secret, link.asked_at = producer.phone, secrets.token_urlsafe(SECRET_BYTES), None
        link.save()
    return link


def tell_her(link: ConsentLink, template: str, *, key: str, **more: object) -> None:
    """Tell a producer, with her link; the same `key` again is no second message."""
    address = settings.BASE_URL.rstrip("/") + reverse("agree", args=[link.secret])
    context = {"producer": link.producer.name, "hub": link.hub.partner.name, "link": address, **more}
    tell(phone=link.phone, template=template, key=key, context=context)


def tell_hub(producer: Producer, template: str, now: datetime, *, hub: Seller | None = None) -> None:
    """Tell her hub, or the one that she was with, something about her."""
    partner = (hub or producer.seller).partner
    context = {"producer": producer.name, "number": producer.pk}
    tell_shop(partner, template=template, at=now, address="workshop:makers", **context)
