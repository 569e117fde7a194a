"""What waits for somebody at the money desk; each line is one query and leads to where it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from market.settlement.models import Payment, SellerPayout


@dataclass(frozen=True, kw_only=True)
class Todo:
    """So many things of one kind wait; `url_name` is where."""

    words: str
    count: int
    url_name: str


COUNTS: list[tuple[str, str, Callable[[], int]]] = [
    (
        "pembayaran yang ditahan untuk diperiksa",
        "money:quarantine",
        lambda: Payment.objects.filter(status=Payment.Status.QUARANTINED).count(),
    ),
    (
        "pencairan yang belum selesai",
        "money:payouts",
        lambda: SellerPayout.objects.filter(status__in=["draft", "exported"]).count(),
    ),
]


def todo() -> list[Todo]:
    """Return what waits, in the order in which it should be done; nothing for kinds of which nothing waits."""
    counted = [Todo(words=words, count=count(), url_name=url_name) for words, url_name, count in COUNTS]
    return [line for line in counted if line.count]
