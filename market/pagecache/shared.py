"""A second shelf in Redis that all workers share: a new worker finds there what the others have made.

What lies there is checked against the database's version as what lies in memory. Redis being away costs nothing but
the pages made anew: it is asked again after a few seconds, and no page ever fails for it.
"""

from __future__ import annotations

import json
import logging
import re
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from time import monotonic, time
from typing import Any

from django.conf import settings
from redis import Redis, RedisError

from market.pagecache.addresses import Address
from market.pagecache.pages import Page

logger = logging.getLogger(__name__)

PREFIX = "page"
PATIENCE = 0.25  # seconds for an answer
PAUSE = 5.0  # seconds without asking, after one that did not come
CODE = ("**/*.py", "**/*.html", "**/*.mo")


class SharedShelf:
    """Pages by address in one Redis; each is forgotten after `longest` seconds."""

    def __init__(self, url: str, *, longest: int) -> None:
        self._redis: Any = Redis.from_url(url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE)
        self._longest = longest
        self._asked_again_at = 0.0

    def get(self, address: Address) -> Page | None:
        """Return what is kept there, however old."""
        found = self._ask(lambda: self._redis.hgetall(key_of(address)))
        if not found or b"" not in found:
            return None
        version, made_at, headers = json.loads(found.pop(b""))
        age = max(0.0, time() - made_at)
        bodies = {("" if name == b"plain" else name.decode()): body for name, body in found.items()}
        return Page(version.encode(), monotonic() - age, headers, bodies)

    def put(self, address: Address, page: Page) -> None:
        """Keep a page."""
        head = json.dumps([(page.version or b"").decode(), time(), page.headers])
        fields = {"": head, **{name or "plain": body for name, body in page.bodies.items()}}
        whole = self._redis.pipeline(transaction=True)
        whole.hset(key_of(address), mapping=fields)
        whole.expire(key_of(address), self._longest)
        self._ask(whole.execute)

    def _ask(self, question: Any) -> Any:
        if monotonic() < self._asked_again_at:
            return None
        try:
            return question()
        except (RedisError, OSError) as problem:
            self._asked_again_at = monotonic() + PAUSE
            logger.warning("No page from or to Redis for %d s: %s", PAUSE, problem)
            return None


@lru_cache(maxsize=4)
def shared_shelf(url: str, longest: int) -> SharedShelf:
    """Return this process' door to the Redis at `url`."""
    return SharedShelf(url, longest=longest)


def key_of(address: Address) -> str:
    """Return the name of a page in Redis; other code, styles or settings make other pages."""
    return f"{PREFIX}:{release()}:{blake2b(repr(tuple(address)).encode(), digest_size=16).hexdigest()}"


@lru_cache(maxsize=1)
def release() -> str:
    """Return a hash of code, templates, words, the list of static files and the settings: another one, other pages.

    `Front` asks for it before the first request, as files may be exchanged under a process that still runs.
    """
    root, found = Path(settings.ROOT), blake2b(digest_size=8)
    rooms = ("market", "catalogue", "sellers", "cms", "locale")
    files = sorted(path for room in rooms for kind in CODE for path in (root / room).glob(kind))
    for path in [*files, root / "requirements.lock", Path(settings.STATIC_ROOT) / "staticfiles.json"]:
        if path.is_file():
            found.update(str(path.relative_to(root) if path.is_relative_to(root) else path.name).encode())
            found.update(path.read_bytes())
    found.update(settings_in_words().encode())
    return found.hexdigest()


def settings_in_words() -> str:
    """Return every setting as text that is the same in each process; the database's name is among them.

    What has no words of its own, such as a function, is told by its kind: the code that makes it is in the hash.
    """
    names = sorted(name for name in dir(settings) if name.isupper())
    return json.dumps({name: getattr(settings, name) for name in names}, default=_told, skipkeys=True)


def _told(value: object) -> object:
    if isinstance(value, (set, frozenset)):
        return sorted(map(str, value))
    return str(value) if isinstance(value, (Path, Decimal, date, timedelta, re.Pattern)) else type(value).__qualname__
