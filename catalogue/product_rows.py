"""One product with all that its page says of it, in one query: people, places, shelves, offer, pictures.

What has sizes is asked for them in a second one. Rows of other tables come as JSON; what is not among their columns
here is fetched when somebody asks for it, as after `QuerySet.only`.
"""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, Coalesce, JSONObject

from catalogue.managers import CARD_PICTURE, PAGE_PICTURE
from catalogue.models import Category, Product, ProductCategory, ProductImage
from market.pictures.cards import SPECS as SHARE_PICTURES
from market.pictures.models import Picture, Rendition
from market.pictures.shown import files_of
from market.prepared import Prepared

if TYPE_CHECKING:
    from catalogue.managers import ProductQuerySet

SHELF = ("path", "slug", "name", "name_en")
OFFER = ("id", "product_id", "partner_id", "price_currency", "num_in_stock", "num_allocated")
IMAGE = ("id", "product_id", "original_id", "caption", "display_order")
PICTURE = ("id", "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height", "colour")
FILE = ("filter_spec", "focal_point_key", "file", "width", "height", "byte_count")


@cache
def _offer_model() -> Any:
    return Product._meta.get_field("stockrecords").related_model


def _product(number: int) -> ProductQuerySet:
    whole = Product.objects.filter(pk=number).values("parent_id")
    found = Product.objects.on_sale().for_page()
    rows = {"shelves": _shelves(), "own_offers": _own_offers(), "shown_images": _images()}
    along = found.annotate(**{name: ArraySubquery(each) for name, each in rows.items()})
    return along.filter(pk=Coalesce(Subquery(whole), number))


def _shelves() -> QuerySet[Any]:
    """Return the categories of the product of the query around it, and those above them."""
    of_it = ProductCategory.objects.filter(product=OuterRef(OuterRef("pk")))
    above = Exists(of_it.filter(category__path__startswith=OuterRef("path")))
    return Category.objects.filter(above).order_by("path").values(row=_row(SHELF))


def _own_offers() -> QuerySet[Any]:
    priced = _row(OFFER, price=Cast("price", TextField()))  # JSON would make a float of it
    return _offer_model().objects.filter(product=OuterRef("pk")).order_by("pk").values(row=priced)


def _images() -> QuerySet[Any]:
    wanted = [each for spec in (CARD_PICTURE, PAGE_PICTURE, *SHARE_PICTURES) for each in files_of(spec)]
    made = Rendition.objects.filter(image=OuterRef("original"), filter_spec__in=wanted).values(row=_row(("id", *FILE)))
    picture = JSONObject(**{name: f"original__{name}" for name in PICTURE})
    images = ProductImage.objects.filter(product=OuterRef("pk")).order_by("display_order", "pk")
    return images.values(row=_row(IMAGE, picture=picture, made=ArraySubquery(made)))


def _row(names: tuple[str, ...], **more: Any) -> JSONObject:
    return JSONObject(**{name: F(name) for name in names}, **more)


def _offers(number: int) -> QuerySet[Any]:
    goods = Product.objects.filter(Q(pk=number) | Q(parent=number, is_public=True)).order_by().values("pk")
    # Asked as a list of goods: over both tables "or" would read every offer that there is.
    return _offer_model().objects.filter(product__in=goods).select_related("product").order_by("product_id", "pk")


PRODUCT = Prepared(_product, number=int)
OFFERS = Prepared(_offers, number=int)


def find_product(number: int) -> Product | None:
    """Return the whole product on sale of a number, or that of one of its sizes, with its offers and pictures."""
    _least, most = connection.ops.integer_field_range(Product._meta.pk.get_internal_type())
    found: list[Any] = PRODUCT.ask(number=number) if number <= most else []
    for product in found:
        if product.is_parent:
            take_offers(product)
        else:
            keep(product, "stockrecords", [_offer(row) for row in product.own_offers])
        keep(product, "images", [_image(row) for row in product.shown_images])
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


def _offer(row: dict[str, Any]) -> Any:
    return _made(_offer_model(), {**row, "price": None if row["price"] is None else Decimal(row["price"])})


def _image(row: dict[str, Any]) -> ProductImage:
    image: Any = _made(ProductImage, row)
    image.original = picture = _made(Picture, row["picture"])
    picture.file_rows = json.dumps([[made[name] for name in FILE] for made in row["made"]])
    shared = [made for made in row["made"] if made["filter_spec"] in SHARE_PICTURES]
    picture.prefetched_renditions = [Rendition(image=picture, **made) for made in shared]
    return image


def _made(model: type[Model], row: dict[str, Any]) -> Any:
    """Return a row as its model, without the columns that were not asked for."""
    names = [field.attname for field in model._meta.concrete_fields if field.attname in row]
    return model.from_db(DEFAULT_DB_ALIAS, names, [row[name] for name in names])


def keep(whose: Any, relation: str, rows: list[Any]) -> None:
    """Let a relation answer with these rows without asking for them."""
    found = getattr(whose, relation).all()
    found._result_cache, found._prefetch_done = rows, True
    whose.__dict__.setdefault("_prefetched_objects_cache", {})[relation] = found
