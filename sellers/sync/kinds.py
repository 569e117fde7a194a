"""The kinds of operations, and how each ends. Rooms of this house register theirs with `@does("…")`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from market.accounts.models import User
    from sellers.models import Seller


@dataclass(frozen=True, kw_only=True)
class Work:
    """An operation that is to be done: by whom, for which shop, and when it was made by our clock."""

    id: str
    kind: str
    user: User
    shop: Seller
    data: dict[str, Any]
    made_at: datetime
    now: datetime


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


class UnknownKind(LookupError):
    """Nobody here does this: the phone's app is newer."""


Doer = Callable[[Work], Done]
_doers: dict[str, Doer] = {}


def does(kind: str) -> Callable[[Doer], Doer]:
    """Register the decorated function as what does operations of this kind.

    It runs in one transaction with the note that the operation was taken; NeedsAttention undoes what it did.
    """

    def register(doer: Doer) -> Doer:
        if _doers.setdefault(kind, doer) is not doer:
            raise ValueError(f"Two doers for operations of kind {kind!r}")
        return doer

    return register


def known_kinds() -> list[str]:
    """Return the kinds that are done here; pages tell the app, so that it sends no others."""
    return sorted(_doers)


def doer_of(kind: str) -> Doer:
    """Return what does operations of this kind. Raises UnknownKind when nothing does."""
    try:
        return _doers[kind]
    except KeyError:
        raise UnknownKind(kind) from None
