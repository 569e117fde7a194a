"""Lists the shops' goods, most of them approved, a few waiting for the operator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from catalogue.models import Category, Product
from market.accounts.models import User
from market.demo.drawings.packs import PACKS
from market.demo.drawings.studio import Drawing
from market.demo.making.lots import OUTSIDE_CM, Lot
from market.pictures.models import Picture
from market.shop.partner.models import StockRecord
from sellers.actions import add_picture, approve_product, list_product

WAITING_EVERY = 60
SOLD_OUT_EVERY = 23
WITH_A_GALLERY = 12  # so many of the first goods have three pictures


def drawing_of(lot: Lot, drawings: int | None) -> Drawing:
    """Return what to draw for a lot: its own picture, or (in a large demo) one of `drawings` of its kind."""
    good = lot.good
    seed = (
        f"{lot.title}/{lot.producer.pk}"
        if drawings is None
        else f"{good.name}/{lot.variant}/{lot.producer.pk % drawings}"
    )
    small = lot.producer.seller.partner.name if drawings is None else "Kalimantan"
    title = f"{good.name} {lot.variant}"
    return Drawing(title, seed, good.look, good.fill, good.colour, title, small)


def more_drawings_of(drawing: Drawing) -> list[Drawing]:
    """Return two further drawings of the same goods: elsewhere, and what a pack holds poured into a bowl."""
    opened = "bowl" if drawing.look in PACKS and drawing.look != "bottle" else drawing.look
    return [
        replace(drawing, seed=f"{drawing.seed}/2"),
        replace(drawing, seed=f"{drawing.seed}/3", look=opened),
    ]


def list_lot(
    lot: Lot, index: int, pictures: Sequence[Picture], shelves: dict[str, Category], operator: User, rng: Random
) -> None:
    """List one lot as its producer would, with its pictures, describe it, and let it on sale."""
    good, first = lot.good, lot.weights[0]
    product = list_product(
        producer=lot.producer,
        title=lot.title,
        price=lot.price(first, rng),
        unit_of_sale=lot.unit,
        stock=0 if index % SOLD_OUT_EVERY == SOLD_OUT_EVERY - 1 else rng.randint(3, 60),
        packaging=good.packaging,
        shipping_weight_g=lot.shipping_weight(first),
        picture=pictures[0],
        category=shelves[good.category],
        by=lot.producer.user,
    )
    for further in pictures[1:]:
        add_picture(product=product, picture=further)
    _describe(product, lot)
    if len(lot.weights) > 1:
        _give_sizes(product, lot, rng)
    if index % WAITING_EVERY != WAITING_EVERY - 1:
        approve_product(product=product, by=operator)


def _describe(product: Product, lot: Lot) -> None:
    """Add what the six questions do not ask."""
    good = lot.good
    product.description = f"{good.text} Dibuat oleh {lot.producer.name} di {lot.producer.village.full_name}."
    product.ingredients = good.ingredients
    product.shelf_life_days = good.shelf_days
    product.net_weight_g = lot.weights[0] if good.shelf_days else None
    product.length_cm, product.width_cm, product.height_cm = OUTSIDE_CM[good.look]
    product.save()


def _give_sizes(product: Product, lot: Lot, rng: Random) -> None:
    """Turn the listing into a parent with one child a size."""
    product.stockrecords.all().delete()
    product.structure = Product.PARENT
    product.save()
    for weight in lot.weights:
        child = Product.objects.create(
            structure=Product.CHILD,
            parent=product,
            title=f"{weight // 1000} kg" if weight >= 1000 else f"{weight} g",
            is_public=False,
            moderation=Product.Moderation.WAITING,
            unit_of_sale=product.unit_of_sale,
            packaging=product.packaging,
            shipping_weight_g=lot.shipping_weight(weight),
            net_weight_g=weight,
            length_cm=product.length_cm,
            width_cm=product.width_cm,
            height_cm=product.height_cm,
        )
        StockRecord.objects.create(
            product=child,
            partner=product.seller,
            partner_sku=f"P{child.pk}",
            price=lot.price(weight, rng),
            num_in_stock=rng.randint(2, 40),
        )
