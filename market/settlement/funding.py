"""Who bears a discount: the seller, the market, or both; stated beside the offer and frozen into each order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from market.settlement.models import DiscountLine, Funding
from market.settlement.splits import split


@dataclass(frozen=True, kw_only=True)
class DiscountShare:
    """What one offer took off one order, in whole rupiah."""

    offer_id: int
    name: str
    amount: int
    voucher_code: str = ""


@transaction.atomic
def freeze_discounts(*, order_id: int, shares: Sequence[DiscountShare]) -> list[DiscountLine]:
    """Write down what each offer took off an order that is being placed, and how much of it the market bears.

    An offer without a funding is the seller's own. A second call changes nothing.
    """
    known = list(DiscountLine.objects.filter(order_id=order_id))
    if known:
        return known
    percents = dict(
        Funding.objects.filter(offer_id__in={share.offer_id for share in shares}).values_list(
            "offer_id", "marketplace_percent"
        )
    )
    return DiscountLine.objects.bulk_create(
        DiscountLine(
            order_id=order_id,
            offer_name=share.name[:128],
            voucher_code=share.voucher_code,
            amount=share.amount,
            by_marketplace=borne_by_market(share.amount, percents.get(share.offer_id, 0)),
        )
        for share in shares
        if share.amount
    )


def borne_by_market(amount: int, percent: int) -> int:
    """Return the market's part of a discount; with the seller's it adds up to the rupiah."""
    return split(amount, [percent, 100 - percent])[0]
