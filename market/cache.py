"""The cache in Redis. It holds nothing that cannot be lost, so pages are made without it while it is away.

Then nothing is found and nothing kept. Only counting (`incr`) says so, as an error: whoever counts decides what that
means (`market/accounts/counting.py`). Locks (`add`) are had by nobody: allauth lets nobody ask for codes uncounted.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from time import monotonic
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis import RedisError

logger = logging.getLogger(__name__)

PAUSE = 5.0  # seconds without asking, after an answer that did not come
AWAY = (RedisError, OSError)


class ForgivingClient(RedisCacheClient):
    """Follows RedisCacheClient of Django 5.2."""

    _asked_again_at = 0.0

    def add(self, key: Any, value: Any, timeout: Any) -> bool:
        return bool(self._ask(super().add, False, key, value, timeout))

    def get(self, key: Any, default: Any) -> Any:
        return self._ask(super().get, default, key, default)

    def set(self, key: Any, value: Any, timeout: Any) -> None:
        self._ask(super().set, None, key, value, timeout)

    def touch(self, key: Any, timeout: Any) -> bool:
        return bool(self._ask(super().touch, False, key, timeout))

    def delete(self, key: Any) -> bool:
        return bool(self._ask(super().delete, False, key))

    def get_many(self, keys: Any) -> dict[Any, Any]:
        return dict(self._ask(super().get_many, {}, keys))

    def has_key(self, key: Any) -> bool:
        return bool(self._ask(super().has_key, False, key))

    def set_many(self, data: Any, timeout: Any) -> None:
        self._ask(super().set_many, None, data, timeout)

    def delete_many(self, keys: Any) -> None:
        self._ask(super().delete_many, None, keys)

    def clear(self) -> bool:
        return bool(self._ask(super().clear, False))

    def incr(self, key: Any, delta: Any) -> int:
        if self._is_away:
            raise ConnectionError("Redis did not answer a moment ago")
        return int(super().incr(key, delta))

    @property
    def _is_away(self) -> bool:
        return monotonic() < self._asked_again_at

    def _ask(self, question: Callable[..., Any], otherwise: Any, *said: Any) -> Any:
        if self._is_away:
            return otherwise
        try:
            return question(*said)
        except AWAY as problem:
            self._asked_again_at = monotonic() + PAUSE
            logger.warning("Redis does not answer; nothing is kept in the cache for %d s: %s", PAUSE, problem)
            return otherwise


class ForgivingRedis(RedisCache):
    """Follows RedisCache of Django 5.2."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = ForgivingClient
