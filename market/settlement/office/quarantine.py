"""/kelola/uang/ditahan/: payments of which the gateway's account is not ours; a person decides what they are."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from market.gateways.base import GatewayRefused, GatewayUnavailable
from market.settlement.mismatches import choices_for
from market.settlement.models import Payment
from market.settlement.office.desk import ask_gateway, at_money_desk
from market.settlement.quarantine import NotHeld, NotOffered, decide, let_go

MOST = 200
LATEST = 20


@require_safe
@at_money_desk
def payments(request: HttpRequest) -> HttpResponse:
    """List what is held back, oldest first, and what was decided lately."""
    held = Payment.objects.filter(status=Payment.Status.QUARANTINED).select_related("group").order_by("pk")[:MOST]
    decided = Payment.objects.filter(decided_at__isnull=False).select_related("group", "decided_by")
    context = {"payments": held, "decided": decided.order_by("-decided_at")[:LATEST]}
    return render(request, "settlement/office/quarantine.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@at_money_desk
def payment(request: HttpRequest, pk: int) -> HttpResponse:
    """Show both accounts of one payment; decide what becomes of its money, or have the gateway asked anew."""
    held = get_object_or_404(Payment.objects.select_related("group"), pk=pk, status=Payment.Status.QUARANTINED)
    if request.method == "POST":
        note = request.POST.get("note", "").strip().replace("\x00", "")[:200]
        if note:
            _see_to(request, held, note)
            return redirect("money:quarantine")
        messages.error(request, "Tulis apa yang sudah Anda periksa.")
    standing = ask_gateway(held)
    choices = choices_for(held, standing) if standing and not held.decision else []
    context = {"payment": held, "standing": standing, "choices": choices}
    return render(request, "settlement/office/quarantined.html", context)


def _see_to(request: HttpRequest, payment: Payment, note: str) -> None:
    wanted = request.POST.get("decision", "")
    try:
        if wanted in Payment.Decision.values:
            decide(payment_id=payment.pk, decision=Payment.Decision(wanted), note=note, by=request.user)
        else:
            let_go(payment_id=payment.pk, note=note, by=request.user)
    except NotHeld:
        messages.info(request, "Pembayaran ini sudah diputuskan.")
    except NotOffered:
        messages.error(request, "Itu tidak bisa dipilih: lihat berapa yang diterima gerbang pembayaran.")
    except (GatewayUnavailable, GatewayRefused):
        messages.error(request, "Gerbang pembayaran tidak menjawab. Coba sebentar lagi.")
    else:
        messages.success(request, "Dicatat. Gerbang pembayaran ditanya lagi, lalu dijalankan.")
