"""A few accounts, journals as the shop writes them, raw SQL, and workers that start together."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from market.ledger.actions import AccountName, Posting, record_journal
from market.ledger.models import Journal, Kind

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
STRIPE = AccountName("gateway:stripe", "Uang di Stripe", Kind.ASSET)
HELD = AccountName("held", "Uang pembeli yang ditahan", Kind.LIABILITY)
IDA = AccountName("seller:7", "Toko Ida", Kind.LIABILITY)
COMMISSION = AccountName("income:commission", "Komisi", Kind.INCOME)
FEES = AccountName("expense:gateway_fees", "Biaya gerbang", Kind.EXPENSE)
WORKERS = 16


def both(debit: AccountName, credit: AccountName, amount: int) -> list[Posting]:
    """Return the two postings of the plainest journal."""
    return [Posting(debit, amount), Posting(credit, -amount)]


def paid(amount: int = 45_000, **changes: Any) -> Journal | None:
    """Record that a card payment of an order came in."""
    words: dict[str, Any] = {
        "key": "payment:1",
        "kind": "payment",
        "about": "PS-7K3M-9QWD",
        "memo": "Kartu",
        "happened_at": NOON,
        "postings": both(STRIPE, HELD, amount),
    }
    return record_journal(**{**words, **changes})


def run(sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
    """Run one statement past Django's models, and return its rows."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall() if cursor.description else []


def check_now() -> None:
    """Let the deferred triggers speak without a commit."""
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("SET CONSTRAINTS ALL DEFERRED")


def at_once(works: Sequence[Callable[[], object]]) -> list[object]:
    """Run each work in a thread and on a connection of its own, all let go together; return results or errors."""
    gate = threading.Barrier(len(works))
    results: list[object] = [None] * len(works)

    def one(place: int, work: Callable[[], object]) -> None:
        try:
            connection.ensure_connection()
            gate.wait(timeout=30)
            results[place] = work()
        except Exception as error:  # noqa: BLE001  (the test looks at it)
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=numbered) for numbered in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
