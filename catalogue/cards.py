"""What a list shows of goods: flat rows, fetched in one query however many they are, without building models."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.urls import reverse
from django.utils.translation import get_language

from catalogue.managers import CARD_PICTURE
from catalogue.models import Product
from catalogue.paging import page_of
from catalogue.wording import Wording, wording
from market.pictures.shown import Focus, Shown, files_of, shown_at

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from catalogue.managers import ProductQuerySet
    from catalogue.paging import Page

ROWS = """
SELECT product."id", product."slug", product."title", nullif(said."title", ''), product."unit_of_sale",
       village."name", district."name",
       offer.lowest, offer.has_several, offer.has_stock, picture."id",
       picture."focal_point_x", picture."focal_point_y", picture."focal_point_width", picture."focal_point_height",
       made.renditions, picture."colour"
FROM "catalogue_product" product
LEFT JOIN "catalogue_producttranslation" said ON said."product_id" = product."id" AND said."language" = %s
LEFT JOIN "regions_village" village ON village."code" = product."village_id"
LEFT JOIN "regions_district" district ON district."code" = village."district_id"
LEFT JOIN LATERAL (
    SELECT min(sold.price) AS lowest, min(sold.price) < max(sold.price) AS has_several,
           bool_or(sold.num_in_stock > coalesce(sold.num_allocated, 0)) AS has_stock
    FROM (
        SELECT own.* FROM "partner_stockrecord" own
        WHERE own."product_id" = product."id" AND product."structure" <> 'parent'
        UNION ALL
        SELECT sizes.* FROM "catalogue_product" child
        JOIN "partner_stockrecord" sizes ON sizes."product_id" = child."id"
        WHERE child."parent_id" = product."id" AND child."is_public" AND product."structure" = 'parent'
    ) sold WHERE sold.price IS NOT NULL
) offer ON true
LEFT JOIN LATERAL (
    SELECT "original_id" FROM "catalogue_productimage" WHERE "product_id" = product."id"
    ORDER BY "display_order", "id" LIMIT 1
) first ON true
LEFT JOIN "pictures_picture" picture ON picture."id" = first."original_id"
LEFT JOIN LATERAL (
    SELECT json_agg(json_build_array("filter_spec", "focal_point_key", "file", "width", "height", "byte_count"))::text
        AS renditions
    FROM "pictures_rendition" WHERE "image_id" = picture."id" AND "filter_spec" = ANY(%s)
) made ON true
WHERE product."id" = ANY(%s)
"""


@dataclass(frozen=True, slots=True)
class Card:
    """One product in a list; `lowest_price` in whole rupiah, None for what has no price."""

    pk: int
    title: Wording
    url: str
    unit: str
    village: str
    district: str
    lowest_price: Decimal | None
    has_several_prices: bool
    has_stock: bool
    picture: Shown | None


def cards_for(numbers: Sequence[int]) -> list[Card]:
    """Return the cards of the products of these numbers, in this order; what is no more is left out."""
    if not numbers:
        return []
    with connection.cursor() as cursor:
        cursor.execute(ROWS, [get_language(), files_of(CARD_PICTURE), list(numbers)])
        rows = cursor.fetchall()
    units = {code: str(label) for code, label in Product.Unit.choices}
    place = reverse("catalogue:detail", kwargs={"product_slug": "x", "pk": 0}).removesuffix("x-0/")
    found = {row[0]: _card(row, place, units) for row in rows}
    return [found[number] for number in numbers if number in found]


def page_of_cards(products: ProductQuerySet, typed: str) -> Page:
    """Return the page that the address asks for, of cards; see `page_of`."""
    page = page_of(products.values_list("pk", flat=True), typed)
    return replace(page, items=cards_for(page.items))


def _card(row: tuple[Any, ...], place: str, units: dict[str, str]) -> Card:
    pk, slug, own, said, unit, village, district, lowest, has_several, has_stock, picture, *focus, made, colour = row
    return Card(
        pk=pk,
        title=wording(own, said),
        url=f"{place}{slug}-{pk}/",
        unit=units.get(unit, unit),
        village=village or "",
        district=district or "",
        lowest_price=lowest,
        has_several_prices=bool(has_several),
        has_stock=bool(has_stock),
        picture=shown_at(picture, CARD_PICTURE, Focus(*focus), json.loads(made or "[]"), colour) if picture else None,
    )
