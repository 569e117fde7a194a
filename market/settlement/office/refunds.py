"""/kelola/uang/pengembalian/: money that people have to send back by hand, and refunds that a gateway refused."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from market.gateways.bills.actions import NoEvidence, mark_refunded
from market.gateways.bills.models import BillRefund
from market.settlement.models import OrderGroup, Payment, Refund
from market.settlement.office.desk import at_money_desk
from market.settlement.refunds import NothingToTry, try_again

MOST = 300


@require_safe
@at_money_desk
def refunds(request: HttpRequest) -> HttpResponse:
    """List what has to be sent back by hand, and what a gateway refused, oldest first."""
    by_hand = BillRefund.objects.filter(done_at=None, bill__partner=None).select_related("bill__account", "bill__line")
    failed = Refund.objects.filter(status=Refund.Status.FAILED).select_related("split__payment", "split__order")
    waiting = list(by_hand.order_by("created_at", "pk")[:MOST])
    context = {"by_hand": _with_buyers(waiting), "failed": failed.order_by("pk")[:MOST]}
    return render(request, "settlement/office/refunds.html", context)


def _with_buyers(refunds: list[BillRefund]) -> list[tuple[BillRefund, OrderGroup | None]]:
    """Return each refund with the purchase that it is for: somebody has to know whom to send the money to."""
    keys = {refund.bill.reference for refund in refunds}
    payments = Payment.objects.filter(idempotency_key__in=keys).select_related("group")
    groups = {payment.idempotency_key: payment.group for payment in payments}
    return [(refund, groups.get(refund.bill.reference)) for refund in refunds]


@require_POST
@at_money_desk
def done(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the word that the money was sent back, and what it rests on."""
    refund = get_object_or_404(BillRefund, pk=pk, bill__partner=None)
    evidence = request.POST.get("evidence", "").replace("\x00", "")[:200]
    try:
        mark_refunded(refund_id=refund.pk, by=request.user, evidence=evidence, at=timezone.now())
    except NoEvidence:
        messages.error(request, "Tulis buktinya, misalnya nomor referensi transfer.")
    else:
        messages.success(request, "Dicatat. Pembeli melihatnya di halaman pembeliannya.")
    return redirect("money:refunds")


@require_POST
@at_money_desk
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the gateway once more."""
    refund = get_object_or_404(Refund, pk=pk)
    try:
        try_again(refund=refund)
    except NothingToTry:
        messages.info(request, "Pengembalian ini tidak (lagi) gagal.")
    else:
        messages.success(request, "Gerbang pembayaran diminta lagi.")
    return redirect("money:refunds")
