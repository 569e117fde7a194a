"""What the page of one product shows besides the product itself, each fetched in one query or two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q
from oscar.core.loading import get_model

from catalogue.cards import Card, cards_chosen_by

if TYPE_CHECKING:
    from catalogue.models import Category, Product

MOST_OTHERS = 6
SHELF = {"InStock": "https://schema.org/InStock", "SoldOut": "https://schema.org/OutOfStock"}


@dataclass(frozen=True)
class Others:
    """Further goods of the maker, or of the village where the maker has no others."""

    cards: list[Card]
    are_by_the_maker: bool


def take_offers(product: Product) -> None:
    """Fetch what a product and its sizes are sold at in one query, and let all who ask find it there."""
    StockRecord = get_model("partner", "StockRecord")
    goods = type(product).objects.filter(Q(pk=product.pk) | Q(parent=product, is_public=True)).order_by().values("pk")
    # Asked as a list of goods: over both tables "or" would read every offer that there is.
    offers = list(StockRecord.objects.filter(product__in=goods).select_related("product").order_by("product_id", "pk"))
    sizes = {offer.product_id: offer.product for offer in offers if offer.product_id != product.pk}
    keep(product, "children", list(sizes.values()))
    keep(product, "stockrecords", [offer for offer in offers if offer.product_id == product.pk])
    for size in sizes.values():
        size.parent = product
        keep(size, "stockrecords", [offer for offer in offers if offer.product_id == size.pk])


def keep(whose: Any, relation: str, rows: list[Any]) -> None:
    """Let a relation answer with these rows without asking for them."""
    found = getattr(whose, relation).all()
    found._result_cache, found._prefetch_done = rows, True
    whose.__dict__.setdefault("_prefetched_objects_cache", {})[relation] = found


def shelves_of(product: Product) -> list[Category]:
    """Return the categories from the top down to the first that a product is in, in one query."""
    of_it = get_model("catalogue", "ProductCategory").objects.filter(product=product)
    above = Exists(of_it.filter(category__path__startswith=OuterRef("path")))
    chain: list[Category] = []
    for category in get_model("catalogue", "Category").objects.filter(above).order_by("path"):
        if not chain or category.path.startswith(chain[-1].path):
            chain.append(category)
    return chain


def others_of(product: Product) -> Others:
    """Return at most six other goods on sale of the same maker, else of the same village, newest first; one query.

    `for_page` has said whether the maker has others.
    """
    others = type(product).objects.on_sale().exclude(pk=product.pk).newest_first()
    by_maker = product.maker_has_others
    near = others.filter(producer=product.producer_id) if by_maker else others.filter(village=product.village_id)
    return Others(cards_chosen_by(near[:MOST_OTHERS]), by_maker)


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
        "availability": SHELF["InStock" if product.has_stock() else "SoldOut"],
        "url": url,
        "seller": {"@type": "Organization", "name": product.seller.name},
    }
    if min(prices) == max(prices):
        return {"@type": "Offer", "price": prices[0], **common}
    spread = {"lowPrice": min(prices), "highPrice": max(prices), "offerCount": len(prices)}
    return {"@type": "AggregateOffer", **spread, **common}
