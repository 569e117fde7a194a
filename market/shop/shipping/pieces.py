"""What goods weigh and how large they are when they travel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from market.fulfilment.quotes import Piece

if TYPE_CHECKING:
    from catalogue.models import Product

SIDES = ("length_cm", "width_cm", "height_cm")


def piece_of(product: Product, *, whole: Product, quantity: int) -> Piece:
    """Return weight and outside volume as packed; a size that says nothing weighs what the whole product weighs."""
    length, width, height = (getattr(product, side) or getattr(whole, side) or 0 for side in SIDES)
    return Piece(
        weight_g=product.shipping_weight_g or whole.shipping_weight_g,
        volume_cm3=length * width * height,
        quantity=quantity,
    )
