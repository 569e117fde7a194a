"""What happens with pictures: one is taken in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from market.pictures.effects import ask_for
from market.pictures.files import clean_file
from market.pictures.models import Picture
from market.pictures.pipeline import TooBusy as TooBusy
from market.pictures.pipeline import UnusablePicture as UnusablePicture

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.core.files.base import File
    from django.db.models import Model


@transaction.atomic
def take_picture(
    *,
    upload: File[Any],
    title: str,
    description: str = "",
    by: AbstractBaseUser | None = None,
    regency: Model | None = None,
    shown_as: tuple[str, ...] = (),
) -> Picture:
    """Return a new picture made from an upload: re-encoded, upright, without tags, its original private.

    `description` says what is on it, for who cannot see it; a page's main picture needs one before it is published.
    `by` is an accounts.User, `regency` a regions.Regency; both are optional. `shown_as` are the specs that pages will
    show it with, such as "fill-400x400": a worker makes these files, so that nobody waits for them.

    Raises:
        UnusablePicture: not JPEG, PNG, WebP or HEIC; too big; broken. Its text says in Indonesian what to do.
    """
    told = description[:255]
    picture = Picture(
        title=title[:255], description=told, file=clean_file(upload), uploaded_by_user=by, regency=regency
    )
    picture._set_image_file_metadata()
    picture.save()
    ask_for(picture, *shown_as)
    return picture
