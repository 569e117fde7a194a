"""Shops, goods, ways to deliver and baskets, made the short way for the order path's tests."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from catalogue.models import Product, ProductClass
from market.accounts.models import User
from market.fulfilment.models import Service, Tariff
from market.gateways.base import Progress, Standing
from market.regions.models import District, Province, Regency, Village
from market.settlement.models import OrderGroup, Payment
from market.shop.basket.models import Basket
from market.shop.checkout.actions import Buyer
from market.shop.checkout.review import Contact
from market.shop.order.actions.money import _take_standing
from market.shop.partner.models import Partner, StockRecord
from market.shop.partner.strategy import Strategy
from sellers.models import Producer, Seller

NOW = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)
counter = itertools.count(1)


def make_village(code: str = "64.02.06.2001", name: str = "Muara Kaman Ulu", district: str = "Muara Kaman") -> Village:
    """Return a village with everything above it."""
    province_code, regency_code, district_code = code[:2], code[:5], code[:8]
    province, _ = Province.objects.get_or_create(code=province_code, defaults={"name": "Kalimantan Timur"})
    regency, _ = Regency.objects.get_or_create(
        code=regency_code, defaults={"name": "Kabupaten Kutai Kartanegara", "province": province, "is_member": True}
    )
    above, _ = District.objects.get_or_create(code=district_code, defaults={"name": district, "regency": regency})
    return Village.objects.get_or_create(code=code, defaults={"name": name, "district": above})[0]


def make_destination() -> District:
    """Return the district in Jakarta where the buyer lives."""
    province, _ = Province.objects.get_or_create(code="31", defaults={"name": "DKI Jakarta"})
    regency, _ = Regency.objects.get_or_create(
        code="31.74", defaults={"name": "Kota Administrasi Jakarta Selatan", "province": province}
    )
    return District.objects.get_or_create(code="31.74.01", defaults={"name": "Tebet", "regency": regency})[0]


def make_shop(name: str = "Dapur Bu Ros", village: Village | None = None) -> Partner:
    """Return an open shop with one person in it and a tariff to Jakarta."""
    number = next(counter)
    village = village or make_village()
    partner = Partner.objects.create(name=name, code=f"toko-{number}", village=village, is_open=True)
    person = User.objects.create_user(f"+62812000{number:05d}", first_name=name)
    partner.users.add(person)
    seller = Seller.objects.create(partner=partner, status=Seller.Status.OPEN)
    Producer.objects.create(
        user=person, name=name, phone=person.phone, village=village, seller=seller, makes="amplang"
    )
    make_tariff(village.district)
    return partner


def make_tariff(origin: District, price_per_kg: int = 40_000) -> Tariff:
    """Return the way from a district to Jakarta: per begun kilogram, three to five days."""
    service, _ = Service.objects.get_or_create(code="reguler", defaults={"name": "Reguler"})
    return Tariff.objects.get_or_create(
        service=service,
        origin=origin,
        destination=make_destination().regency,
        defaults={"price_per_kg": price_per_kg, "days_min": 3, "days_max": 5},
    )[0]


def make_product(partner: Partner, *, price: int = 25_000, stock: int = 10, title: str = "Amplang") -> Product:
    """Return a product on sale that weighs half a kilogram."""
    number = next(counter)
    product = Product.objects.create(
        title=f"{title} {number}",
        product_class=ProductClass.objects.get_or_create(slug="barang", defaults={"name": "Barang"})[0],
        producer=partner.seller.producers.first(),
        seller=partner,
        village=partner.village,
        shipping_weight_g=500,
        moderation=Product.Moderation.APPROVED,
        is_public=True,
    )
    StockRecord.objects.create(
        product=product, partner=partner, partner_sku=f"S{number}", price=Decimal(price), num_in_stock=stock
    )
    return product


def make_basket(*goods: tuple[Product, int], owner: User | None = None) -> Basket:
    """Return an open basket with these products and quantities."""
    basket = Basket.objects.create(owner=owner)
    basket.strategy = Strategy()
    for product, quantity in goods:
        basket.add_product(product, quantity)
    return basket


def make_buyer(user: User | None = None, **contact: Any) -> Buyer:
    """Return somebody in Jakarta who buys, with a number of her own."""
    known = {
        "name": "Siti Aminah",
        "phone": f"+62813{next(counter):08d}",
        "email": "",
        "district": District.objects.with_places().get(pk=make_destination().pk),
        "street": "Jl. Tebet Raya 5",
        "postcode": "12810",
        "note": "",
    }
    return Buyer(contact=Contact(**{**known, **contact}), user=user)


def stock_of(product: Product) -> tuple[int, int]:
    """Return how many there are and how many of them are taken."""
    record = product.stockrecords.get()
    return record.num_in_stock, record.num_allocated or 0


def pay_up(group: OrderGroup) -> None:
    """Let the money of every open payment arrive, as its gateway would tell."""
    for payment in group.payments.filter(status__in=["starting", "waiting"]):
        now = timezone.now()
        _take_standing(payment.gateway, captured(payment), now, now)


def captured(payment: Payment, **differently: Any) -> Standing:
    """Return what a gateway says of a payment that was paid in full."""
    told = {
        "external_id": payment.external_id or f"made_up_{payment.pk}",
        "reference": payment.idempotency_key,
        "progress": Progress.CAPTURED,
        "amount": payment.amount,
        "currency": "IDR",
        "captured": payment.amount,
        "refunded": 0,
    }
    return Standing(**{**told, **differently})
