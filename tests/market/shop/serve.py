"""Serve the shop with sixteen places at work: python -m tests.market.shop.serve PORT guarded|unguarded.

Every place pauses between looking at the stock and taking it, as a busy server does, guarded or not: so all sixteen
have looked before the first has taken. Unguarded, stock is taken the way stock Oscar takes it, without a condition,
and no row is ever locked.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import django
from django.urls import get_resolver
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

WORKERS = THREADS = 4
PAUSE = 0.15  # seconds


def pausing(allocate: Callable[..., None]) -> Callable[..., None]:
    """Return the same act after a pause."""

    def after_a_pause(self: object, quantity: int) -> None:
        time.sleep(PAUSE)
        allocate(self, quantity)

    return after_a_pause


def serve(port: int, *, is_guarded: bool) -> None:
    """Serve until told to end. Django is set up once; the workers are forked from here."""
    django.setup()
    from django.db.models import QuerySet
    from oscar.apps.partner.abstract_models import AbstractStockRecord

    from market.shop.partner.models import StockRecord

    allocate = StockRecord.allocate if is_guarded else AbstractStockRecord.allocate
    StockRecord.allocate = pausing(allocate)  # type: ignore[method-assign]
    if not is_guarded:
        QuerySet.select_for_update = lambda self, *args, **more: self.all()  # type: ignore[method-assign]
    _ = get_resolver().url_patterns
    Server(
        "market.wsgi:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        workers_kill_timeout=10,
        log_level=LogLevels.error,
        websockets=False,
    ).serve()


if __name__ == "__main__":
    serve(int(sys.argv[1]), is_guarded=sys.argv[2] == "guarded")
