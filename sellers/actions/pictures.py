"""The further pictures of a product; the first is replaced with the product, or another takes its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from catalogue.models import Product, ProductImage
from sellers.actions.goods import send_in

if TYPE_CHECKING:
    from market.pictures.models import Picture

MOST_PICTURES = 6


class TooManyPictures(Exception):
    """The product has as many pictures as it may have."""


class FirstPicture(Exception):
    """The first picture is replaced, or another made the first; it is never removed."""


@transaction.atomic
def add_picture(*, product: Product, picture: Picture, is_first: bool = False) -> bool:
    """Put a picture behind the others, or before them; False when the product shows the same one already.

    That happens after a double press; with `is_first` the one that is there comes before the others. An operator looks
    at the product again before buyers see a new one.

    Raises:
        TooManyPictures: it has six.
    """
    locked = _locked(product.pk)
    shown = list(locked.images.select_related("original").order_by("display_order", "pk"))
    if same := next((image for image in shown if image.original.file_hash == picture.file_hash), None):
        if is_first:
            make_first(image=same)
        return False
    if len(shown) >= MOST_PICTURES:
        raise TooManyPictures
    if is_first:
        locked.images.update(display_order=F("display_order") + 1)
    place = 0 if is_first or not shown else shown[-1].display_order + 1
    ProductImage.objects.create(product=locked, original=picture, display_order=place)
    send_in(locked)
    return True


@transaction.atomic
def remove_picture(*, image: ProductImage) -> None:
    """Take one of the further pictures away, at once; a product that was sent back is sent in again by it.

    Raises:
        FirstPicture: it is the first.
    """
    locked = _locked(image.product_id)
    if image.pk == locked.images.order_by("display_order", "pk").values_list("pk", flat=True).first():
        raise FirstPicture
    image.delete()
    _send_in_again(locked)


@transaction.atomic
def make_first(*, image: ProductImage) -> None:
    """Let lists and cards show another of a product's pictures; what was sent back is sent in again by it."""
    locked = _locked(image.product_id)
    others = locked.images.exclude(pk=image.pk).order_by("display_order", "pk")
    in_order = [image, *others]
    for place, each in enumerate(in_order):
        each.display_order = place
    ProductImage.objects.bulk_update(in_order, ["display_order"])
    _send_in_again(locked)


def _send_in_again(locked: Product) -> None:
    if locked.moderation == Product.Moderation.REJECTED:
        send_in(locked)


def _locked(number: int) -> Product:
    return Product.objects.select_for_update(of=("self",)).get(pk=number)
