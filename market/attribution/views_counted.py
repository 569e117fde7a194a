"""Looks at product pages, counted ahead of the page cache: kept in memory for some seconds, then written together."""

from __future__ import annotations

import atexit
import logging
import re
from collections import Counter
from datetime import date
from threading import Lock, Timer

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.http import HttpRequest
from django.utils import timezone

from market.attribution.counting import add_views
from market.attribution.said import in_address
from market.pagecache.counted import counts

logger = logging.getLogger(__name__)

PRODUCT = re.compile(r"/produk/[^/]+-([1-9][0-9]{0,8})/")
MOST = 5_000
"""How many different sums wait in memory at most."""

Look = tuple[date, int, int]


class Tally:
    """Looks of one process that are not written yet, by day, story and product; threads share it."""

    def __init__(self) -> None:
        self._looks: Counter[Look] = Counter()
        self._lock = Lock()
        self._timer: Timer | None = None

    def add(self, look: Look) -> None:
        """Count a look; it is written within VIEW_COUNT_SECONDS, at once when that is 0."""
        with self._lock:
            self._looks[look] += 1
            is_full = len(self._looks) >= MOST
            if settings.VIEW_COUNT_SECONDS and self._timer is None:
                self._timer = Timer(settings.VIEW_COUNT_SECONDS, self._write_behind)
                self._timer.daemon = True
                self._timer.start()
        if is_full or not settings.VIEW_COUNT_SECONDS:
            self.write()

    def write(self) -> None:
        """Write what waits."""
        with self._lock:
            looks, self._looks = self._looks, Counter()
        if looks:
            add_views(looks)

    def stop(self) -> None:
        """Write nothing by itself any more."""
        with self._lock:
            if self._timer:
                self._timer.cancel()
            self._timer = None

    def _write_behind(self) -> None:
        with self._lock:
            self._timer = None
        try:
            self.write()
        except (DatabaseError, InterfaceError):
            logger.exception("Looks of some seconds were not counted")
        finally:
            connection.close()


TALLY = Tally()
atexit.register(TALLY._write_behind)


@counts("produk")
def note_look(request: HttpRequest, path: str) -> None:
    """Count a look at a product's page, with the story that its address names."""
    page = PRODUCT.fullmatch(path)
    if page:
        TALLY.add((timezone.localdate(), in_address(request), int(page[1])))
