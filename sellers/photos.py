"""A photo is taken in at once and brought back by a signed token, so that a mistake elsewhere never loses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core import signing

from catalogue.managers import CARD_PICTURE, PAGE_PICTURE
from market.pictures.actions import take_picture
from market.pictures.models import Picture

if TYPE_CHECKING:
    from market.accounts.models import User
    from market.pictures.files import CleanFile

SALT = "sellers.photos"
KEPT_FOR = 60 * 60 * 24 * 30  # seconds; the signal may be away for weeks


def keep(photo: CleanFile, *, user: User, title: str) -> str:
    """Store the photo as this person's and return the token that brings it back."""
    shown_as = (CARD_PICTURE, PAGE_PICTURE)
    picture = take_picture(upload=photo, title=title or "Foto produk", by=user, shown_as=shown_as)
    return token_of(picture, user=user)


def token_of(picture: Picture, *, user: User) -> str:
    """Return what brings a picture of this person's back."""
    return signing.dumps([picture.pk, user.pk], salt=SALT)


def bring_back(token: str, *, user: User) -> Picture | None:
    """Return the photo behind a token; None when it is somebody else's, forged, or too old."""
    try:
        number, owner = signing.loads(token, salt=SALT, max_age=KEPT_FOR)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if owner != user.pk:
        return None
    return Picture.objects.filter(pk=number, uploaded_by_user=user).first()
