"""A shop is applied for, opened, or sent back. `Seller.status` and `Partner.is_open` change together, here only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from market.accounts.models import User
from market.outbox.actions import record_effect
from market.shop.partner.models import Partner
from sellers.actions.review import NotWaiting, stamp, tell_shop
from sellers.models import Producer, Seller

if TYPE_CHECKING:
    from market.regions.models import Village

TRIES_FOR_AN_ADDRESS = 50


class AlreadySells(Exception):
    """This person has a shop that waits or is open."""


@transaction.atomic
def apply_to_sell(*, user: User, name: str, shop_name: str, village: Village, makes: str) -> Producer:
    """Return the producer of a new shop that waits for an operator; one that was sent back is sent in again.

    Raises:
        AlreadySells: the person has a shop that waits, is open, or was suspended.
    """
    User.objects.select_for_update().get(pk=user.pk)
    producer = Producer.objects.filter(user=user).select_related("seller__partner").first()
    if producer is None:
        producer = Producer(user=user, seller=_new_seller(user, shop_name, village))
    elif producer.seller.status == Seller.Status.REJECTED:
        _send_in_again(producer.seller, shop_name, village)
    else:
        raise AlreadySells
    producer.name, producer.phone, producer.village, producer.makes = name, user.phone, village, makes
    producer.save()
    if not user.first_name:
        user.first_name = name
        user.save(update_fields=["first_name"])
    return producer


def _new_seller(user: User, shop_name: str, village: Village) -> Seller:
    partner = _partner_with_own_address(shop_name, village)
    partner.users.add(user)
    return Seller.objects.create(partner=partner)


def _partner_with_own_address(shop_name: str, village: Village) -> Partner:
    """Return a closed partner whose code is the shop's name, or the name with the village's, or with a number."""
    code = slugify(shop_name)[:100] or "toko"
    with_place = f"{code[:60]}-{slugify(village.name)[:40]}"
    for candidate in [code, with_place, *(f"{with_place}-{number}" for number in range(2, TRIES_FOR_AN_ADDRESS))]:
        if Partner.objects.filter(code=candidate).exists():
            continue
        try:
            with transaction.atomic():
                return Partner.objects.create(code=candidate, name=shop_name, village=village, is_open=False)
        except IntegrityError:
            continue  # somebody took it in this very moment
    raise RuntimeError(f"no free address for a shop called {shop_name!r}")


def _send_in_again(seller: Seller, shop_name: str, village: Village) -> None:
    seller.status = Seller.Status.WAITING
    seller.applied_at = timezone.now()
    seller.save(update_fields=["status", "applied_at"])
    seller.partner.name, seller.partner.village = shop_name, village
    seller.partner.save(update_fields=["name", "village"])


@transaction.atomic
def approve_seller(*, seller: Seller, by: User | None, note: str = "") -> Seller:
    """Open the shop and tell its people.

    Raises:
        NotWaiting: it is open already.
    """
    return _decide(seller, Seller.Status.OPEN, "seller_approved", by=by, note=note)


@transaction.atomic
def reject_seller(*, seller: Seller, by: User | None, note: str = "") -> Seller:
    """Send the application back with a note, and tell its people.

    Raises:
        NotWaiting: it is open, or was sent back already.
    """
    return _decide(seller, Seller.Status.REJECTED, "seller_rejected", by=by, note=note)


def _decide(seller: Seller, status: Seller.Status, template: str, *, by: User | None, note: str) -> Seller:
    locked = Seller.objects.select_for_update(of=("self",)).select_related("partner").get(pk=seller.pk)
    if locked.status != Seller.Status.WAITING:
        raise NotWaiting
    at = stamp(locked, by=by, note=note)
    locked.status = status
    locked.save()
    locked.partner.is_open = status == Seller.Status.OPEN
    locked.partner.save(update_fields=["is_open"])
    tell_shop(locked.partner, template=template, at=at, address="workshop:home", note=locked.review_note)
    if locked.partner.is_open:
        record_effect(
            kind="cms.village_pages", key=f"cms.village_pages:toko:{locked.pk}", payload={}
        )  # a page for the village, by the room above; by shop, as the village's page may be gone when the next opens
    return locked
