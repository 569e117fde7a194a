"""The further pictures of a product; the first is replaced with the product, or another takes its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction

from catalogue.models import Product, ProductImage
from sellers.actions.goods import send_in
from sellers.registers import photos
from sellers.registers.photos import MOST_PICTURES

if TYPE_CHECKING:
    from market.pictures.models import Picture
    from sellers.registers.merge import Author


class TooManyPictures(Exception):
    """The product has as many pictures as it may have."""


class FirstPicture(Exception):
    """The first picture is replaced, or another made the first; it is never removed."""


@transaction.atomic
def add_picture(*, product: Product, picture: Picture) -> bool:
    """Put a picture behind the others, on a page; False when the product shows the same one already.

    That happens after a double press. An operator looks at the product again before buyers see a new one.

    Raises:
        TooManyPictures: it has six.
    """
    locked = _locked(product.pk)
    shown = list(locked.images.select_related("original"))
    if any(image.original.file_hash == picture.file_hash for image in shown):
        return False
    if len(shown) >= MOST_PICTURES:
        raise TooManyPictures
    photos.put_in(locked, [picture], photos.author_now(), is_first=False)
    send_in(locked)
    return True


@transaction.atomic
def add_pictures(*, product: Product, pictures: Iterable[Picture], author: Author, is_first: bool = False) -> bool:
    """Put pictures with those that were put in before and after them, in whatever order all of that came.

    With `is_first` the first of them is the main one, unless another was said to be so later. What is more than a
    product may have waits for room; False says that one of these does. An operator looks at new ones.
    """
    locked = _locked(product.pk)
    if photos.put_in(locked, pictures, author, is_first=is_first):
        send_in(locked)
    elif is_first:
        _send_in_again(locked)
    return not photos.has_waiting(locked, author)


@transaction.atomic
def remove_picture(*, image: ProductImage) -> None:
    """Take one of the further pictures away, at once; one that waited for room is shown in its place.

    A product that was sent back is sent in again by it.

    Raises:
        FirstPicture: it is the first.
    """
    locked = _locked(image.product_id)
    if image.pk == locked.images.order_by("display_order", "pk").values_list("pk", flat=True).first():
        raise FirstPicture
    if photos.take_out(locked, image.original, photos.author_now()):
        send_in(locked)
    _send_in_again(locked)


@transaction.atomic
def make_first(*, image: ProductImage) -> None:
    """Let lists and cards show another of a product's pictures; what was sent back is sent in again by it."""
    locked = _locked(image.product_id)
    if photos.put_first(locked, image.original, photos.author_now()):  # staff took one away before
        send_in(locked)
    _send_in_again(locked)


def _send_in_again(locked: Product) -> None:
    if locked.moderation == Product.Moderation.REJECTED:
        send_in(locked)


def _locked(number: int) -> Product:
    return Product.objects.select_for_update(of=("self",)).get(pk=number)
