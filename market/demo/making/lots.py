"""What each shop lists: goods of its trade, dealt out so that neighbours do not sell the same thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from random import Random

from market.demo.data.goods import Good, all_goods
from market.demo.making.shops import Shop
from sellers.models import Producer

OUTSIDE_CM = {
    "pouch": (24, 16, 7),
    "bag": (30, 22, 9),
    "jar": (11, 11, 15),
    "bottle": (8, 8, 25),
    "box": (24, 16, 7),
    "sack": (32, 22, 10),
    "bowl": (20, 15, 6),
    "basket": (35, 30, 38),
    "mat": (92, 18, 18),
    "hat": (60, 60, 18),
    "cloth": (32, 25, 4),
    "beads": (20, 15, 6),
    "shield": (60, 22, 6),
    "fish": (34, 24, 6),
    "sugar": (22, 16, 10),
}
ROUND_TO = 500
SIZES_EVERY = 7


@dataclass(frozen=True)
class Lot:
    """One listing to be made. `weights` (g) has several entries when it comes in several sizes."""

    producer: Producer
    good: Good
    variant: str
    weights: tuple[int, ...]
    title: str

    def price(self, weight: int, rng: Random) -> int:
        """Return whole rupiah for one of `weight`: dearer by a little less than its weight, each shop a bit apart."""
        per_size = self.good.price * (weight / self.good.weights[0]) ** 0.94
        return max(ROUND_TO, round(per_size * rng.uniform(0.93, 1.1) / ROUND_TO) * ROUND_TO)

    @property
    def unit(self) -> str:
        """Return the unit of sale: goods by the kilogram are sold by the pack when the pack is not one kilogram."""
        return "bungkus" if self.good.unit == "kg" and self.weights != (1000,) else self.good.unit

    def shipping_weight(self, weight: int) -> int:
        """Return grams with pack and carton; glass is heavy."""
        return round(weight * 1.06) + (220 if self.good.packaging == "kaca" else 45)


def deal(shops: list[Shop], products: int, rng: Random) -> list[Lot]:
    """Return `products` lots: shops take turns, each taking the next goods of its trade."""
    by_trade: dict[str, Iterator[tuple[int, Good, str, tuple[int, ...]]]] = {}
    lots: list[Lot] = []
    taken: defaultdict[int, int] = defaultdict(int)
    while len(lots) < products:
        for shop in shops:
            if len(lots) == products:
                break
            source = by_trade.setdefault(shop.trade, _endless(shop.trade))
            turn, good, variant, weights = next(source)
            producer = shop.producers[taken[id(shop)] % len(shop.producers)]
            taken[id(shop)] += 1
            lots.append(Lot(producer, good, variant, weights, _title(good, variant, weights, turn, producer)))
    return lots


def _endless(trade: str) -> Iterator[tuple[int, Good, str, tuple[int, ...]]]:
    """Go through a trade's goods flavour by flavour, then size by size, and round again."""
    goods = [good for good in all_goods() if good.trade == trade]
    for turn in count():
        for step in range(max(len(good.variants) for good in goods)):
            for place, good in enumerate(goods):
                if step >= len(good.variants):
                    continue
                if turn == 0 and (step + place) % SIZES_EVERY == 0 and len(good.weights) > 1:
                    yield turn, good, good.variants[step], good.weights
                else:
                    yield turn, good, good.variants[step], (good.weights[turn % len(good.weights)],)


def _title(good: Good, variant: str, weights: tuple[int, ...], turn: int, producer: Producer) -> str:
    words = [good.name, variant]
    if good.shelf_days and len(weights) == 1 and not (good.unit == "kg" and weights == (1000,)):
        words.append(f"{weights[0] // 1000} kg" if weights[0] >= 1000 else f"{weights[0]} g")
    if turn >= len(good.weights):
        words.append(producer.seller.partner.name)
    return " ".join(words)
