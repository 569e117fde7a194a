"""The kinds of operations, and how each ends. Rooms of this house register theirs with `@does("…")`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from market.accounts.models import User
    from sellers.models import Seller

NEWER = "Aplikasi di HP Anda lebih baru daripada Pasar Hulu. Kiriman ini menunggu sebentar."


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What somebody sent to be done: who, what, and when it was made by our clock."""

    id: str
    kind: str
    user: User
    data: dict[str, Any]
    made_at: datetime
    now: datetime


@dataclass(frozen=True, kw_only=True)
class Work(Sent):
    """An operation for a shop that is open."""

    shop: Seller


@dataclass(frozen=True, kw_only=True)
class Done:
    """It is done; `words` say so to the producer."""

    words: str
    result: dict[str, Any] = field(default_factory=dict)


class NeedsAttention(Exception):
    """It cannot be done as it is; `words` and, by field, `fields` say what the producer is to do. Final."""

    def __init__(self, words: str, fields: dict[str, str] | None = None) -> None:
        super().__init__(words)
        self.words, self.fields = words, fields or {}


class NotNow(Exception):
    """Nothing is kept of it: it stays in the phone's queue until what is missing is there."""

    status = 403
    state = "not_yours"

    def __init__(self, words: str, **more: Any) -> None:
        super().__init__(words)
        self.words, self.more = words, more


class PhotosMissing(NotNow):
    """Photos have to come first; `missing` are their hashes."""

    status = 424
    state = "photos"


class Later(NotNow):
    """Somebody else has to answer first, such as a payment's gateway: the same again in a moment."""

    status = 503
    state = "later"


class Newer(NotNow):
    """The phone's app knows what nobody here does yet: it waits until the server has caught up."""

    status = 426
    state = "newer"

    def __init__(self) -> None:
        super().__init__(NEWER)


Doer = Callable[[Work], Done]
PersonDoer = Callable[[Sent], Done]
_doers: dict[str, Doer] = {}
_person_doers: dict[str, PersonDoer] = {}


def does(kind: str) -> Callable[[Doer], Doer]:
    """Register the decorated function as what does operations of this kind.

    It runs in one transaction with the note that the operation was taken; NeedsAttention undoes what it did.
    """

    def register(doer: Doer) -> Doer:
        if kind in _person_doers or _doers.setdefault(kind, doer) is not doer:
            raise ValueError(f"Two doers for operations of kind {kind!r}")
        return doer

    return register


def does_for_anybody(kind: str) -> Callable[[PersonDoer], PersonDoer]:
    """Register the same for a kind that needs no shop: whoever is signed in may do it."""

    def register(doer: PersonDoer) -> PersonDoer:
        if kind in _doers or _person_doers.setdefault(kind, doer) is not doer:
            raise ValueError(f"Two doers for operations of kind {kind!r}")
        return doer

    return register


def known_kinds() -> list[str]:
    """Return the kinds that are done here; pages tell the app, so that it sends no others."""
    return sorted([*_doers, *_person_doers])


def check_known(kind: str) -> None:
    """Raise Newer when nothing does operations of this kind."""
    if kind not in _doers and kind not in _person_doers:
        raise Newer


def do(sent: Sent, *, shop_of: Callable[[Sent], Seller]) -> Done:
    """Do an operation; `shop_of` is asked for the shop where the kind is about one."""
    if sent.kind in _person_doers:
        return _person_doers[sent.kind](sent)
    return _doers[sent.kind](Work(**vars(sent), shop=shop_of(sent)))
