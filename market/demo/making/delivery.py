"""Delivery tariffs from every district of the pilot regencies to every regency of the country."""

from __future__ import annotations

from market.fulfilment.models import Service, Tariff
from market.regions.models import District, Regency

SERVICES = [
    # code, names in Indonesian and English, divisor, minimum g, step g, grace g, share of the price, further days
    ("reguler", ("Kurir reguler", "Regular courier"), 6000, 1000, 1000, 300, 1.0, 0),
    ("kargo", ("Kargo sungai dan darat", "River and road cargo"), 5000, 5000, 1000, 0, 0.62, 4),
]
KALIMANTAN = ("61", "62", "63", "64", "65")
ISLANDS = {
    # first digit of the province's code: price per kg in whole rupiah, days at the quickest and the slowest
    "1": (52000, 5, 9),
    "2": (54000, 5, 9),
    "3": (38000, 4, 7),
    "5": (50000, 5, 9),
    "7": (42000, 4, 8),
    "8": (88000, 8, 15),
    "9": (110000, 9, 18),
}


def make_tariffs() -> None:
    """Fill the table for every district that may open a shop; what staff have changed stays."""
    services = {code: _service(code, names, *rule) for code, names, *rule, _share, _days in SERVICES}
    origins = District.objects.live().filter(regency__is_member=True)
    rows = [
        _tariff(services[code], origin, destination, share, further)
        for origin in origins
        for destination in Regency.objects.live()
        for code, *_rule, share, further in SERVICES
    ]
    Tariff.objects.bulk_create(rows, batch_size=2000, ignore_conflicts=True)


def _service(code: str, names: tuple[str, str], divisor: int, minimum: int, step: int, grace: int) -> Service:
    rule = {"divisor": divisor, "minimum_g": minimum, "step_g": step, "grace_g": grace}
    return Service.objects.get_or_create(code=code, defaults={"name": names[0], "name_en": names[1], **rule})[0]


def _tariff(service: Service, origin: District, destination: Regency, share: float, further: int) -> Tariff:
    price, quick, slow = _zone(origin.regency_id, destination.pk)
    remote = sum(map(ord, origin.pk)) % 5
    return Tariff(
        service=service,
        origin=origin,
        destination=destination,
        price_per_kg=round((price + remote * 2500) * share / 500) * 500,
        days_min=quick + remote // 2 + further,
        days_max=slow + remote + further,
    )


def _zone(origin: str, destination: str) -> tuple[int, int, int]:
    """Return rupiah per kg and days from one regency to another: home, province, island, beyond."""
    if origin == destination:
        return 9000, 1, 3
    if origin[:2] == destination[:2]:
        return 18000, 2, 5
    if destination[:2] in KALIMANTAN:
        return 29000, 3, 7
    return ISLANDS[destination[0]]
