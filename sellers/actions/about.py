"""What a seller adds so that buyers trust a product: how it is made, that it is made to order, that it goes abroad."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from catalogue.models import Product
from sellers.actions.goods import send_in
from sellers.actions.pictures import add_picture

if TYPE_CHECKING:
    from market.pictures.models import Picture


@transaction.atomic
def describe_product(
    *,
    product: Product,
    how_made: str,
    is_made_to_order: bool,
    ships_abroad: bool,
    picture: Picture | None = None,
) -> Product:
    """Change what is said about a product, and add one picture when there is one.

    New words and pictures are looked at first, as a new name is, and so is all that was sent back; the rest holds at
    once.

    Raises:
        TooManyPictures: it has six; then nothing is changed.
    """
    locked = Product.objects.select_for_update(of=("self",)).get(pk=product.pk)
    has_new_words = how_made not in (locked.how_made, "")
    locked.how_made, locked.is_made_to_order, locked.ships_abroad = how_made, is_made_to_order, ships_abroad
    locked.save(update_fields=["how_made", "is_made_to_order", "ships_abroad"])
    if has_new_words or locked.moderation == Product.Moderation.REJECTED:
        send_in(locked)
    if picture is not None and add_picture(product=locked, picture=picture):
        locked.refresh_from_db()
    return locked
