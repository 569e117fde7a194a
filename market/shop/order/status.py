"""How an order stands, and which step may follow which."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    AWAITING_PAYMENT = "awaiting_payment", _("menunggu pembayaran")
    CASH_DUE = "cash_due", _("bayar saat terima")
    PAID = "paid", _("sudah dibayar")
    HANDED_OVER = "handed_over", _("dalam pengiriman")
    RECEIVED = "received", _("sudah diterima")
    CANCELLED = "cancelled", _("dibatalkan")
    EXPIRED = "expired", _("waktu bayar habis")


class LineState(TextChoices):
    """What the seller said of one line; nothing yet is an empty one."""

    ACCEPTED = "accepted", _("diterima penjual")
    DECLINED = "declined", _("tidak bisa dipenuhi")
    NEVER_DUE = "never_due", _("tidak bisa dipenuhi")  # declined while nobody had paid: it is not asked for


DECLINED = (LineState.DECLINED, LineState.NEVER_DUE)
"""These goods stay with the seller."""

PIPELINE: dict[str, tuple[str, ...]] = {
    Status.AWAITING_PAYMENT.value: (
        Status.PAID.value,
        Status.CASH_DUE.value,
        Status.CANCELLED.value,
        Status.EXPIRED.value,
    ),
    Status.CASH_DUE.value: (
        Status.PAID.value,
        Status.HANDED_OVER.value,
        Status.AWAITING_PAYMENT.value,
        Status.CANCELLED.value,
        Status.EXPIRED.value,
    ),
    Status.PAID.value: (Status.HANDED_OVER.value, Status.CANCELLED.value),
    Status.HANDED_OVER.value: (Status.RECEIVED.value, Status.CANCELLED.value),  # cancelled: cash that was refused
    Status.RECEIVED.value: (Status.CANCELLED.value,),  # said too early: goods that nobody paid came home
    Status.CANCELLED.value: (),
    Status.EXPIRED.value: (Status.PAID.value,),  # money that came late, for goods that are still there
}

UNPAID = (Status.AWAITING_PAYMENT, Status.CASH_DUE)
"""Stock is held, and no money has come."""

OVER = (Status.CANCELLED, Status.EXPIRED)
"""Nobody waits for anything any more, unless the money comes late."""

TO_PACK = (Status.CASH_DUE, Status.PAID)
"""The seller is to pack it now."""

LEFT = (Status.HANDED_OVER, Status.RECEIVED)
"""The goods have left the house; in cash the money may still be to come."""

PAID_FOR = (Status.PAID, *LEFT)
"""The buyer's money has come and is meant for this order, or in cash comes with the goods."""

SEEN_BY_SELLER = (Status.CASH_DUE, *PAID_FOR)
"""An order that nobody has paid, nor promised to pay in cash, is none of the seller's business yet."""

ADDRESS_SEEN_BY_SELLER = (*TO_PACK, Status.HANDED_OVER)
"""The buyer's address is shown for as long as the goods have to find it."""
