"""What the double remembers: objects by kind and id, under one lock, kept in a file when one is named."""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Thing = dict[str, Any]

KINDS = ("sessions", "drafts", "intents", "charges", "refunds", "disputes", "transactions", "events", "answers")


class Store:
    """Dictionaries of plain JSON, oldest first. Every reader and writer works inside `changing()`."""

    def __init__(self, path: Path | None = None, clock: Path | None = None) -> None:
        self.path = path
        self.clock = clock
        self.lock = threading.RLock()
        self.shift = 0
        self.on_event: Callable[[Thing], None] | None = None
        self.tables: dict[str, dict[str, Thing]] = {kind: {} for kind in KINDS}
        if path and path.exists():
            self.tables |= json.loads(path.read_text())

    def __getitem__(self, kind: str) -> dict[str, Thing]:
        return self.tables[kind]

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Hold the lock, and write the file when the block has ended."""
        with self.lock:
            yield
            if self.path:
                self._write(self.path)

    def now(self) -> int:
        """Return the double's time in seconds of the Unix clock: a test moves it on by `shift`, the demo by a file."""
        return int(time.time()) + self.shift + _told_by(self.clock)

    def newest_first(self, kind: str) -> list[Thing]:
        """Return all things of a kind, the latest first."""
        return list(reversed(self[kind].values()))

    def _write(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_text(json.dumps(self.tables))
        fresh.replace(path)


def _told_by(clock: Path | None) -> int:
    """Return the seconds that a clock's file holds; none when nobody moved that clock."""
    try:
        return int(clock.read_text()) if clock else 0
    except (FileNotFoundError, ValueError):
        return 0


def new_id(prefix: str) -> str:
    """Return an id that looks like Stripe's, such as pi_3Jk…"""
    return f"{prefix}_{secrets.token_hex(12)}"
