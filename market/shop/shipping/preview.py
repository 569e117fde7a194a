"""What delivery of one product costs to a district, and when it comes, before anything is in the basket.

The same quotes and the same promised days as in the basket: both ask `market.fulfilment.quotes`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from catalogue.sizes import MOST_AT_ONCE, sizes_of
from market.fulfilment.quotes import Quote, quote_delivery
from market.regions.fields import DistrictField
from market.shop.shipping.pieces import piece_of

if TYPE_CHECKING:
    from catalogue.models import Product
    from market.regions.models import District

DISTRICT, QUANTITY, SIZE = "ke", "jumlah", "ukuran"


class NarrowDistrictField(DistrictField):
    """The same question in a narrow box."""

    words: ClassVar[dict[str, Any]] = {**DistrictField.words, "hint": _("Contoh: Tebet")}


class WhereForm(forms.Form):
    """One question, asked in the address: where the goods would go."""

    ke = NarrowDistrictField(label=_("Ongkir ke kecamatan Anda"))


@dataclass(frozen=True, kw_only=True)
class Preview:
    """The ways to a district, each with its promised days; none as long as the district is not known."""

    form: WhereForm
    destination: District | None
    item: Product
    quantity: int
    ways: list[tuple[Quote, date, date]]

    @property
    def is_pick_up_only(self) -> bool:
        """Does nobody carry goods there?"""
        return all(quote.is_pick_up for quote, _first, _last in self.ways)


def preview_of(product: Product, *, asked: QueryDict, today: date) -> Preview:
    """Return what delivery of a product costs as an address asks; a product `for_page`, with its offers taken."""
    is_asked = any(name in asked for name in (DISTRICT, f"{DISTRICT}-cari"))
    form = WhereForm(asked if is_asked else None)
    destination = form.cleaned_data[DISTRICT] if is_asked and form.is_valid() else None
    item, quantity = _item(product, asked.get(SIZE, "")), _quantity(asked.get(QUANTITY, ""))
    quotes = _quotes(product, item, quantity, destination) if destination else []
    ways = [(quote, *quote.promised(today)) for quote in quotes]
    return Preview(form=form, destination=destination, item=item, quantity=quantity, ways=ways)


def _quotes(product: Product, item: Product, quantity: int, destination: District) -> list[Quote]:
    """Return the quotes from where the goods start: the shop's village, as in the basket, else the product's."""
    origin = (product.seller.village or product.village).district
    pieces = [piece_of(item, whole=product, quantity=quantity)]
    return quote_delivery(origin=origin, destination=destination, pieces=pieces)


def _item(product: Product, typed: str) -> Product:
    """Return the size asked for, else the one that the page has chosen; the product itself where it has no sizes."""
    sizes = sizes_of(product)
    wanted = next((size for size in sizes if str(size.product.pk) == typed), None)
    chosen = wanted or next((size for size in sizes if size.is_chosen), sizes[0] if sizes else None)
    return chosen.product if chosen else product


def _quantity(typed: str) -> int:
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 1
    return min(max(number, 1), MOST_AT_ONCE)
