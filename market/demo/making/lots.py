"""What each shop lists: goods of its trade, dealt out so that neighbours do not sell the same thing."""

from __future__ import annotations

from collections import defaultdict
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
class Entry:
    """One thing that can be listed. `weights` (g) has several entries when it comes in several sizes."""

    good: Good
    variant: str
    weights: tuple[int, ...]

    @property
    def name(self) -> str:
        """Return its plain name: kind, flavour, and the weight where people look for it."""
        plain = f"{self.good.name} {self.variant}"
        is_one_kilogram = self.good.unit == "kg" and self.weights == (1000,)
        if not self.good.shelf_days or len(self.weights) > 1 or is_one_kilogram:
            return plain
        weight = self.weights[0]
        return f"{plain} {weight // 1000} kg" if weight >= 1000 else f"{plain} {weight} g"


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
    """Return `products` lots: shops take turns, each taking the next goods of its trade that it does not have yet."""
    counters: dict[str, Counter] = {}
    lots: list[Lot] = []
    for turn in count():
        for shop in shops:
            if len(lots) == products:
                return lots
            counter = counters.setdefault(shop.trade, Counter(entries_of(shop.trade)))
            producer = shop.producers[turn % len(shop.producers)]
            lots.append(counter.serve(shop, producer))
    return lots


def entries_of(trade: str) -> list[Entry]:
    """Return what a trade lists: each flavour, now and then in all its sizes, then other sizes of what is eaten."""
    goods = [good for good in all_goods() if good.trade == trade]
    flavours = [
        (step + place, good, good.variants[step])
        for step in range(max(len(good.variants) for good in goods))
        for place, good in enumerate(goods)
        if step < len(good.variants)
    ]
    first = [
        Entry(good, variant, good.weights if good.shelf_days and turn % SIZES_EVERY == 0 else good.weights[:1])
        for turn, good, variant in flavours
    ]
    other_sizes = [
        Entry(entry.good, entry.variant, (weight,))
        for entry in first
        if len(entry.weights) == 1 and entry.good.shelf_days
        for weight in entry.good.weights[1:]
    ]
    return first + other_sizes


class Counter:
    """The goods of one trade; remembers what each shop has taken and what has been sold under its plain name."""

    def __init__(self, entries: list[Entry]) -> None:
        self.entries = entries
        self.place = 0
        self.had: defaultdict[int, set[int]] = defaultdict(set)
        self.series: defaultdict[int, int] = defaultdict(lambda: 1)
        self.known: set[int] = set()

    def serve(self, shop: Shop, producer: Producer) -> Lot:
        """Return the next lot for a shop; when it has everything, a further series begins."""
        had = self.had[id(shop)]
        if len(had) == len(self.entries):
            had.clear()
            self.series[id(shop)] += 1
        while self.place % len(self.entries) in had:
            self.place += 1
        number = self.place % len(self.entries)
        self.place += 1
        had.add(number)
        is_taken = number in self.known
        self.known.add(number)
        return self._lot(self.entries[number], producer, is_taken, self.series[id(shop)])

    def _lot(self, entry: Entry, producer: Producer, is_taken: bool, series: int) -> Lot:
        words = [entry.name]
        if is_taken:
            words.append(producer.seller.partner.name)
        if series > 1:
            words.append(f"Seri {series}")
        return Lot(producer, entry.good, entry.variant, entry.weights, " ".join(words))
