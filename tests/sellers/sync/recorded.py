"""What the app on a phone really sent: written down once for each release of it, and held against what it sends now.

`RECORD_OPERATIONS=1 make test ARGS="tests/journeys/test_…"` writes down what these journeys send, byte for byte;
what was sent in an earlier release stays as it is, as a phone upriver may still have it in its queue.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from sellers.sync.versions import RELEASE

FOLDER = Path(__file__).with_name("recorded")
IS_RECORDING = bool(os.environ.get("RECORD_OPERATIONS"))
OF_THE_APP = ("content-type", "x-sent-at")
"""Headers that the app itself writes; all others are the browser's."""
NAMES_ARE_DATA = {".data.changes"}
MAY_BE_LEFT_OUT = {
    "list_product": {"how_made", "voice"},
    "edit_product": {"first"},
    "change_stock": {"mark"},
    "hand_over": {"tracking_number", "cash_came"},
    "set_voice": {"base"},
    "pause_shop": {"until", "words"},
    "add_maker": {"phone", "village", "village-untuk"},
    "send_story": {"village", "village-untuk"},
}
"""By kind, what the protocol marks with "?": an app that never heard of it is right as well."""
WHOM = ".data.producer"
"""A producer goes by her number, or by the operation that wrote her down, see docs/offline-protocol.md."""


@dataclass(frozen=True)
class Recorded:
    """One operation as it was sent."""

    headers: dict[str, str]
    body: str

    @property
    def operation(self) -> dict[str, Any]:
        """Return what it says."""
        return json.loads(self.body)  # type: ignore[no-any-return]


@cache
def days_of(release: int) -> dict[str, list[Recorded]]:
    """Return what the app of a release sent, by the journey, each in its order."""
    found = json.loads((FOLDER / f"{release}.json").read_text())
    return {journey: [Recorded(**one) for one in sent] for journey, sent in found.items()}


def all_days() -> dict[str, list[Recorded]]:
    """Return what the apps of all releases sent."""
    each = {release: days_of(release) for release in range(1, RELEASE + 1)}
    return {f"{release} {journey}": day for release, days in each.items() for journey, day in days.items()}


def strange(body: str) -> str:
    """Return what in a body is not as it is written down; "" where it is as always."""
    operation = json.loads(body)
    kind, found = operation["kind"], paths(operation)
    known = [paths(one.operation) for day in days_of(RELEASE).values() for one in day if one.operation["kind"] == kind]
    if not known:
        return f"{kind}: none is written down"
    more, less = found - set.union(*known), set.intersection(*known) - found
    optional = {f".data.{name}" for name in MAY_BE_LEFT_OUT.get(kind, ())}
    less = {one for one in less if one.partition(":")[0] not in optional}
    version = UUID(operation["id"]).version
    if more or less or operation["v"] != RELEASE or version != 7:
        return f"{kind} v{operation['v']} (id of version {version}): new {sorted(more)}, gone {sorted(less)}"
    return ""


def paths(value: Any, at: str = "") -> set[str]:
    """Return what a body is made of: each place in it with what kind of value stands there."""
    return set(_paths(value, at))


def _paths(value: Any, at: str) -> Iterator[str]:
    if at == WHOM:
        yield f"{at}:whom"
    elif isinstance(value, dict):
        yield f"{at}:an object"
        for name, each in value.items():
            yield from _paths(each, f"{at}.*" if at in NAMES_ARE_DATA else f"{at}.{name}")
    elif isinstance(value, list):
        yield f"{at}:a list"
        for each in value:
            yield from _paths(each, f"{at}[]")
    else:
        yield f"{at}:{type(value).__name__}"


def write_down(journey: str, headers: dict[str, str], body: str) -> None:
    """Add what a journey sent to what is written down of this release; of what was made ready anew the last."""
    path = FOLDER / f"{RELEASE}.json"
    found = json.loads(path.read_text()) if path.exists() else {}
    sent = Recorded({name: headers[name] for name in OF_THE_APP}, body)
    others = [one for one in found.get(journey, []) if Recorded(**one).operation["id"] != sent.operation["id"]]
    found[journey] = [*others, asdict(sent)]
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
