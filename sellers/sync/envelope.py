"""What every operation comes in: its id, its release, whose it is, what it is and when it was made."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sellers.sync.versions import upgraded

MOST_BYTES = 64 * 1024
MOST_DEEP = 8
LATEST_MS = 32_503_680_000_000  # the year 3000
SOURCE = "jual"
VERSION = 7
"""The version of the ids that phones make (RFC 9562): they tell when something was begun, and none meet."""
NOT_READ = "Kiriman ini tidak terbaca. Perbarui aplikasi di HP Anda, lalu kirim lagi."


class Unreadable(ValueError):
    """It is no operation at all; `id` is the one that it came with, if that much can be read."""

    def __init__(self, id: str = "") -> None:
        super().__init__(NOT_READ)
        self.id = id


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One thing that somebody did on a phone; `made_at` is in ms since the epoch, by the phone's clock."""

    id: str
    v: int
    user: int
    kind: str
    made_at: int
    data: dict[str, Any]
    body: str


def arrival_name(*, user_id: int, operation_id: str) -> str:
    """Return by what name the inbox keeps an operation: the ids of two people never meet."""
    return f"{user_id}:{operation_id}"


def read_operation(raw: bytes) -> Operation:
    """Return what a phone sent, in the form of this release.

    Raises:
        Unreadable: it is too long, too deep, no JSON, or lacks what every operation has.
        versions.NewerPhone: the phone's release is newer than this.
    """
    sent = _sent(raw)
    id = _id(sent.get("id"))
    user, made_at, v = (_whole(sent.get(name), id) for name in ("user", "made_at", "v"))
    kind, data = sent.get("kind"), sent.get("data")
    if not isinstance(kind, str) or not isinstance(data, dict) or not v or made_at > LATEST_MS:
        raise Unreadable(id)
    kind, data = upgraded(id=id, v=v, kind=kind[:40], data=data)
    return Operation(id=id, v=v, user=user, kind=kind, made_at=made_at, data=data, body=raw.decode())


def _sent(raw: bytes) -> dict[str, Any]:
    if len(raw) > MOST_BYTES:
        raise Unreadable
    try:
        text = raw.decode()
        sent = json.loads(text, parse_constant=_no_number)
        json.dumps(sent, ensure_ascii=False).encode()  # half of a surrogate pair is no text
    except (ValueError, RecursionError):
        raise Unreadable from None
    if not isinstance(sent, dict) or _too_deep(sent) or _has_null(sent):
        raise Unreadable(_id_or_none(sent))
    return sent


def _no_number(name: str) -> float:
    raise ValueError(name)


def _too_deep(value: Any, left: int = MOST_DEEP) -> bool:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return left == 0 or any(_too_deep(each, left - 1) for each in inside)


def _has_null(value: Any) -> bool:
    """Say whether there is a NUL in any text, which the database does not keep."""
    if isinstance(value, dict):
        return any(_has_null(key) or _has_null(each) for key, each in value.items())
    if isinstance(value, list):
        return any(map(_has_null, value))
    return isinstance(value, str) and "\0" in value


def _id(value: Any) -> str:
    try:
        found = UUID(value)
    except (ValueError, TypeError, AttributeError):
        raise Unreadable from None
    if str(found) != value:
        raise Unreadable
    if found.version != VERSION:
        raise Unreadable(str(value))
    return str(value)


def _id_or_none(sent: Any) -> str:
    try:
        return _id(sent.get("id")) if isinstance(sent, dict) else ""
    except Unreadable as unreadable:
        return unreadable.id


def _whole(value: Any, id: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**63:
        raise Unreadable(id)
    return value
