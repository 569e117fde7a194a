"""What the app once sent, sent again by other phones: as it was, but for whose it is, which goods, and when.

It is written into a world (see `world.py`): its ids, numbers, times and hashes become others, each number one and the
same other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from catalogue.models import Product
from market.shop.order.models import Order
from sellers.sync.edits import values_of
from tests.market.pictures.made import photo
from tests.market.recordings.made import webm
from tests.sellers.sync.faults import BadLine, StubbornPhone
from tests.sellers.sync.phone import hash_of, ms, uuid7
from tests.sellers.sync.recorded import Recorded
from tests.sellers.sync.world import World

PHOTOS = [photo(width=64 + number, height=48) for number in range(6)]
SOUNDS = [webm(2 + number) for number in range(3)]


@dataclass
class Replay:
    """One recorded day, moved into a world and to this hour, with its files by hash; how its orders are paid."""

    world: World
    day: list[Recorded]
    way: str = "in cash"
    files: dict[str, bytes] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.who = self.world.whose(self.day)
        self._now = ms()
        self._later = self._now - 1000 - max(one.operation["made_at"] for one in self.day)
        self._ids = {one.operation["id"]: uuid7(one.operation["made_at"] + self._later) for one in self.day}
        self._same: dict[tuple[str, Any], Any] = {}
        self._written: set[str] = set()

    def send(self, line: BadLine, changed: Callable[[dict[str, Any]], dict[str, Any]] = dict) -> StubbornPhone:
        """Send the day over a line, each operation `changed` before; return the phone, which has all its answers."""
        self.sent = [changed(operation) for operation in self.operations()]
        headers = {**self.day[0].headers, "x-sent-at": str(self._now)}
        phone = StubbornPhone(line, self.files, list(self.sent), kinds=self.kinds, headers=headers)
        phone.send_all()
        return phone

    def operations(self) -> list[dict[str, Any]]:
        """Return the day's operations, in its order."""
        return [self._moved(one.operation) for one in self.day]

    def _moved(self, operation: dict[str, Any]) -> dict[str, Any]:
        data = {name: self._value(operation, name, value) for name, value in operation["data"].items()}
        if "changes" in data:
            data["changes"] = self._changes(data["product"], data["changes"])
        made_at = operation["made_at"] + self._later
        moved = {"id": self._ids[operation["id"]], "user": self.who.user_id, "made_at": made_at, "data": data}
        return {**operation, **moved}

    def _value(self, operation: dict[str, Any], name: str, value: Any) -> Any:
        here, village, told = self.world, self.who.village, operation["data"]
        paper = "surat" if operation["kind"] == "record_consent" else ""
        others: dict[str, Callable[[], Any]] = {
            "product": lambda: self._another("product", value, [one.pk for one in here.goods]),
            "order": lambda: self._order(value).number,
            "line": lambda: self._line(told["order"], value),
            "question": here.question,
            "producer": lambda: self._producer(value),
            "village": lambda: village.code,
            "village-cari": lambda: village.full_name,
            "village-untuk": lambda: village.full_name,
            "until": lambda: self._day(value, operation["made_at"]),
            "photos": lambda: [self._file(each, PHOTOS, paper) for each in value],
            "voice": lambda: self._file(value, SOUNDS, "suara"),
        }
        return others[name]() if name in others else value

    def _order(self, number: str) -> Order:
        order: Order = self._another("order", number, self.world.orders[self.who.pk, self.way])
        return order

    def _line(self, order: str, line: int) -> int:
        lines = list(self._order(order).lines.order_by("pk").values_list("pk", flat=True))
        return int(self._another(f"line of {order}", line, lines))

    def _producer(self, whom: int | dict[str, str]) -> int | dict[str, str]:
        if isinstance(whom, dict):
            return {"made_by": self._ids[whom["made_by"]]}
        return int(self._another("producer", whom, [one.pk for one in self.world.makers]))

    def _another(self, what: str, value: Any, others: list[Any]) -> Any:
        """Return for each number another one, for the same always the same."""
        known = [key for key in self._same if key[0] == what]
        return self._same.setdefault((what, value), others[len(known) % len(others)])

    def _file(self, sha256: str, others: list[bytes], kind: str) -> str:
        data = self._another("recording" if others is SOUNDS else "photo", sha256, others)
        name = hash_of(data)
        self.files[name], self.kinds[name] = data, kind
        return name

    def _changes(self, product: int, changes: dict[str, Any]) -> dict[str, Any]:
        """Return changes of what this product says here; what she wrote earlier this day she has seen."""
        stands = values_of(Product.objects.get(pk=product))
        moved = {}
        for name, change in changes.items():
            base = change["base"]
            seen = base if f"{product} {name} {base}" in self._written else type(base)(stands[name])
            moved[name] = {**change, "base": seen}
            self._written.add(f"{product} {name} {change['value']}")
        return moved

    def _day(self, value: str, told_at: int) -> str:
        ahead = date.fromisoformat(value) - date.fromtimestamp(told_at / 1000)
        return (timezone.localdate() + max(ahead, timedelta(days=1))).isoformat()
