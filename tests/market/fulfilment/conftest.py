"""A little country, one service and one tariff out of Tenggarong."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps

from market.fulfilment.models import Service, Tariff
from market.regions.models import District, Province, Regency, Village


@pytest.fixture
def places(db: None) -> dict[str, District]:
    """Tenggarong and Anggana in Kutai Kartanegara, Sampit in another pilot regency, Tebet in Jakarta."""
    for code, name in [("64", "Kalimantan Timur"), ("62", "Kalimantan Tengah"), ("31", "DKI Jakarta")]:
        Province.objects.create(code=code, name=name)
    for code, name in [
        ("64.02", "Kabupaten Kutai Kartanegara"),
        ("62.02", "Kabupaten Kotawaringin Timur"),
        ("31.74", "Kota Jakarta Selatan"),
    ]:
        Regency.objects.create(code=code, name=name, province_id=code[:2])
    found = {}
    for code, name in [
        ("64.02.06", "Tenggarong"),
        ("64.02.04", "Anggana"),
        ("62.02.06", "Ketapang"),
        ("31.74.01", "Tebet"),
    ]:
        found[name] = District.objects.create(code=code, name=name, regency_id=code[:5])
    return found


@pytest.fixture
def village(places: dict[str, District]) -> Village:
    return Village.objects.create(code="64.02.06.1001", name="Jahab", district=places["Tenggarong"])


@pytest.fixture
def service(db: None) -> Service:
    return Service.objects.create(code="kurir", name="Kurir")


@pytest.fixture
def tariff(places: dict[str, District], service: Service) -> Tariff:
    """Tenggarong to Jakarta Selatan, Rp38.000 per kg, 3 to 6 days."""
    return Tariff.objects.create(
        service=service,
        origin=places["Tenggarong"],
        destination_id="31.74",
        price_per_kg=38_000,
        days_min=3,
        days_max=6,
    )


@pytest.fixture
def orders(db: None) -> list[Any]:
    """Three plain orders; what is in them does not matter to a parcel."""
    Order = apps.get_model("order", "Order")
    return [
        Order.objects.create(
            number=f"10{n}",
            currency="IDR",
            total_incl_tax=Decimal(10_000),
            total_excl_tax=Decimal(10_000),
            shipping_incl_tax=Decimal(0),
            shipping_excl_tax=Decimal(0),
        )
        for n in range(3)
    ]
