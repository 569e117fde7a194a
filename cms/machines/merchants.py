"""/produk.xml: all goods on sale for search engines' shopping pages, kept compressed for the next that asks.

Names of the fields: https://support.google.com/merchants/answer/7052112; others (Meta, Bing) read the same.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any
from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce, NullIf
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.html import strip_tags
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from catalogue.managers import PAGE_PICTURE
from catalogue.models import Category, Product, ProductTranslation
from catalogue.structured import absolute
from cms.machines.dear import BeingMade, come_again, kept
from cms.machines.legible import legible
from market.pictures.models import Rendition
from market.pictures.shown import address_of
from market.shop.partner.models import StockRecord

AT_ONCE = 1_000  # rows fetched, and written, in one go
PIECE = 65_536  # bytes unpacked in one go
HEADERS = {"Content-Type": "application/xml; charset=utf-8", "X-Robots-Tag": "noindex"}
TITLE, DESCRIPTION = 150, 5_000  # letters, the most that are read
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0">\n<channel>\n'
)
FOOT = "</channel>\n</rss>\n"


@require_safe
@cache_control(public=True, max_age=3600)
@vary_on_headers("Accept-Encoding")
def goods_feed(request: HttpRequest) -> HttpResponseBase:
    """Send every size of all that is on sale, compressed to whoever takes it."""
    language = get_language() or settings.LANGUAGE_CODE
    try:
        packed = kept(f"merchants:{language}", lambda: _packed(_written(language)))
    except BeingMade:
        return come_again()
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        return HttpResponse(packed, headers={**HEADERS, "Content-Encoding": "gzip"})
    return StreamingHttpResponse(_unpacked(packed or b""), headers=HEADERS)


def _packed(pieces: Iterable[str]) -> bytes:
    """Return pieces compressed, one after the other: the whole never stands in memory as it is."""
    packer = zlib.compressobj(6, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return b"".join([*(packer.compress(piece.encode()) for piece in pieces), packer.flush()])


def _unpacked(packed: bytes) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    for start in range(0, len(packed), PIECE):
        yield unpacker.decompress(packed[start : start + PIECE])
    yield unpacker.flush()


def _written(language: str) -> Iterator[str]:
    name = settings.SITE_NAME
    with translation.override(language):  # not held while others write
        goods = absolute(reverse("catalogue:index"))
    yield f"{HEAD}<title>{name}</title>\n<link>{goods}</link>\n<description>{name}</description>\n"
    last, is_more = 0, True
    while is_more:  # by key: with a pooler each query may have another connection, and a cursor only one
        rows = list(_rows(language).filter(pk__gt=last)[:AT_ONCE])
        yield "".join(_item(row, goods) for row in rows)
        is_more = len(rows) == AT_ONCE
        last = rows[-1]["pk"] if rows else last
    yield FOOT


def _rows(language: str) -> QuerySet[Any, dict[str, Any]]:
    """Return what is said of each size: from the size itself, and else from its product."""
    on_sale = Product.objects.on_sale().order_by().values("pk")
    offers = StockRecord.objects.filter(
        Q(product__in=on_sale) | Q(product__parent__in=on_sale, product__is_public=True), price__isnull=False
    )
    offers = offers.exclude(product__structure=Product.PARENT).annotate(whole=_own_or("id"))
    picture = Rendition.objects.filter(image=OuterRef("listed"), filter_spec=PAGE_PICTURE).values("file")[:1]
    shelf = Category.objects.filter(product=OuterRef("whole")).order_by("path").values("name")[:1]
    said = offers.annotate(
        listed=_own_or("listed__picture_id"),
        slug=_own_or("slug"),
        own_title=F("product__title"),
        name=_told("title", language),
        words=_told("description", language),
        made=_told("how_made", language),
        maker=_own_or("producer__name"),
        weight=Coalesce(NullIf("product__shipping_weight_g", Value(0)), _own_or("shipping_weight_g")),
    )
    said = said.annotate(picture=Subquery(picture), shelf=Subquery(shelf))
    return said.order_by("pk").values(
        "pk",
        "product_id", "product__structure", "whole", "slug", "own_title", "name", "words", "made", "maker", "weight",
        "picture", "shelf", "price", "num_in_stock", "num_allocated", "partner__pause_reason",
    )  # fmt: skip


def _own_or(name: str) -> Coalesce:
    """Return a column of the whole product: its parent's for a size."""
    return Coalesce(F(f"product__parent__{name}"), F(f"product__{name}"))


def _told(name: str, language: str) -> Any:
    if language == settings.LANGUAGE_CODE:
        return _own_or(name)
    there = ProductTranslation.objects.filter(product=OuterRef("whole"), language=language).values(name)[:1]
    words = TextField()
    return Coalesce(NullIf(Subquery(there), Value(""), output_field=words), _own_or(name), output_field=words)


def _item(row: dict[str, Any], goods: str) -> str:
    is_size = row["product__structure"] == Product.CHILD
    title = f"{row['name']}, {row['own_title']}" if is_size and row["own_title"] not in (None, "") else row["name"]
    left = (row["num_in_stock"] or 0) - (row["num_allocated"] or 0)
    said = {
        "id": row["product_id"],
        "title": title[:TITLE],
        "description": (_plain(row["words"]) or _plain(row["made"]) or title)[:DESCRIPTION],
        "link": f"{goods}{row['slug']}-{row['whole']}/",
        "image_link": absolute(address_of(row["picture"])) if row["picture"] else "",
        "availability": "in_stock" if left > 0 and not row["partner__pause_reason"] else "out_of_stock",
        "price": f"{row['price']:.0f} IDR",
        "brand": row["maker"],
        "condition": "new",
        "identifier_exists": "no",
        "product_type": row["shelf"],
        "item_group_id": row["whole"] if is_size else "",
        "shipping_weight": f"{row['weight']} g" if row["weight"] else "",
    }
    fields = "".join(
        f"<g:{name}>{escape(legible(str(value)))}</g:{name}>"
        for name, value in said.items()
        if value not in (None, "")
    )
    return f"<item>{fields}</item>\n"


def _plain(words: str | None) -> str:
    return " ".join(unescape(strip_tags(words or "")).split())
