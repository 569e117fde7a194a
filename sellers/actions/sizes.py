"""A product gets sizes or flavours: each has its own price, stock and weight; name, picture and state are shared."""

from __future__ import annotations

from django.db import transaction

from catalogue.models import Product
from market.shop.basket.models import Basket, Line
from market.shop.partner.models import StockRecord
from sellers.actions.goods import send_in
from sellers.models import Write
from sellers.registers.counting import set_stock

ONLY_SIZE = "Biasa"


class SizeExists(Exception):
    """The product has a size of this name already."""


@transaction.atomic
def add_size(
    *, product: Product, label: str, price: int, stock: int, shipping_weight_g: int, first_label: str = ""
) -> Product:
    """Return a new size of a product, in the state that the product is in.

    What was sold in one size so far becomes the first size, called `first_label`. Price in whole rupiah, weight in
    grams, ready to ship.

    Raises:
        SizeExists: the product has a size of this name.
    """
    whole = _lock(product)
    if not whole.is_parent:
        _make_it_the_first_size(whole, first_label or ONLY_SIZE)
    _refuse_a_name_twice(whole, label)
    size = _new_child(whole, label, shipping_weight_g)
    StockRecord.objects.create(
        product=size, partner_id=whole.seller_id, partner_sku=f"P{size.pk}", price=price, num_in_stock=stock
    )
    _look_again(whole, is_new_name=True)
    return size


@transaction.atomic
def edit_size(*, size: Product, label: str, price: int, shipping_weight_g: int, stock: int | None = None) -> Product:
    """Change a size at once; a stock of None is left alone, one of 0 is "habis".

    Raises:
        SizeExists: another size of the product has this name.
    """
    whole = _lock(size.parent)
    _refuse_a_name_twice(whole, label, but=size)
    locked = Product.objects.select_for_update(of=("self",)).get(pk=size.pk)
    is_new_name = label != locked.title
    locked.title, locked.shipping_weight_g = label, shipping_weight_g
    locked.save()
    StockRecord.objects.filter(product=locked).update(price=price)
    if stock is not None:
        set_stock(product=locked, stock=stock)
    _look_again(whole, is_new_name=is_new_name)
    return locked


def _lock(product: Product) -> Product:
    return Product.objects.select_for_update(of=("self",)).get(pk=product.pk)


def _refuse_a_name_twice(whole: Product, label: str, but: Product | None = None) -> None:
    if whole.children.filter(title__iexact=label).exclude(pk=but.pk if but else None).exists():
        raise SizeExists(label)


def _make_it_the_first_size(whole: Product, label: str) -> None:
    """Move its one offer to a first size; placed orders keep what they took of it, baskets find it there."""
    offer = StockRecord.objects.get(product=whole)
    first = _new_child(whole, label, whole.shipping_weight_g)
    StockRecord.objects.filter(pk=offer.pk).update(product=first)
    Write.objects.filter(product=whole, field__in=("price", "shipping_weight_g")).update(product=first)
    in_baskets = Line.objects.filter(stockrecord=offer, basket__status__in=Basket.editable_statuses)
    in_baskets.update(product=first, line_reference=f"{first.pk}_{offer.pk}")  # as Oscar (4.2) writes it
    whole.structure = Product.PARENT
    whole.save()


def _new_child(whole: Product, label: str, shipping_weight_g: int) -> Product:
    return Product.objects.create(
        structure=Product.CHILD,
        parent=whole,
        title=label,
        unit_of_sale=whole.unit_of_sale,
        packaging=whole.packaging,
        shipping_weight_g=shipping_weight_g,
        moderation=whole.moderation,
        is_public=whole.is_public,
    )


def _look_again(whole: Product, *, is_new_name: bool) -> None:
    """Send in again what was sent back, and what waits under another name than the operator may have seen."""
    waits_otherwise = is_new_name and whole.moderation == Product.Moderation.WAITING
    if whole.moderation == Product.Moderation.REJECTED or waits_otherwise:
        send_in(whole)
