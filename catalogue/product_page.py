"""What the page of one product shows besides the product itself, each fetched in one query or two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject

from catalogue.cards import Card, cards_chosen_by
from catalogue.managers import CARD_PICTURE, PAGE_PICTURE, SHARE_PICTURE
from catalogue.models import Category, Product, ProductCategory, ProductImage
from market.pictures.models import Rendition
from market.pictures.shown import files_of
from market.prepared import Prepared

if TYPE_CHECKING:
    from catalogue.managers import ProductQuerySet

MOST_OTHERS = 6
RENDITION = ("id", "filter_spec", "focal_point_key", "file", "width", "height", "byte_count")
SHELF = ("path", "slug", "name", "name_en")
AVAILABILITY = {"InStock": "https://schema.org/InStock", "SoldOut": "https://schema.org/OutOfStock"}


@dataclass(frozen=True)
class Others:
    """Further goods of the maker, or of the village where the maker has no others."""

    cards: list[Card]
    are_by_the_maker: bool


def _product(number: int) -> ProductQuerySet:
    whole = Product.objects.filter(pk=number).values("parent_id")
    shelves = _shelves().values(row=JSONObject(**{name: name for name in SHELF}))
    found = Product.objects.on_sale().for_page().annotate(shelves=ArraySubquery(shelves))
    return found.filter(pk=Coalesce(Subquery(whole), number))


def _offers(number: int) -> QuerySet[Any]:
    goods = Product.objects.filter(Q(pk=number) | Q(parent=number, is_public=True)).order_by().values("pk")
    # Asked as a list of goods: over both tables "or" would read every offer that there is.
    offers = Product._meta.get_field("stockrecords").related_model.objects.filter(product__in=goods)
    return offers.select_related("product").order_by("product_id", "pk")


def _images(number: int) -> QuerySet[Any]:
    wanted = [each for spec in (CARD_PICTURE, PAGE_PICTURE, SHARE_PICTURE) for each in files_of(spec)]
    there = Rendition.objects.filter(image=OuterRef("original"), filter_spec__in=wanted)
    made = ArraySubquery(there.values(row=JSONObject(**{name: name for name in RENDITION})))
    images = ProductImage.objects.filter(product=number)
    return images.select_related("original").annotate(made=made)


def _shelves() -> QuerySet[Any]:
    """Return the categories of the product of the query around it, and those above them."""
    of_it = ProductCategory.objects.filter(product=OuterRef(OuterRef("pk")))
    above = Exists(of_it.filter(category__path__startswith=OuterRef("path")))
    return Category.objects.filter(above).order_by("path")


def _near(number: int, **where: Any) -> ProductQuerySet:
    near = Product.objects.on_sale().exclude(pk=number).newest_first().filter(**where)
    return near.values("pk")[:MOST_OTHERS]


PRODUCT = Prepared(_product, number=int)
OFFERS = Prepared(_offers, number=int)
IMAGES = Prepared(_images, number=int)
OF_THE_MAKER = Prepared(lambda number, maker: _near(number, producer=maker), number=int, maker=int)
OF_THE_VILLAGE = Prepared(lambda number, village: _near(number, village=village), number=int, village=str)


def find_product(number: int) -> Product | None:
    """Return the whole product on sale of a number, or that of one of its sizes, with its offers and pictures."""
    _least, most = connection.ops.integer_field_range(Product._meta.pk.get_internal_type())
    found: list[Product] = PRODUCT.ask(number=number) if number <= most else []
    for product in found:
        take_offers(product)
        take_pictures(product)
    return found[0] if found else None


def take_offers(product: Product) -> None:
    """Fetch what a product and its sizes are sold at in one query, and let all who ask find it there."""
    offers = OFFERS.ask(number=product.pk)
    sizes = {offer.product_id: offer.product for offer in offers if offer.product_id != product.pk}
    keep(product, "children", list(sizes.values()))
    keep(product, "stockrecords", [offer for offer in offers if offer.product_id == product.pk])
    for size in sizes.values():
        size.parent = product
        keep(size, "stockrecords", [offer for offer in offers if offer.product_id == size.pk])


def take_pictures(product: Product) -> None:
    """Fetch the pictures of a product with their renditions in one query."""
    images = IMAGES.ask(number=product.pk)
    for image in images:
        image.original.prefetched_renditions = [Rendition(image=image.original, **row) for row in image.made]
    keep(product, "images", images)


def keep(whose: Any, relation: str, rows: list[Any]) -> None:
    """Let a relation answer with these rows without asking for them."""
    found = getattr(whose, relation).all()
    found._result_cache, found._prefetch_done = rows, True
    whose.__dict__.setdefault("_prefetched_objects_cache", {})[relation] = found


def shelves_of(product: Product) -> list[Category]:
    """Return the categories from the top down to the first that a product is in, as `find_product` has found them."""
    chain: list[Category] = []
    for category in [Category(**row) for row in product.shelves]:  # type: ignore[attr-defined]
        if not chain or category.path.startswith(chain[-1].path):
            chain.append(category)
    return chain


def others_of(product: Product) -> Others:
    """Return at most six other goods on sale of the same maker, else of the same village, newest first; one query.

    `for_page` has said whether the maker has others.
    """
    if product.maker_has_others:
        chosen = OF_THE_MAKER.sql(number=product.pk, maker=product.producer_id)
    else:
        chosen = OF_THE_VILLAGE.sql(number=product.pk, village=product.village_id)
    return Others(cards_chosen_by(*chosen), product.maker_has_others)


def product_data(product: Product, *, url: str, picture_url: str) -> dict[str, Any]:
    """Return a product as search engines read it (https://schema.org/Product), prices in whole rupiah."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": product.title,
        "url": url,
        "sku": str(product.pk),
        "brand": {"@type": "Brand", "name": str(product.producer)},
    }
    if product.description:
        data["description"] = product.description
    if picture_url:
        data["image"] = picture_url
    if offers := product.offers():
        data["offers"] = _offer_data(product, [int(offer.price) for offer in offers], url)
    if product.review_count and product.rating is not None:
        data["aggregateRating"] = {
            "@type": "AggregateRating",
            "ratingValue": round(product.rating, 1),
            "reviewCount": product.review_count,
        }
    return data


def _offer_data(product: Product, prices: list[int], url: str) -> dict[str, Any]:
    common = {
        "priceCurrency": "IDR",
        "availability": AVAILABILITY["InStock" if product.has_stock() else "SoldOut"],
        "url": url,
        "seller": {"@type": "Organization", "name": product.seller.name},
    }
    if min(prices) == max(prices):
        return {"@type": "Offer", "price": prices[0], **common}
    spread = {"lowPrice": min(prices), "highPrice": max(prices), "offerCount": len(prices)}
    return {"@type": "AggregateOffer", **spread, **common}
