"""Sixteen workers that start together, each on a database connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connection

T = TypeVar("T")

WORKERS = 16


def at_once(work: Callable[[], T], workers: int = WORKERS) -> list[T]:
    """Run `work` in so many threads at the same moment; return what each brought back."""
    gate = threading.Barrier(workers)

    def one() -> T:
        try:
            connection.ensure_connection()
            gate.wait()
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(workers) as pool:
        return [future.result() for future in [pool.submit(one) for _ in range(workers)]]
