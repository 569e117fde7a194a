"""How often something is done: counted in the cache that all processes share, or row by row in the database.

What is counted in the cache costs us work and nothing else. So where it does not answer everybody is let through, and
the log says so; the limits of signing in are allauth's, and nobody signs in while they cannot be counted.
"""

from __future__ import annotations

import hashlib
import logging

from django.core.cache import cache
from django.db import connection

from market.cache import AWAY

logger = logging.getLogger(__name__)


def count(key: str, *, within: int, more: int = 1) -> int:
    """Count one, or so many, more and return how many that makes within so many seconds; 0 where nobody can count."""
    try:
        cache.add(key, 0, within)
        return int(cache.incr(key, more))
    except ValueError:  # the time ended between the two
        return more
    except AWAY as problem:
        logger.warning("The cache does not answer, and a limit does not hold: %s", problem)
        return 0


def counted(key: str) -> int:
    """Return how many were counted; 0 where nobody can count."""
    return int(cache.get(key, 0))


def one_at_a_time(*names: str) -> None:
    """Let whoever counts under one of these names wait here until the transaction of whoever came before is over."""
    locks = sorted(int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True) for name in names)
    with connection.cursor() as cursor:
        for lock in locks:  # always in the same order, so that no two wait for each other
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])
