"""Refunds that together make a sum, and those that are cut in two for it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F

from market.settlement.models import Refund
from market.settlement.refunds import fitting

AT_ONCE = 14
"""How many refunds are looked through for the best fit together."""


def best_fit(refunds: Sequence[Refund], amount: int) -> list[Refund]:
    """Return those of the first refunds that together come nearest to `amount` without passing it."""
    best: dict[int, list[Refund]] = {0: []}
    for refund in refunds[:AT_ONCE]:
        for reached, chosen in list(best.items()):
            if reached + refund.amount <= amount:
                best.setdefault(reached + refund.amount, [*chosen, refund])
    return best[max(best)]


def fitting_into(refunds: Sequence[Refund], amount: int) -> list[Refund]:
    """Return those that together come near to `amount` without passing it, the first ones first when they are many."""
    chosen: list[Refund] = []
    for start in range(0, len(refunds) if amount > 0 else 0, AT_ONCE):
        fit = best_fit(refunds[start : start + AT_ONCE], amount)
        amount -= sum(refund.amount for refund in fit)
        chosen += fit
    return chosen


def cut_off(refund: Refund, part: int, key: str) -> Refund:
    """Make two of a locked refund, and return the one of `part`, which counts as asked for."""
    Refund.objects.filter(pk=refund.pk).update(amount=F("amount") - part)
    return Refund.objects.create(
        split=refund.split,
        amount=part,
        reason=refund.reason,
        key=fitting(f"{key}/part/{refund.pk}"),
        asked_at=refund.asked_at,
        asked_by_id=refund.asked_by_id,
    )
