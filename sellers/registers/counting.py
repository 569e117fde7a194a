"""Stock is counted in so many more or fewer, each once, in whatever order they come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from market.shop.partner.models import StockRecord
from sellers.register_models import StockChange

if TYPE_CHECKING:
    from catalogue.models import Product
    from market.accounts.models import User


SAME_MARK = timedelta(days=2)
"""Who marks as sold out what another has marked lately, and had not heard of it, says the same thing again."""

LAST_MARK = Subquery(
    StockChange.objects.filter(product=OuterRef("pk"), is_sold_out=True).order_by("-pk").values("pk")[:1]
)
"""The number of a product's, or a size's, last mark of "sold out", None without one: a phone says which it knew of."""


@transaction.atomic
def change_stock(
    *,
    thing: Product,
    delta: int,
    by: User,
    made_at: datetime,
    operation: str,
    is_sold_out: bool = False,
    knew: int = 0,
) -> StockRecord:
    """Take so many more or fewer of a product, or of a size, into account; return how its offer stands then.

    With `is_sold_out` all are taken away that the writer saw, minus `delta`; see `total_of`. `knew` is the number of
    the last mark that was in what the writer saw.
    """
    offer = _locked(thing)
    known = list(StockChange.objects.filter(product=thing))
    change = StockChange.objects.create(
        product=thing, delta=delta, is_sold_out=is_sold_out, knew=knew, by=by, made_at=made_at, operation=operation
    )
    offer.count(total_of([*known, change]) - total_of(known))
    return offer


def total_of(changes: Iterable[StockChange]) -> int:
    """Return by how much changes raise or lower a stock together, whatever the order in which they came.

    Several marks of "sold out" with nothing new between them are one, which takes away the most that any of them saw.
    Whoever had heard of one of them and still saw some saw what came free since, and says something new.
    """
    total, seen, first, marks = 0, 0, None, set[int]()
    for change in sorted(changes, key=lambda one: (one.made_at, one.operation)):
        if not change.is_sold_out:
            total += change.delta
            first = None if change.delta > 0 else first
            continue
        if first is None or change.made_at - first > SAME_MARK or any(mark <= change.knew for mark in marks):
            seen, first, marks = 0, change.made_at, set()
        marks.add(change.pk)
        total -= max(0, -change.delta - seen)
        seen = max(seen, -change.delta)
    return total


@transaction.atomic
def say_stock(*, thing: Product, stock: int, by: User, now: datetime) -> None:
    """Say how many can still be sold, as somebody has just counted, and keep by how much that changed it."""
    offer = _locked(thing)
    delta = stock - offer.net_stock_level + offer.owed
    StockChange.objects.create(product=thing, delta=delta, by=by, made_at=now, operation=str(uuid4()))
    set_stock(product=thing, stock=stock)


def set_stock(*, product: Product, stock: int) -> None:
    """Say how many can still be sold; what orders have already taken is kept apart, in the same UPDATE.

    Whoever counts anew owes nothing more.
    """
    whole = product.parent or product
    StockRecord.objects.filter(product=product, partner_id=whole.seller_id).update(
        num_in_stock=Coalesce(F("num_allocated"), 0) + stock, owed=0
    )


def _locked(thing: Product) -> StockRecord:
    whole = thing.parent or thing
    return StockRecord.objects.select_for_update().get(product=thing, partner_id=whole.seller_id)
