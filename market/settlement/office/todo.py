"""What waits for somebody at the money desk; each line is one query and leads to where it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from market.gateways.bills.models import Bill, BillRefund, ReceivingAccount, StatementLine
from market.settlement.direct import overdue_refunds, unanswered_bills
from market.settlement.funding import unborne_offers
from market.settlement.models import Payment, Refund, SellerPayout


@dataclass(frozen=True, kw_only=True)
class Todo:
    """So many things of one kind wait; `url_name` is where."""

    words: str
    count: int
    url_name: str


COUNTS: list[tuple[str, str, Callable[[], int]]] = [
    (
        "bukti bayar yang perlu dicek",
        "money:bills",
        lambda: Bill.objects.may_still_come(timezone.now()).filter(proof_at__isnull=False, partner=None).count(),
    ),
    (
        "bukti bayar langsung ke toko yang belum dijawab toko",
        "money:direct_bills",
        lambda: unanswered_bills(timezone.now()).count(),
    ),
    (
        "uang yang lama belum dikembalikan toko ke pembeli",
        "money:direct_bills",
        lambda: overdue_refunds(timezone.now()).count(),
    ),
    (
        "baris mutasi yang belum jelas",
        "money:statements",
        lambda: StatementLine.objects.filter(state=StatementLine.State.OPEN, amount__gt=0).count(),
    ),
    (
        "pembayaran yang ditahan untuk diperiksa",
        "money:quarantine",
        lambda: Payment.objects.filter(status=Payment.Status.QUARANTINED).count(),
    ),
    (
        "uang yang harus dikirim kembali dengan tangan",
        "money:refunds",
        lambda: BillRefund.objects.filter(done_at=None, bill__partner=None).count(),
    ),
    (
        "pengembalian yang gagal",
        "money:refunds",
        lambda: Refund.objects.filter(status=Refund.Status.FAILED).count(),
    ),
    (
        "potongan harga yang belum berlaku, karena belum ada yang menanggung",
        "funding:add",
        lambda: unborne_offers().count(),
    ),
    (
        "rekening toko yang perlu diperiksa",
        "money:accounts",
        lambda: ReceivingAccount.objects.filter(state=ReceivingAccount.State.WAITING, checked_at=None).count(),
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
