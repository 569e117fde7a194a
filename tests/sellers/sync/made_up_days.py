"""Made-up days: what three phones of one shop have in their queues, and what somebody changes on a page meanwhile."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from catalogue.models import Product
from market.accounts.models import User
from sellers.sync.edits import values_of
from tests.market.pictures.made import photo
from tests.market.recordings.made import webm
from tests.sellers.sync.phone import hash_of, made

MINUTE = 60_000  # milliseconds, as are all times of phones
DAY = 24 * 60 * MINUTE
STOCK, OF_THE_SIZE = 12, 4
VALUES = {
    "title": ["Amplang", "Amplang pipih", "Amplang udang"],
    "unit_of_sale": ["bungkus", "toples", "kotak"],
    "packaging": ["plastik", "pouch", "kaca"],
    "price": ["25000", "26000", "27000"],
    "shipping_weight_g": ["300", "310", "320"],
}
OF_A_SIZE = {
    "title": ["500 g", "setengah kilo", "besar"],
    "price": ["45000", "46000"],
    "shipping_weight_g": ["600", "650"],
}
PHOTOS = [photo(width=160 + number, height=120) for number in range(8)]
VOICES = [webm(seconds) for seconds in (3, 4, 5)]
LEAVES: list[dict[str, str]] = [{}, {"reason": "panen"}, {"reason": "banjir"}]

CHOICES = st.integers(0, 2)
COUNTS = st.integers(-6, 6) | st.none()
ACTS = st.one_of(
    st.tuples(st.just("field"), st.sampled_from(sorted(VALUES)), CHOICES),
    st.tuples(st.just("count"), COUNTS),
    st.tuples(st.just("photos"), st.lists(st.integers(0, 7), min_size=1, max_size=3, unique=True), st.booleans()),
    st.tuples(st.just("voice"), CHOICES),
    st.tuples(st.just("size"), st.sampled_from(sorted(OF_A_SIZE)), CHOICES),
    st.tuples(st.just("count_size"), COUNTS),
    st.tuples(st.just("choose_price"), CHOICES),
    st.tuples(st.just("leave"), CHOICES),
)
TAPS = st.tuples(st.integers(0, 2), st.integers(0, 30), ACTS)
DAYS = st.lists(TAPS, min_size=2, max_size=12)
PAGES = st.lists(
    st.sampled_from(["packaging", "weight of the size", "leave", "another size"]), max_size=3, unique=True
)
"""What somebody changes on a page that she opened in the morning."""


@dataclass(frozen=True)
class Shop:
    """What the phones know in the morning: a product, marked "sold out" before more came, one with a size, and a price
    that was written twice."""

    user: User
    product: Product
    size: Product
    question: int
    mark: int


@dataclass
class Phone:
    """What one phone shows: what it heard in the morning, and its own unsent work."""

    values: dict[str, str]
    of_size: dict[str, str]
    voice: str = ""
    left: dict[int, int] = field(default_factory=dict)


def work_of(taps: list[Any], shop: Shop) -> list[tuple[int, dict[str, Any]]]:
    """Return the operations of a day with the phones that made them; none sees what the others wrote."""
    begin = round(time.time() * 1000) - DAY
    left = {shop.product.pk: STOCK, shop.size.pk: OF_THE_SIZE}
    phones = [Phone(values_of(shop.product), values_of(shop.size), left=dict(left)) for _ in range(3)]
    work: list[tuple[int, dict[str, Any]]] = []
    for number, (phone, minute, act) in enumerate(sorted(taps, key=lambda tap: tap[1])):
        for kind, data in _operations_of(act, phones[phone], shop):
            made_at = (
                begin + minute * MINUTE + sum(who == phone for who, _ in work)
            )  # one phone is never twice at once
            id = str(UUID(int=made_at << 80 | 7 << 76 | phone << 64 | 2 << 62 | number))
            work.append((phone, made(shop.user, kind, data, id=id, made_at=made_at)))
    return work


def _operations_of(act: tuple[Any, ...], phone: Phone, shop: Shop) -> Iterator[tuple[str, dict[str, Any]]]:
    product, size = {"product": shop.product.pk}, {"product": shop.size.pk}
    match act:
        case ("field", name, choice):
            yield "edit_product", {**product, "changes": _change(phone.values, name, VALUES[name], choice)}
        case ("size", name, choice):
            yield "edit_product", {**size, "changes": _change(phone.of_size, name, OF_A_SIZE[name], choice)}
        case ("count", delta):
            yield "change_stock", {**product, **_counted(phone.left, shop.product.pk, delta, mark=shop.mark)}
        case ("count_size", delta):
            yield "change_stock", {**size, **_counted(phone.left, shop.size.pk, delta, mark=0)}
        case ("photos", numbers, is_first):
            hashes = [hash_of(PHOTOS[number]) for number in numbers]
            yield "edit_product", {**product, "changes": {}, "photos": hashes, **({"first": True} if is_first else {})}
        case ("voice", choice):
            voice = hash_of(VOICES[choice])
            yield "set_voice", {**product, "voice": voice, **({"base": phone.voice} if phone.voice else {})}
            phone.voice = voice
        case ("choose_price", choice):
            phone.values["price"] = VALUES["price"][choice]
            yield "choose_price", {"question": shop.question, "price": phone.values["price"]}
        case ("leave", choice):
            yield ("pause_shop" if LEAVES[choice] else "open_shop"), LEAVES[choice]


def _change(seen: dict[str, str], name: str, values: list[str], choice: int) -> dict[str, dict[str, str]]:
    base, value = seen[name], values[choice % len(values)]
    seen[name] = value
    return {name: {"base": base, "value": value}}


def _counted(left: dict[int, int], thing: int, delta: int | None, *, mark: int) -> dict[str, Any]:
    """Return what was counted as the app says it, with how many it showed; from then on it shows what is left."""
    seen = left[thing]
    left[thing] = 0 if delta is None else max(0, seen + delta)
    return {"sold_out": True, "seen": seen, "mark": mark} if delta is None else {"delta": delta}
