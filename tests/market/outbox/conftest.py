"""A kind of effect whose handler the tests can look into."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest

from market.outbox import registry


class Bell:
    """Counts how often it was rung, and can be told to fail or to take its time."""

    def __init__(self) -> None:
        self.rung: list[str] = []
        self.error: Exception | None = None
        self.seconds = 0.0
        self._lock = threading.Lock()

    def ring(self, payload: dict[str, Any], *, key: str) -> None:
        with self._lock:
            self.rung.append(key)
        time.sleep(self.seconds)
        if self.error and payload.get("is_poison", True):
            raise self.error


@pytest.fixture
def bell(monkeypatch: pytest.MonkeyPatch) -> Bell:
    bell = Bell()
    monkeypatch.setitem(registry._handlers, "test.bell", bell.ring)
    return bell
