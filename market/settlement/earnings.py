"""What sellers earn: an order that was received turns buyers' money into theirs, once."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from market.ledger.actions import open_accounts
from market.settlement import accounts, postings
from market.settlement.accounts import Shop
from market.settlement.models import SellerTransfer, StatementLetter
from market.settlement.order_money import OrderMoney, lock_order, terms_of


@transaction.atomic
def fulfil(*, order_id: int, now: datetime) -> SellerTransfer | None:
    """Share out the money of an order that its buyer has received, and note what the seller has earned, once.

    Goods, delivery, the market's part of discounts, commission and tax become journals; what was refunded before has
    shrunk all of them in proportion. What the seller holds already (direct or cash) is taken off: then the transfer
    is what she owes, below zero. Whole rupiah. Money of which all goes back, now or once a dispute lets it, counts for
    nothing. None when no money has arrived for the order yet: whoever books it comes here again.

    Raises:
        NotOurOrder: when there is no such order.
    """
    money = lock_order(order_id)
    key = f"fulfilment:{order_id}"
    known = SellerTransfer.objects.filter(key=key).first()
    if known is not None:
        return known
    terms = terms_of(money.order, is_taxed=is_withheld(money.seller, now))
    if not money.counted and terms.total:
        return None
    due = terms.due(money.held()[0])
    open_accounts([money.owed, *accounts.FIXED, *(accounts.asset_of(split.payment) for split in money.splits)])
    postings.fulfilment(order_id=order_id, number=money.number, due=due, owed=money.owed, at=now)
    return SellerTransfer.objects.create(
        key=key,
        partner_id=money.seller.pk,
        order=money.order,
        kind=SellerTransfer.Kind.FULFILMENT,
        amount=due.seller - _take_off(money, now),
        created_at=now,
    )


def is_withheld(partner: Shop, now: datetime) -> bool:
    """Is PPh 22 taken off what this seller sells now?

    The switch PPH22_IS_WITHHELD is for all; a seller with a statement letter of the year sells free of it (a person
    under Rp500 million a year, PMK 37/2025).
    """
    return (
        bool(settings.PPH22_IS_WITHHELD)
        and not StatementLetter.objects.filter(partner_id=partner.pk, year=timezone.localtime(now).year).exists()
    )


def _take_off(money: OrderMoney, now: datetime) -> int:
    """Take off what the seller already holds of this order; return how much that is."""
    taken = 0
    for split in money.counted:
        if split.payment.partner_id:
            kept = split.amount - split.refund_asked
            postings.offset(split=split, amount=kept, owed=money.owed, at=now)
            taken += kept
    return taken
