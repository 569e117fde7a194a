"""Each field of a product is a register: the latest write stands, and what it overtook unseen is kept and shown.

The outcome depends on the writes alone, never on the order in which they come: the winner is the latest by the time at
which it was made, ties by id. A write is lost when another stands in its place whose writer had not seen it: no later
write says that it was based on it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sellers.register_models import Write

if TYPE_CHECKING:
    from catalogue.models import Product
    from market.accounts.models import User

AT_FIRST = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Change:
    """A new value for a field, and the one that its writer saw before; None when nobody knows."""

    field: str
    base: str | None
    value: str


@dataclass(frozen=True, kw_only=True)
class Author:
    """Who wrote, when by our clock, and under which id."""

    by: User | None
    made_at: datetime
    operation: str


def merge(product: Product, changes: Iterable[Change], *, present: dict[str, str], author: Author) -> dict[str, str]:
    """Keep the changes of a locked product; return the value that stands now, by field.

    `present` is what the product says at the moment. Where that is not what was written last, somebody has changed it
    on another way, having seen what was there.
    """
    return {change.field: _merge_one(product, change, present[change.field], author) for change in changes}


def _merge_one(product: Product, change: Change, present: str, author: Author) -> str:
    rows = in_time(Write.objects.filter(product=product, field=change.field))
    if not rows or rows[-1].value != present:
        rows.append(_as_it_is(product, change.field, present, rows))
    row = Write.objects.create(
        shop_id=_shop_of(product),
        product=product,
        field=change.field,
        base=change.base,
        value=change.value,
        made_at=author.made_at,
        operation=author.operation,
        by=author.by,
    )
    rows = in_time([*rows, row])
    mark_lost(rows, lost_in(rows))
    return rows[-1].value


def in_time(rows: Iterable[Write]) -> list[Write]:
    """Return writes of a field as they were made; the last one stands."""
    return sorted(rows, key=lambda row: (row.made_at, row.operation))


def _as_it_is(product: Product, field: str, present: str, rows: list[Write]) -> Write:
    """Write down what stands there though no write says so: what it was listed with, or was changed to otherwise."""
    last = rows[-1] if rows else None
    return Write.objects.create(
        shop_id=_shop_of(product),
        product=product,
        field=field,
        base=last.value if last else None,
        value=present,
        made_at=last.made_at + timedelta(microseconds=1) if last else AT_FIRST,
        operation=f"{last.operation}+"[-40:] if last else "",
    )


def lost_in(rows: list[Write]) -> list[Write]:
    """Return which writes of a field, as they were made, others overtook whose writers had not seen them."""
    return [
        row
        for number, row in enumerate(rows)
        if row.value != rows[-1].value and all(later.base != row.value for later in rows[number + 1 :])
    ]


def mark_lost(rows: Iterable[Write], lost: list[Write]) -> None:
    """Note of writes of a field which of them were overtaken unseen."""
    for row in rows:
        is_lost = row in lost
        if is_lost != row.is_lost:
            row.is_lost = is_lost
            row.save(update_fields=["is_lost"])


def _shop_of(product: Product) -> int:
    return int((product.parent or product).seller_id)
