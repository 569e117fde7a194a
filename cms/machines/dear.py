"""What programs ask for and is dear to make: kept for everybody, and made by one at a time."""

from __future__ import annotations

from collections.abc import Callable
from time import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse

from market.pagecache.version import current_version

AT_LEAST = 1_800  # seconds; a busy shop raises the version of the pages all the time
A_DAY = 86_400
LONGEST_MAKING = 120
AGAIN_IN = 30


class BeingMade(Exception):
    """There is none yet, and somebody else is making it."""


def kept(key: str, make: Callable[[], bytes | None]) -> bytes | None:
    """Return what is kept, half an hour whatever changes and at most a day; else make it, and keep it if it is there.

    While one makes it all others get the old one. Without the shared cache, which says who makes it, nobody does.

    Raises:
        BeingMade: there is no old one.
    """
    if settings.PAGE_CACHE == "off":
        return make()
    made_at, made_for, body = cache.get(key) or (0.0, None, None)
    if body is not None and (time() - made_at < AT_LEAST or made_for == current_version()):
        return bytes(body)
    if not cache.add(f"{key}:making", 1, LONGEST_MAKING):
        if body is None:
            raise BeingMade
        return bytes(body)
    try:
        version, anew = current_version(), make()
        if anew is not None:
            cache.set(key, (time(), version, anew), A_DAY)
        return anew
    finally:
        cache.delete(f"{key}:making")


def come_again() -> HttpResponse:
    """Return the answer to whoever asks while it is made for the first time."""
    return HttpResponse(status=503, headers={"Retry-After": str(AGAIN_IN)})
