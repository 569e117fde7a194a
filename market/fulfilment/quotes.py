"""What delivery costs and how long it takes; docs/delivery.md explains the rule with an example.

Whole rupiah, grams, cubic centimetres, days.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext

from market.fulfilment.models import Service, Tariff
from market.regions.models import District

PICK_UP_CODE = "ambil-sendiri"
PICK_UP_DAYS = (1, 3)


@dataclass(frozen=True)
class Piece:
    """So many packed goods of one kind: the weight and the outside volume of one."""

    weight_g: int
    volume_cm3: int
    quantity: int = 1

    def __post_init__(self) -> None:
        if self.weight_g < 0 or self.volume_cm3 < 0 or self.quantity < 1:
            raise ValueError("A piece has a weight and a volume of 0 or more, and a quantity of 1 or more")


@dataclass(frozen=True)
class Quote:
    """One way to get the goods; without a service it is picking up in person, which costs nothing.

    `is_bulky` says that the room they take makes the goods dearer than what they weigh.
    """

    service: Service | None
    charge: int
    charged_weight_g: int
    days_min: int
    days_max: int
    is_bulky: bool = False

    @property
    def code(self) -> str:
        """How a form names this way; the same tomorrow, so a choice can be found again among fresh quotes."""
        return self.service.code if self.service else PICK_UP_CODE

    @property
    def name(self) -> str:
        return self.service.local_name() if self.service else gettext("Ambil sendiri di tempat penjual")

    @property
    def is_pick_up(self) -> bool:
        return self.service is None

    def promised(self, on: date) -> tuple[date, date]:
        """Return the first and the last promised day for an order placed on that day."""
        return on + timedelta(days=self.days_min), on + timedelta(days=self.days_max)


def charge_weight(service: Service, pieces: Iterable[Piece]) -> int:
    """Return the grams that are charged: the larger of scale weight and volume weight, rounded as the service does.

    Up to `grace_g` above a step is forgiven: with a step of 1,000 and a grace of 300, 1,300 g is 1 kg and 1,301 g
    is 2 kg (JNE's rule). Never below the service's minimum.
    """
    return _charged(service, max(_scales(service, pieces)))


def _charged(service: Service, grams: int) -> int:
    steps = -(-(grams - service.grace_g) // service.step_g)
    return max(service.minimum_g, steps * service.step_g)


def quote_delivery(*, origin: District, destination: District | None, pieces: list[Piece]) -> list[Quote]:
    """Return the ways to deliver, the cheapest first, and picking up in person last.

    Where no tariff leads there, picking up is the only way; the caller says so. One query.
    """
    return quote_deliveries(destination=destination, loads={None: (origin, pieces)})[None]


def quote_deliveries(
    *, destination: District | None, loads: Mapping[Hashable, tuple[District, list[Piece]]]
) -> dict[Hashable, list[Quote]]:
    """Return the quotes of several loads to one destination, such as one for each seller in a basket. One query."""
    tariffs = _tariffs({origin.pk for origin, _ in loads.values()}, destination)
    return {
        key: [*_by_tariffs(tariffs.get(origin.pk, []), pieces), _pick_up(pieces)]
        for key, (origin, pieces) in loads.items()
    }


def _tariffs(origins: set[str], destination: District | None) -> dict[str, list[Tariff]]:
    found: dict[str, list[Tariff]] = {}
    if destination:
        wanted = Tariff.objects.filter(origin__in=origins, destination=destination.regency_id, service__is_active=True)
        for tariff in wanted.select_related("service"):
            found.setdefault(tariff.origin_id, []).append(tariff)
    return found


def _by_tariffs(tariffs: list[Tariff], pieces: list[Piece]) -> list[Quote]:
    quotes = [_by_tariff(tariff, pieces) for tariff in tariffs]
    return sorted(quotes, key=lambda quote: (quote.charge, quote.days_max, quote.code))


def _by_tariff(tariff: Tariff, pieces: list[Piece]) -> Quote:
    grams = charge_weight(tariff.service, pieces)
    charge = -(-grams * tariff.price_per_kg // 1000)
    is_bulky = grams > _charged(tariff.service, _totals(pieces)[0])
    return Quote(tariff.service, charge, grams, tariff.days_min, tariff.days_max, is_bulky)


def _pick_up(pieces: list[Piece]) -> Quote:
    return Quote(None, 0, _totals(pieces)[0], *PICK_UP_DAYS)


def _scales(service: Service, pieces: Iterable[Piece]) -> tuple[int, int]:
    """Return the grams that pieces weigh, and those that the room they take counts as."""
    weight, volume = _totals(pieces)
    return weight, -(-volume * 1000 // service.divisor)


def _totals(pieces: Iterable[Piece]) -> tuple[int, int]:
    weight = volume = 0
    for piece in pieces:
        weight += piece.weight_g * piece.quantity
        volume += piece.volume_cm3 * piece.quantity
    return weight, volume
