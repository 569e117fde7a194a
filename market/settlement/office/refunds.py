"""/kelola/uang/pengembalian/: money that people have to send back by hand, and refunds that a gateway refused."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from market.gateways.base import GatewayUnavailable
from market.gateways.bills.actions import NoEvidence, mark_refunded
from market.gateways.bills.models import BillRefund
from market.pictures.files import clean_file
from market.pictures.pipeline import UnusablePicture
from market.settlement.actions import settle_anew
from market.settlement.by_hand import give_by_hand, places_for
from market.settlement.models import OrderGroup, Payment, Refund
from market.settlement.office.desk import ask_gateway, at_money_desk, private_photo
from market.settlement.refunds import InDispute, NothingToTry, TooMuch, try_again

MOST = 300
LATEST = 20


class ByHandForm(forms.Form):
    """From where it was given back, and what the word rests on."""

    paid_from = forms.ChoiceField(label="Dikembalikan dari")
    evidence = forms.CharField(
        label="Buktinya",
        max_length=200,
        help_text="Nomor referensi transfer, atau siapa yang menerima uangnya dan kapan.",
        error_messages={"required": "Tulis buktinya, misalnya nomor referensi transfer."},
    )
    proof = forms.FileField(label="Foto bukti (boleh kosong)", required=False)

    def __init__(self, *args: Any, payment: Payment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paid_from"].choices = places_for(payment)  # type: ignore[attr-defined]

    def clean_proof(self) -> Any:
        photo = self.cleaned_data["proof"]
        try:
            return clean_file(photo) if photo else None
        except UnusablePicture as unusable:
            raise forms.ValidationError(str(unusable)) from unusable


@require_safe
@at_money_desk
def refunds(request: HttpRequest) -> HttpResponse:
    """List what has to be sent back by hand, what a gateway refused, oldest first, and what was given by hand."""
    by_hand = BillRefund.objects.filter(done_at=None, bill__partner=None).select_related("bill__account", "bill__line")
    failed = Refund.objects.filter(status=Refund.Status.FAILED).select_related("split__payment", "split__order")
    waiting = list(by_hand.order_by("created_at", "pk")[:MOST])
    given = Refund.objects.exclude(evidence="").select_related("split__order").order_by("-done_at", "-pk")
    context = {"by_hand": _with_buyers(waiting), "failed": failed.order_by("pk")[:MOST], "given": given[:LATEST]}
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


@require_http_methods(["GET", "HEAD", "POST"])
@at_money_desk
def refund(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one refund that failed; take the word that people have given the money back themselves.

    The gateway is asked first: what went back there already, past us, is booked instead of being sent twice.
    """
    looked_at = ("split__order", "split__payment__group", "split__payment__decided_by", "done_by")
    found = get_object_or_404(Refund.objects.select_related(*looked_at), pk=pk)
    payment = found.split.payment
    form = ByHandForm(request.POST or None, request.FILES or None, payment=payment)
    standing = ask_gateway(payment) if found.status == Refund.Status.FAILED else None
    if request.method == "POST" and form.is_valid() and _give(request, found, form):
        return redirect("money:refunds")
    is_open = found.status == Refund.Status.FAILED
    already_back = max(standing.refunded - payment.refunded, 0) if standing else 0
    context = {"refund": found, "payment": payment, "form": form, "is_open": is_open, "already_back": already_back}
    return render(request, "settlement/office/refund.html", context)


@require_safe
@at_money_desk
def proof(request: HttpRequest, pk: int) -> FileResponse:
    """Send the photo of what was given back by hand; no address outside the office leads to it."""
    found = get_object_or_404(Refund, pk=pk)
    return private_photo(found.proof)


def _give(request: HttpRequest, refund: Refund, form: ByHandForm) -> bool:
    """Note it; return whether the refund is settled now, by whomever."""
    if _has_shrunk(refund):
        form.add_error(None, "Sebagian sudah kembali lewat gerbang pembayaran. Periksa lagi jumlah di atas.")
        return False
    try:
        give_by_hand(refund_id=refund.pk, by=request.user, now=timezone.now(), **form.cleaned_data)
    except NothingToTry:
        messages.info(request, "Pengembalian ini tidak (lagi) gagal. Jangan kirim uangnya dua kali.")
    except InDispute:
        form.add_error(None, "Bank pembeli sedang menahan uangnya. Tunggu sengketanya selesai.")
        return False
    except TooMuch:
        form.add_error(None, "Uang pembayaran ini sudah kembali semua. Jangan kirim lagi.")
        return False
    else:
        messages.success(request, "Dicatat. Pembeli melihatnya di halaman pembeliannya.")
    return True


def _has_shrunk(refund: Refund) -> bool:
    """Book what the gateway gave back meanwhile, if it answers; return whether only a part is still to be given."""
    with suppress(GatewayUnavailable, KeyError):
        settle_anew(refund.split.payment_id)
    asked = refund.amount
    refund.refresh_from_db(fields=["amount", "status"])
    return refund.status == Refund.Status.FAILED and refund.amount < asked


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
