"""What the market takes of a sale: an ordered card of rates, frozen into each order when it is placed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db import transaction

from catalogue.models import Category
from market.settlement.dues import half_up
from market.settlement.models import CommissionLine, CommissionRate
from market.settlement.splits import split
from market.settlement.templatetags.money import rupiah


@dataclass(frozen=True, kw_only=True)
class CommissionBase:
    """One line of an order: the categories its product is in, and what the buyer pays for it, in whole rupiah."""

    category_ids: Sequence[int]
    total: int


@transaction.atomic
def freeze_commission(
    *, order_id: int, partner_id: int, village_id: str | None, lines: Sequence[CommissionBase], delivery: int
) -> list[CommissionLine]:
    """Write down what the market takes of an order that is being placed; a second call changes nothing.

    Each line goes to the first active rate whose rules all hold (a category also means those below it; the total is
    that of all lines). A rate takes its percentage of its lines together, halves upward, or its fixed amount once;
    then its floor and cap, and never more than it was reckoned from. Rates that include delivery add their lines'
    part of it. Amounts are whole rupiah.
    """
    known = list(CommissionLine.objects.filter(order_id=order_id))
    if known:
        return known
    card = [_Rule.of(rate) for rate in CommissionRate.objects.filter(is_active=True).select_related("category")]
    paths = _paths(lines)
    total = sum(line.total for line in lines)
    bases: dict[CommissionRate, int] = {}
    for line, carried in zip(lines, _deliveries(lines, delivery), strict=True):
        rate = _first(card, line, paths, partner_id, village_id, total)
        if rate is not None:
            bases[rate] = bases.get(rate, 0) + line.total + (carried if rate.includes_delivery else 0)
    return CommissionLine.objects.bulk_create(
        CommissionLine(order_id=order_id, rate=rate, name=rate.name, base=base, amount=taken(rate, base))
        for rate, base in bases.items()
    )


def taken(rate: CommissionRate, base: int) -> int:
    """Return what a rate takes of `base`, in whole rupiah."""
    amount = rate.amount if rate.kind == CommissionRate.Kind.FIXED else half_up(base, rate.basis_points)
    amount = max(amount, rate.floor)
    return min(amount, base, *([] if rate.cap is None else [rate.cap]))


class _Rule(NamedTuple):
    rate: CommissionRate
    path: str

    @classmethod
    def of(cls, rate: CommissionRate) -> _Rule:
        return cls(rate, rate.category.path if rate.category else "")

    def holds(self, paths: list[str], partner_id: int, village_id: str | None, total: int) -> bool:
        rate = self.rate
        return (
            rate.partner_id in (None, partner_id)
            and rate.village_id in (None, village_id)
            and total >= rate.total_from
            and (rate.total_to is None or total <= rate.total_to)
            and any(path.startswith(self.path) for path in paths or [""])
        )


def _first(
    card: list[_Rule], line: CommissionBase, paths: dict[int, str], partner_id: int, village_id: str | None, total: int
) -> CommissionRate | None:
    mine = [paths[pk] for pk in line.category_ids if pk in paths]
    return next((rule.rate for rule in card if rule.holds(mine, partner_id, village_id, total)), None)


def _paths(lines: Sequence[CommissionBase]) -> dict[int, str]:
    """Return the place of each category in the tree; those below one begin with its path."""
    wanted = {pk for line in lines for pk in line.category_ids}
    return dict(Category.objects.filter(pk__in=wanted).values_list("pk", "path"))


def _deliveries(lines: Sequence[CommissionBase], delivery: int) -> list[int]:
    """Return each line's part of the delivery charge."""
    weights = [line.total for line in lines]
    return split(delivery, weights) if sum(weights) else [0] * len(weights)


def applies_to(rate: CommissionRate) -> str:
    """Return in words what a rate is for."""
    words = [str(what) for what in (rate.category, rate.partner, rate.village) if what]
    if rate.total_from:
        words.append(f"belanja mulai {rupiah(rate.total_from)}")
    if rate.total_to is not None:
        words.append(f"belanja sampai {rupiah(rate.total_to)}")
    return ", ".join(words) or "semua barang"


def amount_in_words(rate: CommissionRate) -> str:
    """Return in words what a rate takes."""
    if rate.kind == CommissionRate.Kind.FIXED:
        words = [f"{rupiah(rate.amount)} setiap pesanan"]
    else:
        percent = f"{rate.basis_points / 100:g}".replace(".", ",")
        words = [f"{percent} % dari barang" + (" dan ongkos kirim" if rate.includes_delivery else "")]
    if rate.floor:
        words.append(f"paling sedikit {rupiah(rate.floor)}")
    if rate.cap is not None:
        words.append(f"paling banyak {rupiah(rate.cap)}")
    return ", ".join(words)
