"""Goods for tests of the shop window: a village, a seller with a maker, products with sizes and pictures."""

from __future__ import annotations

from io import BytesIO
from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image

from catalogue.models import Category, Product, ProductClass, ProductImage
from market.fulfilment.models import Service, Tariff
from market.pictures.actions import take_picture
from market.regions.models import District, Province, Regency, Village
from market.shop.partner.models import Partner, StockRecord
from sellers.models import Producer, Seller

NUMBERS = count(1)


def make_village(name: str = "Muara Kaman Ulu", code: str = "64.02.11.2005", district: str = "Muara Kaman") -> Village:
    """Return a village of Kutai Kartanegara with all that is above it."""
    province, _ = Province.objects.get_or_create(code="64", defaults={"name": "Kalimantan Timur"})
    regency, _ = Regency.objects.get_or_create(
        code="64.02", defaults={"name": "Kabupaten Kutai Kartanegara", "province": province, "is_member": True}
    )
    above, _ = District.objects.get_or_create(code=code[:8], defaults={"name": district, "regency": regency})
    return Village.objects.get_or_create(code=code, defaults={"name": name, "district": above})[0]


def make_maker(name: str = "Ibu Siti", village: Village | None = None, is_open: bool = True) -> Producer:
    """Return a maker with a shop of her own."""
    place = village or make_village()
    partner = Partner.objects.create(
        name=f"Dapur {name}", code=f"dapur-{next(NUMBERS)}", village=place, is_open=is_open
    )
    seller = Seller.objects.create(partner=partner, status=Seller.Status.OPEN if is_open else Seller.Status.SUSPENDED)
    return Producer.objects.create(name=name, village=place, seller=seller, makes="camilan")


def make_product(title: str = "Amplang ikan belida", *, by: Producer | None = None, **more: Any) -> Product:
    """Return an approved product, 5 in stock at Rp25.000; `price=None` leaves the offer out."""
    maker = by or Producer.objects.first() or make_maker()
    price, stock, category = more.pop("price", 25_000), more.pop("stock", 5), more.pop("category", None)
    moderation = more.pop("moderation", Product.Moderation.APPROVED)
    product = Product.objects.create(
        title=title,
        product_class=ProductClass.objects.get(slug="barang"),
        producer=maker,
        seller=maker.seller.partner,
        village=maker.village,
        moderation=moderation,
        is_public=moderation == Product.Moderation.APPROVED,
        **more,
    )
    if category:
        product.categories.add(category)
    if price:
        make_offer(product, price, stock)
    return product


def make_offer(product: Product, price: int, stock: int) -> StockRecord:
    """Return what a product is sold at."""
    whole = product.parent or product
    sku = f"sku-{next(NUMBERS)}"
    return StockRecord.objects.create(
        product=product, partner=whole.seller, partner_sku=sku, price=price, num_in_stock=stock
    )


def make_size(parent: Product, title: str, price: int, stock: int = 5) -> Product:
    """Return a size of a product."""
    size = Product.objects.create(
        title=title, structure=Product.CHILD, parent=parent, moderation=parent.moderation, is_public=parent.is_public
    )
    make_offer(size, price, stock)
    return size


def make_category(name: str, name_en: str = "", above: Category | None = None) -> Category:
    """Return a category, at the top or under another."""
    return above.add_child(name=name, name_en=name_en) if above else Category.add_root(name=name, name_en=name_en)


def add_picture(product: Product) -> ProductImage:
    """Give a product a small picture."""
    upload = BytesIO()
    Image.new("RGB", (40, 40), (next(NUMBERS) % 255, 90, 60)).save(upload, "JPEG")
    picture = take_picture(upload=ContentFile(upload.getvalue(), name="foto.jpg"), title=product.title)
    return ProductImage.objects.create(product=product, original=picture)


def open_way_to_tebet() -> District:
    """A district of Jakarta that one service goes to from Muara Kaman: Rp40.000 per kg, in 4 to 7 days."""
    province = Province.objects.create(code="31", name="DKI Jakarta")
    regency = Regency.objects.create(code="31.74", name="Kota Jakarta Selatan", province=province)
    district = District.objects.create(code="31.74.01", name="Tebet", regency=regency)
    make_village()
    service = Service.objects.create(code="kurir", name="Kurir reguler")
    Tariff.objects.create(
        service=service,
        origin_id="64.02.11",
        destination=regency,
        price_per_kg=40_000,
        days_min=4,
        days_max=7,
    )
    return district
