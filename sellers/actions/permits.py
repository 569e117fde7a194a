"""A permit is sent, looked at, refused, taken back. `Product.is_halal` follows from it, and is written here only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from catalogue.models import Product
from sellers.actions.review import ChangedMeanwhile, NotWaiting, tell_shop
from sellers.models import Permit, Seller

if TYPE_CHECKING:
    from market.accounts.models import User


class PermitExists(Exception):
    """The shop has a permit of this kind and number already."""


@transaction.atomic
def send_permit(
    *,
    seller: Seller,
    kind: str,
    number: str,
    photo: str,
    products: Iterable[Product],
    name: str = "",
    valid_until: date | None = None,
    permit: Permit | None = None,
) -> Permit:
    """Return a permit that waits for an operator: a new one, or `permit` with other words on it.

    `number` is tidy, `photo` a name in the private store, and `products` are the shop's; a NIB is about all of them.
    One sent twice is one. Nothing changed is nothing to look at again.

    Raises:
        PermitExists: the shop has another of this kind and number.
    """
    Seller.objects.select_for_update().get(pk=seller.pk)
    same = Permit.objects.kept().filter(seller=seller, kind=kind, number=number).first()
    about = [] if kind == Permit.Kind.NIB else _own(seller, products)
    if same and permit is None and (same.name, same.valid_until, _covered(same)) == (name, valid_until, set(about)):
        return same
    if same and (permit is None or same.pk != permit.pk):
        raise PermitExists(number)
    kept = Permit.objects.select_for_update(of=("self",)).get(pk=permit.pk) if permit else Permit(seller=seller)
    said = {"kind": kind, "number": number, "name": name, "valid_until": valid_until, "photo": photo}
    before = _covered(kept) if permit else set()
    if permit and before == set(about) and all(getattr(kept, word) == said[word] for word in said):
        return kept
    for word, value in said.items():
        setattr(kept, word, value)
    kept.state, kept.submitted_at = Permit.State.WAITING, timezone.now()
    kept.save()
    kept.products.set(about)
    follow_halal(before | set(about))
    return kept


@transaction.atomic
def see_permit(*, permit: Permit, by: User, note: str = "", seen: datetime | None = None) -> Permit:
    """Note that staff have looked at a permit; from now on it stands beside the goods.

    `seen` is when what the operator looked at was sent in; a caller without a page leaves it out.

    Raises:
        NotWaiting: somebody has already looked at it.
        ChangedMeanwhile: the seller sent in other words or another photo after `seen`.
    """
    return _decide(permit, Permit.State.SEEN, "permit_seen", by=by, note=note, seen=seen)


@transaction.atomic
def refuse_permit(*, permit: Permit, by: User, note: str, seen: datetime | None = None) -> Permit:
    """Send a permit back with a note on what to mend; `seen` as in `see_permit`.

    Raises:
        NotWaiting: somebody has already looked at it.
        ChangedMeanwhile: the seller sent in other words or another photo after `seen`.
    """
    return _decide(permit, Permit.State.REFUSED, "permit_refused", by=by, note=note, seen=seen)


@transaction.atomic
def take_back_permit(
    *, permit: Permit, by: User, note: str = "", is_told: bool = False, seen: datetime | None = None
) -> Permit:
    """Show a permit no more: its seller took it away, or staff found that it does not hold (then she is told).

    Raises:
        ChangedMeanwhile: the seller sent in other words or another photo after `seen`.
    """
    locked = Permit.objects.select_for_update(of=("self",)).select_related("seller__partner").get(pk=permit.pk)
    if locked.state == Permit.State.TAKEN_BACK:
        return locked
    if seen not in (None, locked.submitted_at):
        raise ChangedMeanwhile
    locked.state, locked.note = Permit.State.TAKEN_BACK, note.strip()
    _stamp(locked, by)
    follow_halal(_covered(locked))
    if is_told:
        _tell(locked, "permit_taken_back")
    return locked


def follow_halal(products: Iterable[int]) -> int:
    """Say of each product whether a halal certificate covers it that staff have seen; return how many changed.

    Products are locked first, so that of two changes at once the second sees the first.
    """
    numbers = sorted(Product.objects.filter(pk__in=list(products)).values_list("pk", flat=True))
    locked = Product.objects.select_for_update(of=("self",)).filter(pk__in=numbers).order_by("pk")
    list(locked.values_list("pk", flat=True))
    certificates = Permit.objects.in_force(timezone.localdate()).filter(kind=Permit.Kind.HALAL)
    is_covered = Exists(certificates.filter(products=OuterRef("pk")))
    goods = Product.objects.filter(pk__in=numbers)
    gained = goods.filter(is_covered, is_halal=False).update(is_halal=True)
    lost = goods.filter(~is_covered, is_halal=True).update(is_halal=False)
    return gained + lost


@transaction.atomic
def let_permits_run_out(*, today: date) -> int:
    """Take the halal mark from goods whose certificates ran out before `today`; return from how many."""
    gone = Permit.objects.filter(kind=Permit.Kind.HALAL, valid_until__lt=today)
    return follow_halal(Product.objects.filter(is_halal=True, permits__in=gone).values_list("pk", flat=True))


def _decide(
    permit: Permit, state: Permit.State, template: str, *, by: User, note: str, seen: datetime | None = None
) -> Permit:
    locked = Permit.objects.select_for_update(of=("self",)).select_related("seller__partner").get(pk=permit.pk)
    if locked.state != Permit.State.WAITING:
        raise NotWaiting
    if seen not in (None, locked.submitted_at):
        raise ChangedMeanwhile
    locked.state, locked.note = state, note.strip()
    _stamp(locked, by)
    follow_halal(_covered(locked))
    _tell(locked, template)
    return locked


def _stamp(permit: Permit, by: User) -> None:
    permit.checked_at, permit.checked_by = timezone.now(), by
    permit.checked_office = by.regency.name if by.regency_id and by.regency else ""
    permit.save()


def _tell(permit: Permit, template: str) -> None:
    tell_shop(
        permit.seller.partner,
        template=template,
        at=permit.checked_at or timezone.now(),
        address="workshop:permits",
        number=permit.pk,
        permit=str(permit),
        note=permit.note,
    )


def _own(seller: Seller, products: Iterable[Product]) -> list[int]:
    """Return the numbers of those that are this shop's."""
    asked = [product.pk for product in products]
    return list(Product.objects.filter(pk__in=asked, seller=seller.partner_id).values_list("pk", flat=True))


def _covered(permit: Permit) -> set[int]:
    return set(permit.products.values_list("pk", flat=True))
