"""What the page of one product shows besides the product itself, each fetched in one query or two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from catalogue.cards import Card, cards_chosen_by
from catalogue.models import Category, Product
from catalogue.structured import COUNTRY, absolute
from market.prepared import Prepared

if TYPE_CHECKING:
    from catalogue.managers import ProductQuerySet

MOST_OTHERS = 6
DAYS_TO_COMPLAIN = 7  # as the page of help says that is laid out at /pengembalian/
AVAILABILITY = {"InStock": "https://schema.org/InStock", "SoldOut": "https://schema.org/OutOfStock"}


@dataclass(frozen=True)
class Others:
    """Further goods of the maker, or of the village where the maker has no others."""

    cards: list[Card]
    are_by_the_maker: bool


def _near(number: int, **where: Any) -> ProductQuerySet:
    near = Product.objects.on_sale().exclude(pk=number).newest_first().filter(**where)
    return near.values("pk")[:MOST_OTHERS]


OF_THE_MAKER = Prepared(lambda number, maker: _near(number, producer=maker), number=int, maker=int)
OF_THE_VILLAGE = Prepared(lambda number, village: _near(number, village=village), number=int, village=str)


def shelves_of(product: Product) -> list[Category]:
    """Return the categories from the top down to the first that a product is in, as `product_rows` has found them."""
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
        "itemCondition": "https://schema.org/NewCondition",
        "hasMerchantReturnPolicy": return_policy(),
        "availability": AVAILABILITY["InStock" if product.has_stock() and not product.seller.is_paused else "SoldOut"],
        "url": url,
        "seller": {"@type": "Organization", "name": product.seller.name},
    }
    if product.seller.is_paused and product.seller.paused_until:
        common["availabilityStarts"] = product.seller.paused_until.isoformat()
    if min(prices) == max(prices):
        return {"@type": "Offer", "price": prices[0], **common}
    spread = {"lowPrice": min(prices), "highPrice": max(prices), "offerCount": len(prices)}
    return {"@type": "AggregateOffer", **spread, **common}


def return_policy() -> dict[str, Any]:
    """Return what /pengembalian/ promises: what came damaged or wrong goes back within seven days, at no cost."""
    return {
        "@type": "MerchantReturnPolicy",
        "applicableCountry": COUNTRY,
        "returnPolicyCategory": "https://schema.org/MerchantReturnFiniteReturnWindow",
        "merchantReturnDays": DAYS_TO_COMPLAIN,
        "itemCondition": "https://schema.org/DamagedCondition",
        "returnMethod": "https://schema.org/ReturnByMail",
        "returnFees": "https://schema.org/FreeReturn",
        "refundType": "https://schema.org/FullRefund",
        "merchantReturnLink": absolute("/pengembalian/"),
    }
