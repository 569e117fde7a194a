"""Who carries out which kind of effect. Rooms register their handlers from `AppConfig.ready()`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol


class Handler(Protocol):
    """Does the effect. It may run twice (a worker can die between doing and noting), so it must bear that."""

    def __call__(self, payload: dict[str, Any], *, key: str) -> None: ...


class UnknownKind(LookupError):
    """No room carries out effects of this kind."""


class Hopeless(Exception):
    """Raised by a handler when trying again cannot help; the effect is parked at once."""


_handlers: dict[str, Handler] = {}


def carries_out(kind: str) -> Callable[[Handler], Handler]:
    """Register the decorated function as the one handler of `kind`."""

    def register(handler: Handler) -> Handler:
        if _handlers.setdefault(kind, handler) is not handler:
            raise ValueError(f"Two handlers for effects of kind {kind!r}")
        return handler

    return register


def handler_of(kind: str) -> Handler:
    """Return the handler of `kind`.

    Raises:
        UnknownKind: when no room registered one; the sentence says how to.
    """
    try:
        return _handlers[kind]
    except KeyError:
        raise UnknownKind(
            f"Nobody carries out effects of kind {kind!r}: decorate a handler with @carries_out({kind!r}) "
            "in the room's effects.py and import that module in its AppConfig.ready()"
        ) from None
