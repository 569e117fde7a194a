"""A product, or one of its sizes, is changed field by field, from a phone or a page; what stands holds at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from catalogue.models import Product
from sellers.actions import edit_product, edit_size
from sellers.register_models import Write
from sellers.registers.merge import Author, Change, merge

if TYPE_CHECKING:
    from market.pictures.models import Picture

OF_A_PRODUCT = ("title", "unit_of_sale", "packaging")
OF_AN_OFFER = ("price", "shipping_weight_g")
OF_A_SIZE = ("title", *OF_AN_OFFER)


@dataclass(frozen=True, kw_only=True)
class Written:
    """What became of an edit: the product as it is now, and which fields were written later by somebody else."""

    product: Product
    overtaken: list[str]


def fields_of(thing: Product) -> tuple[str, ...]:
    """Return what may be written of a whole product, of one that has sizes, or of a size."""
    if thing.is_child:
        return OF_A_SIZE
    return OF_A_PRODUCT if thing.is_parent else (*OF_A_PRODUCT, *OF_AN_OFFER)


def values_of(thing: Product) -> dict[str, str]:
    """Return what a product or a size says now, each field as a register keeps it."""
    values = {name: str(getattr(thing, name)) for name in fields_of(thing) if name != "price"}
    if "price" in fields_of(thing):
        values["price"] = str(int(thing.stockrecords.get().price))
    return values


@transaction.atomic
def write_fields(
    *, thing: Product, changes: Iterable[Change], author: Author, picture: Picture | None = None, is_sent: bool = False
) -> Written:
    """Merge changes into a product and let it say what stands now; `is_sent` sends in again what was sent back.

    Raises:
        SizeExists: another size of the product has this name; then nothing is written.
    """
    Product.objects.select_for_update(of=("self",)).get(pk=thing.parent_id or thing.pk)
    locked = Product.objects.select_related("parent").get(pk=thing.pk)
    present = values_of(locked)
    stands = merge(locked, changes, present=present, author=author)
    if {**present, **stands} != present or picture is not None or is_sent:
        locked = _apply(locked, {**present, **stands}, picture)
    mine = Write.objects.filter(product=locked, operation=author.operation).order_by("pk")
    return Written(product=locked, overtaken=[row.field for row in mine if row.value != stands[row.field]])


def _apply(thing: Product, values: dict[str, str], picture: Picture | None) -> Product:
    numbers: dict[str, Any] = {name: int(values[name]) for name in OF_AN_OFFER if name in values}
    if thing.is_child:
        return edit_size(size=thing, label=values["title"], **numbers)
    words: dict[str, Any] = {name: values[name] for name in OF_A_PRODUCT}
    return edit_product(product=thing, picture=picture, **words, **numbers)
