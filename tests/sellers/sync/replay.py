"""What the app once sent, sent again by other phones: as it was, but for whose it is, which goods, and when.

`World` is a market with all that a recorded day may speak of; `as_of_today` writes its ids, numbers, times and hashes
into the bodies of such a day, each number into one and the same other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Model
from django.utils import timezone
from wagtail.models import Site

from catalogue.models import Product, ProductImage
from cms.contributed.models import Contribution
from cms.tree.actions import build_site_tree
from market.accounts.models import User
from market.fulfilment.models import Parcel
from market.inbox.models import Arrival
from market.outbox.models import Effect
from market.pictures.models import Picture
from market.shop.order.models import Line, Order
from market.shop.partner.models import StockRecord
from sellers.actions import approve_product
from sellers.models import ActedFor, Consent, Pause, Producer, StockChange, Upload, VoiceNote, Write
from sellers.sync.edits import values_of
from sellers.sync.questions import questions_of
from tests.market.pictures.made import photo
from tests.market.recordings.made import webm
from tests.remembered import once
from tests.sellers.conftest import listed
from tests.sellers.consents import a_maker, agreed, made_hub
from tests.sellers.purchases import bought_straight
from tests.sellers.sync.faults import BadLine, StubbornPhone
from tests.sellers.sync.phone import client_of, hash_of, made, told, uuid7
from tests.sellers.sync.recorded import Recorded

HOUR = 60 * 60 * 1000  # milliseconds, as are all times of phones
PLENTY = 1_000
PHOTOS = [photo(width=64 + number, height=48) for number in range(6)]
SOUNDS = [webm(2 + number) for number in range(3)]
TABLES: dict[type[Model], tuple[str, ...]] = {
    Product: ("title", "unit_of_sale", "packaging", "shipping_weight_g", "moderation", "producer__name"),
    StockRecord: ("product__title", "price", "num_in_stock", "num_allocated", "owed"),
    ProductImage: ("product__title", "display_order"),
    Picture: ("title",),
    StockChange: ("product__title", "delta", "is_sold_out"),
    Write: ("field", "base", "value", "is_lost"),
    Order: ("status",),
    Line: ("title", "status", "partner_line_notes"),
    Parcel: ("carrier", "tracking_number"),
    Pause: ("reason", "until", "words", "ended_by__phone"),
    VoiceNote: ("product__title", "seconds"),
    Producer: ("name", "makes", "phone", "village__name"),
    Consent: ("producer__name", "way", "words_version"),
    ActedFor: ("what", "thing", "principal_name"),
    Contribution: ("title", "shown_name"),
    Arrival: ("source",),
    Effect: ("kind",),
}
"""All that operations write, told without numbers and times, which differ from day to day."""


def what_there_is() -> dict[str, list[str]]:
    """Return every row that operations may write; photos that no operation has used are not among them."""
    found = {one.__name__: sorted(map(repr, one._default_manager.values_list(*told))) for one, told in TABLES.items()}
    used = Upload.objects.exclude(used_at=None).values_list("state", "is_sound", "is_paper")
    return {**found, "Upload": sorted(map(repr, used))}


@dataclass(frozen=True)
class World:
    """A producer with goods, an order in cash and a price that two wrote; and a hub with a maker who has agreed."""

    siti: Producer
    goods: list[Product]
    order: Order
    hub: Producer
    maker: Producer

    def whose(self, day: list[Recorded]) -> Producer:
        """Return who does such a day here: what names producers is a hub's."""
        kinds = {one.operation["kind"] for one in day}
        names_producers = any("producer" in one.operation["data"] for one in day)
        return self.hub if names_producers or "add_maker" in kinds else self.siti

    def question(self) -> int:
        """Return the number of the price that is asked."""
        return questions_of(self.siti.seller)[0].number


def made_world(siti: Producer, ratna: Producer, buyer: User, category: Any) -> World:
    """Make it; `siti` and `ratna` are producers whose shops are open."""
    Site.clear_site_root_paths_cache()
    once(build_site_tree)  # stories have their place there
    names = ["Amplang", "Kerupuk", "Madu", "Sirup"]
    goods = [approve_product(product=listed(siti, title=name), by=None, category=category) for name in names]
    StockRecord.objects.update(num_in_stock=PLENTY)
    order = bought_straight(goods[0], method="cash", user=buyer, more=[(goods[1], 1)])
    maker = a_maker(made_hub(ratna), "Acil Imah")
    agreed(maker)
    now, client = _ms(), client_of(siti.user)
    for ago, price in ((5, 26_000), (4, 27_000)):
        change = {"product": goods[-1].pk, "changes": {"price": {"base": 25_000, "value": price}}}
        assert told(client, made(siti.user, "edit_product", change, made_at=now - ago * HOUR))["state"] == "done"
    Product.objects.filter(pk=goods[-1].pk).update(moderation="approved")
    return World(siti, goods, order, ratna, maker)


@dataclass
class Replay:
    """One recorded day, moved into a world and to this hour; its photos and recordings, by hash and kind."""

    world: World
    day: list[Recorded]
    files: dict[str, bytes] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.who = self.world.whose(self.day)
        self._now = _ms()
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
        kind, told_at = operation["kind"], operation["made_at"]
        data = {name: self._value(kind, name, value, told_at) for name, value in operation["data"].items()}
        if "changes" in data:
            data["changes"] = self._changes(data["product"], data["changes"])
        made_at = told_at + self._later
        moved = {"id": self._ids[operation["id"]], "user": self.who.user_id, "made_at": made_at, "data": data}
        return {**operation, **moved}

    def _value(self, kind: str, name: str, value: Any, told_at: int) -> Any:
        here, village = self.world, self.who.village
        paper = "surat" if kind == "record_consent" else ""
        others: dict[str, Callable[[], Any]] = {
            "product": lambda: self._another("product", value, [one.pk for one in here.goods]),
            "order": lambda: here.order.number,
            "line": lambda: self._another("line", value, [one.pk for one in here.order.lines.order_by("pk")]),
            "question": here.question,
            "producer": lambda: here.maker.pk if isinstance(value, int) else {"made_by": self._ids[value["made_by"]]},
            "village": lambda: village.code,
            "village-cari": lambda: village.full_name,
            "village-untuk": lambda: village.full_name,
            "until": lambda: self._day(value, told_at),
            "photos": lambda: [self._file(each, PHOTOS, paper) for each in value],
            "voice": lambda: self._file(value, SOUNDS, "suara"),
        }
        return others[name]() if name in others else value

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


def _ms() -> int:
    return round(timezone.now().timestamp() * 1000)
