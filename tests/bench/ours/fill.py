"""Fills our database with the demo's people, shops and stories, and with any number of goods, many rows at a time.

Usage, with the settings and the database in the environment: python -m tests.bench.ours.fill PRODUCTS
"""

from __future__ import annotations

import sys
from datetime import date
from itertools import count, islice
from random import Random
from typing import Any

import django

SEED = 6402
AT_ONCE = 200
PICTURES_OF_A_KIND = 1
PRODUCTS_OF_A_SHOP = 25
FEWEST_SHOPS, MOST_SHOPS = 30, 400
GROWN = "catalogue_product, catalogue_productcategory, catalogue_productimage, catalogue_listed, partner_stockrecord"
"""Their triggers would go on reading them as if they were empty."""


def fill(products: int) -> None:
    """Make people, shops, `products` goods on sale, stories and the search index."""
    from django.db import connection

    from catalogue.actions import load_categories
    from cms.tree.actions import build_site_tree
    from market.accounts.roles import ensure_roles
    from market.demo.making.delivery import make_tariffs
    from market.demo.making.goods import drawing_of
    from market.demo.making.lots import deal
    from market.demo.making.pictures import make_pictures
    from market.demo.making.shops import make_cast, make_shops
    from market.demo.making.tales import make_tales

    rng = Random(SEED)
    ensure_roles()
    build_site_tree()
    load_categories()
    shops = make_shops(min(max(products // PRODUCTS_OF_A_SHOP, FEWEST_SHOPS), MOST_SHOPS), make_cast(), rng)
    make_tariffs()
    lots = deal(shops, products, rng)
    drawings = [drawing_of(lot, PICTURES_OF_A_KIND) for lot in lots]
    pictures = make_pictures(drawings)
    pairs = iter([(lot, pictures[drawing]) for lot, drawing in zip(lots, drawings, strict=True)])
    for number in count(1):
        some = list(islice(pairs, AT_ONCE))
        if not some:
            break
        _list(some, rng)
        if number.bit_count() == 1:  # they have doubled
            connection.cursor().execute(f"ANALYZE {GROWN}")
    make_tales(date(2026, 1, 1), rng)
    _forget_what_would_be_sent()


def _list(some: list[tuple[Any, Any]], rng: Random) -> None:
    """Write the rows that `list_product` and `approve_product` would write for these lots and pictures."""
    from catalogue.models import Category, Product, ProductCategory, ProductImage
    from market.shop.partner.models import StockRecord

    shelves = dict(Category.objects.values_list("slug", "pk"))
    wholes = Product.objects.bulk_create(_whole(lot) for lot, _picture in some)
    listed = [(lot, whole, picture) for (lot, picture), whole in zip(some, wholes, strict=True)]
    ProductCategory.objects.bulk_create(
        ProductCategory(product=whole, category_id=shelves[lot.good.category]) for lot, whole, _picture in listed
    )
    ProductImage.objects.bulk_create(
        ProductImage(product=whole, original=picture, display_order=0) for _lot, whole, picture in listed
    )
    sold = [(lot, whole, lot.weights[0]) for lot, whole, _picture in listed if len(lot.weights) == 1]
    sizes = [(lot, whole, weight) for lot, whole, _ in listed if len(lot.weights) > 1 for weight in lot.weights]
    children = Product.objects.bulk_create(_child(*size) for size in sizes)
    sold += [(lot, child, weight) for (lot, _whole, weight), child in zip(sizes, children, strict=True)]
    StockRecord.objects.bulk_create(_offer(*one, rng) for one in sold)


def _whole(lot: Any) -> Any:
    from catalogue.models import Product, ProductClass

    good, is_one_size = lot.good, len(lot.weights) == 1
    return Product(
        structure=Product.STANDALONE if is_one_size else Product.PARENT,
        product_class=ProductClass.objects.get(slug="barang"),
        slug=_slug(lot.title),
        description=f"{good.text} Dibuat oleh {lot.producer.name} di {lot.producer.village}.",
        ingredients=good.ingredients,
        shelf_life_days=good.shelf_days,
        producer=lot.producer,
        seller=lot.producer.seller.partner,
        village_id=lot.producer.village_id,
        **_common(lot, lot.title, lot.weights[0]),
    )


def _child(lot: Any, whole: Any, weight: int) -> Any:
    from catalogue.models import Product

    title = f"{weight // 1000} kg" if weight >= 1000 else f"{weight} g"
    return Product(structure=Product.CHILD, parent=whole, slug=_slug(title), **_common(lot, title, weight))


def _common(lot: Any, title: str, weight: int) -> dict[str, Any]:
    from market.demo.making.lots import OUTSIDE_CM

    length, width, height = OUTSIDE_CM[lot.good.look]
    return {
        "title": title,
        "unit_of_sale": lot.unit,
        "packaging": lot.good.packaging,
        "shipping_weight_g": lot.shipping_weight(weight),
        "net_weight_g": weight if lot.good.shelf_days else None,
        "length_cm": length,
        "width_cm": width,
        "height_cm": height,
        "moderation": "approved",
        "is_public": True,
    }


def _offer(lot: Any, product: Any, weight: int, rng: Random) -> Any:
    from market.shop.partner.models import StockRecord

    return StockRecord(
        product=product,
        partner=lot.producer.seller.partner,
        partner_sku=f"P{product.pk}",
        price=lot.price(weight, rng),
        num_in_stock=rng.randint(3, 60),
    )


def _slug(title: str) -> str:
    from django.utils.text import slugify

    return slugify(title)[:255]


def _forget_what_would_be_sent() -> None:
    from market.notify.models import Message
    from market.outbox.models import Effect
    from market.pictures.effects import RENDER

    Message.objects.all().delete()
    Effect.objects.exclude(kind=RENDER).delete()


def main() -> None:
    """Fill, with the search index written once at the end."""
    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction

    from catalogue.listed import fold_tally
    from market.demo.making.index import indexed_at_the_end
    from market.regions.models import Village

    if not Village.objects.exists():
        call_command("load_regions")
    with indexed_at_the_end(), transaction.atomic():
        fill(int(sys.argv[1]))
    fold_tally()  # as beat has it done
    connection.cursor().execute("VACUUM ANALYZE")


if __name__ == "__main__":
    main()
