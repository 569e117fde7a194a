"""How an amount is shared out so that not a rupiah is lost or made."""

from __future__ import annotations

from collections.abc import Sequence


def split(amount: int, weights: Sequence[int]) -> list[int]:
    """Return whole shares of `amount`, as near to the weights as can be, that add up to it.

    Largest remainder (Hamilton's method): each gets the floor of its part, and the rupiah that are left go one each to
    the largest remainders; the first of equals wins, so that the same question has one answer.

    Raises:
        ValueError: when an amount or weight is negative, or nobody has any weight.
    """
    total = sum(weights)
    if amount < 0 or total <= 0 or min(weights) < 0:
        raise ValueError(f"cannot split {amount} by {list(weights)}")
    shares = [amount * weight // total for weight in weights]
    remainders = [amount * weight % total for weight in weights]
    left = amount - sum(shares)
    for index in sorted(range(len(weights)), key=lambda index: -remainders[index])[:left]:
        shares[index] += 1
    return shares
