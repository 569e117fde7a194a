"""What happens to saved addresses. Each action locks its person, so that there is always one default, never two."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from market.accounts.models import User
from market.shop.keeping.models import SavedAddress

MOST = 20


class TooMany(Exception):
    """Somebody has as many as anybody may keep."""


@transaction.atomic
def save_address(*, user: User, **words: Any) -> SavedAddress:
    """Keep an address (`name`, `phone`, `district`, `street`, `postcode`); one that is kept already stays as it is.

    The first is the default. Raises TooMany.
    """
    mine = _locked(user)
    known = mine.filter(**words).first()
    if known is not None:
        return known
    number = mine.count()
    if number >= MOST:
        raise TooMany
    return SavedAddress.objects.create(user=user, is_default=number == 0, **words)


@transaction.atomic
def change_address(*, address: SavedAddress, **words: Any) -> None:
    """Write an address anew; orders that were placed with it keep their own."""
    _locked(address.user).filter(pk=address.pk).update(**words)


@transaction.atomic
def make_default(*, address: SavedAddress) -> None:
    """Let an address be the one that is offered first."""
    mine = _locked(address.user)
    mine.filter(is_default=True).exclude(pk=address.pk).update(is_default=False)
    mine.filter(pk=address.pk).update(is_default=True)


@transaction.atomic
def delete_address(*, address: SavedAddress) -> None:
    """Forget an address; the newest of the others follows a default."""
    mine = _locked(address.user)
    mine.filter(pk=address.pk).delete()
    newest = mine.first()
    if newest is not None and not newest.is_default:
        mine.filter(pk=newest.pk).update(is_default=True)


def _locked(user: User) -> Any:
    User.objects.select_for_update().get(pk=user.pk)
    return SavedAddress.objects.filter(user=user)
