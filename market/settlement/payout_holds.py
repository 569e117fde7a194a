"""Payouts that were prepared before a card dispute: what the bank holds of them waits, a file already sent is told of.

Whoever prepares payouts is waited for first, so that none is made of what is just being disputed.
"""

from __future__ import annotations

import logging

from django.conf import settings
from django.db.models import Sum

from market.settlement.alerts import alert
from market.settlement.models import Payment, SellerPayout, SellerTransfer
from market.settlement.payouts import OPEN, wait_for_others
from market.settlement.templatetags.money import rupiah

logger = logging.getLogger(__name__)


def hold_payouts(*, payment: Payment) -> None:
    """Take the orders of a locked payment, whose money a bank took away, out of payouts that nobody has sent yet."""
    wait_for_others()
    disputed = {split.order_id: split.order.number for split in payment.splits.select_related("order")}
    earned = SellerTransfer.objects.filter(order__in=disputed, amount__gt=0, payout__status__in=OPEN)
    payouts = SellerPayout.objects.select_for_update(of=("self",)).filter(
        pk__in=list(earned.values_list("payout", flat=True)), status__in=OPEN
    )
    for payout in payouts.select_related("partner").order_by("pk"):
        mine = earned.filter(payout=payout)
        numbers = ", ".join(sorted(disputed[order_id] for order_id in set(mine.values_list("order_id", flat=True))))
        if payout.status == SellerPayout.Status.DRAFT:
            _take_out(payout, list(mine.values_list("pk", flat=True)), numbers)
        else:
            _warn(payout, payment, numbers)


def _take_out(payout: SellerPayout, transfers: list[int], numbers: str) -> None:
    """Make the payout smaller; one that is too small now ends, and all of it waits for the next."""
    payout.transfers.filter(pk__in=transfers).update(payout=None)
    left = int(payout.transfers.aggregate(sum=Sum("amount"))["sum"] or 0)
    if left >= max(settings.PAYOUT_MINIMUM, 1):
        payout.amount, payout.note = left, f"Tanpa pesanan {numbers}: uangnya disengketakan."[:200]
    else:
        payout.status, payout.note = SellerPayout.Status.FAILED, f"Uang pesanan {numbers} disengketakan."[:200]
        payout.transfers.update(payout=None)
    payout.save(update_fields=["amount", "note", "status"])
    logger.warning("Payout %s waits for the dispute over %s", payout.number, numbers)


def _warn(payout: SellerPayout, payment: Payment, numbers: str) -> None:
    payout.note = f"Uang pesanan {numbers} disengketakan. Cegah di bank bila masih bisa, lalu catat gagal."[:200]
    payout.save(update_fields=["note"])
    alert(
        key=f"disputed-payout:{payout.pk}:{payment.pk}",
        words=f"Pencairan {payout.number} ({payout.partner.name}, {rupiah(payout.amount)}) sudah dikirim ke bank, "
        f"tetapi uang pesanan {numbers} disengketakan. Cegah bila masih bisa, lalu catat gagal.",
    )
