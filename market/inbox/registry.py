"""Who takes what comes from which source. Rooms register their handlers from `AppConfig.ready()`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from market.inbox.models import Arrival

    Handler = Callable[[Arrival], str]


class UnknownSource(LookupError):
    """No room takes arrivals from this source."""


_handlers: dict[str, Handler] = {}


def takes(source: str) -> Callable[[Handler], Handler]:
    """Register the decorated function as the one handler of `source`; it returns the outcome in words.

    It runs inside one transaction with the note that the arrival was taken: both happen or neither.
    """

    def register(handler: Handler) -> Handler:
        if _handlers.setdefault(source, handler) is not handler:
            raise ValueError(f"Two handlers for arrivals from {source!r}")
        return handler

    return register


def handler_of(source: str) -> Handler:
    """Return the handler of `source`.

    Raises:
        UnknownSource: when no room registered one; the sentence says how to.
    """
    try:
        return _handlers[source]
    except KeyError:
        raise UnknownSource(
            f"Nobody takes arrivals from {source!r}: decorate a handler with @takes({source!r}) "
            "and import its module in the room's AppConfig.ready()"
        ) from None
