"""What a list shows of goods: flat rows, fetched in one query however many they are, without building models."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import get_language

from catalogue.links import link
from catalogue.managers import CARD_PICTURE
from catalogue.models import Product
from catalogue.paging import page_of
from catalogue.wording import Wording, is_translated
from market.pictures.shown import Focus, Shown, files_of, shown_at
from market.prepared import rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from catalogue.managers import ProductQuerySet
    from catalogue.paging import Page

ROWS = """
SELECT listed."product_id", listed."slug", listed."title", nullif(said."title", ''), listed."unit_of_sale",
       listed."village", listed."district", listed."price_from", listed."has_several_prices",
       'f.ada' = ANY(listed."marks"), 'f.libur' = ANY(listed."marks"), picture."id",
       picture."focal_point_x", picture."focal_point_y", picture."focal_point_width", picture."focal_point_height",
       made.renditions, picture."colour"
FROM "catalogue_listed" listed
LEFT JOIN "catalogue_producttranslation" said ON said."product_id" = listed."product_id" AND said."language" = %s
LEFT JOIN "pictures_picture" picture ON picture."id" = listed."picture_id"
LEFT JOIN LATERAL (
    SELECT json_agg(json_build_array("filter_spec", "focal_point_key", "file", "width", "height", "byte_count"))::text
        AS renditions
    FROM "pictures_rendition" WHERE "image_id" = picture."id" AND "filter_spec" = ANY(%s)
) made ON true
"""
NUMBERED = 'WHERE listed."product_id" = ANY(%s)'
CHOSEN = 'WHERE listed."product_id" IN ({}) ORDER BY listed."created_at" DESC, listed."product_id" DESC'


@dataclass(frozen=True, slots=True)
class Card:
    """One product in a list; `lowest_price` in whole rupiah, None for what has no price.

    While its shop is on leave (`is_paused`) it has no stock that anybody can buy.
    """

    pk: int
    title: Wording
    url: str
    unit: str
    village: str
    district: str
    lowest_price: int | None
    has_several_prices: bool
    has_stock: bool
    is_paused: bool
    picture: Shown | None


def cards_for(numbers: Sequence[int]) -> list[Card]:
    """Return the cards of the products of these numbers, in this order; what is no more is left out."""
    found = {card.pk: card for card in _cards(NUMBERED, list(numbers))} if numbers else {}
    return [found[number] for number in numbers if number in found]


def cards_chosen_by(sql: str, params: Sequence[Any]) -> list[Card]:
    """Return the cards of the products whose numbers a query finds, newest first, in one query with it."""
    return _cards(CHOSEN.format(sql), *params)


def _cards(which: str, *params: Any) -> list[Card]:
    rows = rows_of(ROWS + which, [get_language(), files_of(CARD_PICTURE), *params])
    units = {code: str(label) for code, label in Product.Unit.choices}
    place = link("catalogue:detail", product_slug="", pk="").removesuffix("-/")
    lang = settings.LANGUAGE_CODE if is_translated() else ""
    return [_card(row, place, units, lang) for row in rows]


def page_of_cards(products: ProductQuerySet, typed: str) -> Page:
    """Return the page that the address asks for, of cards; see `page_of`."""
    page = page_of(products.values_list("pk", flat=True), typed)
    return replace(page, items=cards_for(page.items))


def _card(row: tuple[Any, ...], place: str, units: dict[str, str], lang: str) -> Card:
    pk, slug, own, said, unit, village, district, lowest, has_several, *marks, picture = row[:12]
    *focus, made, colour = row[12:]
    has_stock, is_paused = marks
    return Card(
        pk=pk,
        title=Wording(said) if said else Wording.of(own, lang),
        url=f"{place}{slug}-{pk}/",
        unit=units.get(unit, unit),
        village=village,
        district=district,
        lowest_price=lowest,
        has_several_prices=has_several,
        has_stock=has_stock,
        is_paused=is_paused,
        picture=shown_at(picture, CARD_PICTURE, Focus(*focus), made or "[]", colour) if picture else None,
    )
