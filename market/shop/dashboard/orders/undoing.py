"""/kelola/pesanan/: an operator calls an order off, or gives a part of its money back."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from market.accounts.roles import is_operator
from market.rupiah.fields import RupiahField
from market.settlement.office.desk import keeps_books
from market.settlement.refunds import DifferentRefund, InDispute, TooMuch
from market.settlement.statement import order_line
from market.shop.dashboard.scope import orders_for
from market.shop.order.actions import HoldStays, NotCancellable, can_cancel, cancel_order, refund_order
from market.shop.order.models import Order
from market.shop.order.status import DECLINED
from market.shop.order.stock import NotThatMany


class CancelForm(forms.Form):
    """Why; the buyer reads it."""

    reason = forms.CharField(
        label="Alasan (dibaca pembeli)", max_length=200, error_messages={"required": "Tulis alasannya untuk pembeli."}
    )


class RefundForm(forms.Form):
    """How much of what was paid goes back and why, and which goods came back with it."""

    key = forms.CharField(max_length=60, widget=forms.HiddenInput)
    amount = RupiahField(
        label="Jumlah (Rp)", min_value=1, error_messages={"required": "Isi berapa rupiah yang dikembalikan."}
    )
    reason = forms.CharField(
        label="Alasan", max_length=200, error_messages={"required": "Tulis alasannya untuk catatan."}
    )

    def __init__(self, order: Order, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = list(order.lines.exclude(status__in=DECLINED).order_by("pk"))
        for line in self.lines:
            self.fields[f"line-{line.pk}"] = forms.IntegerField(
                label=f"Kembali ke stok: {line.title}", min_value=0, max_value=line.quantity, initial=0, required=False
            )

    def restock(self) -> dict[int, int]:
        """Return how many of each line are back on the shelf."""
        counts = {line.pk: self.cleaned_data.get(f"line-{line.pk}") or 0 for line in self.lines}
        return {pk: count for pk, count in counts.items() if count}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def order(request: HttpRequest, number: str) -> HttpResponse:
    """Show an order's money; cancel the order, or give a part back."""
    if not is_operator(request.user):
        raise PermissionDenied
    found = get_object_or_404(orders_for(request.user), number=number)
    cancel = CancelForm(request.POST if request.POST.get("do") == "cancel" else None)
    refund = RefundForm(
        found, request.POST if request.POST.get("do") == "refund" else None, initial={"key": f"office-{uuid4().hex}"}
    )
    if cancel.is_bound and cancel.is_valid() and _cancel(request, found, cancel):
        return redirect("undoing:order", number=number)
    if refund.is_bound and refund.is_valid() and _refund(request, found, refund):
        return redirect("undoing:order", number=number)
    context = {
        "order": found,
        "money": order_line(order_id=found.pk, now=timezone.now()),
        "splits": found.payment_splits.select_related("payment").prefetch_related("refunds").order_by("pk"),
        "keeps_books": keeps_books(request.user),
        "can_cancel": can_cancel(found),
        "cancel": cancel,
        "refund": refund,
    }
    return render(request, "order/office/order.html", context)


def _cancel(request: HttpRequest, order: Order, form: CancelForm) -> bool:
    try:
        cancel_order(order=order, reason=form.cleaned_data["reason"], by=request.user)
    except NotCancellable:
        form.add_error(None, "Pesanan ini tidak bisa dibatalkan lagi. Kembalikan uangnya saja.")
    except HoldStays:
        form.add_error(None, "Gerbang pembayaran belum menjawab. Coba lagi sebentar.")
    except InDispute:
        form.add_error(None, "Uangnya sedang disengketakan di bank pembeli.")
    else:
        messages.success(request, "Dibatalkan. Pembeli sudah diberi tahu.")
        return True
    return False


def _refund(request: HttpRequest, order: Order, form: RefundForm) -> bool:
    told = form.cleaned_data
    try:
        refund_order(
            order=order,
            amount=told["amount"],
            reason=told["reason"],
            key=f"{order.number}-{told['key']}"[:100],
            by=request.user,
            restock=form.restock(),
        )
    except InDispute:
        form.add_error("amount", "Uangnya sedang disengketakan di bank pembeli.")
    except TooMuch:
        form.add_error("amount", "Lebih dari yang masih ada dari pembayaran pesanan ini.")
    except DifferentRefund:
        form.add_error(None, "Formulir ini sudah pernah dikirim dengan jumlah lain. Muat ulang halaman ini.")
    except NotThatMany:
        form.add_error(None, "Jumlah barang yang kembali tidak cocok.")
    else:
        messages.success(request, "Dicatat. Uangnya dalam perjalanan kembali, dan pembeli diberi tahu.")
        return True
    return False
