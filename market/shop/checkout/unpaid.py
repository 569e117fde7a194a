"""What a buyer may still do with what is not paid: prove a payment, pay otherwise, give it up."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from market.accounts.counting import count
from market.gateways.bills.actions import AlreadyPaid, UnusablePicture, add_proof
from market.gateways.registry import all_gateways
from market.settlement.models import OrderGroup, Payment
from market.shop.checkout.tracking import keeps_secret, show
from market.shop.checkout.views import go_and_pay
from market.shop.checkout.ways import FIELD, other_ways
from market.shop.order.actions import (
    HoldStays,
    NotCancellable,
    NotPayable,
    cancel_order,
    cancel_unpaid,
    change_method,
    hold_for_proof,
)
from market.shop.order.purchase import purchase_of
from market.shop.order.reasons import GIVEN_UP
from market.shop.order.status import UNPAID
from market.shop.order.ways import CASH

MOST_PHOTOS = 20
WITHIN = 3600  # seconds


@keeps_secret
@require_POST
def prove(request: HttpRequest, secret: str, payment_id: int) -> HttpResponse:
    """Take the photo by which the buyer shows that she paid; one that cannot be used is answered in plain words."""
    group = get_object_or_404(OrderGroup, secret=secret)
    payment = get_object_or_404(group.payments.exclude(external_id=""), pk=payment_id)
    if not _is_by_hand(payment):
        raise Http404
    upload = request.FILES.get("proof")
    if upload is None:
        return _refuse_proof(request, group, payment, _("Pilih fotonya dulu."))
    if not _may_send(payment):
        return _refuse_proof(request, group, payment, _("Terlalu banyak foto. Coba lagi satu jam lagi."))
    try:
        add_proof(external_id=payment.external_id, upload=upload, at=timezone.now())
    except UnusablePicture as reason:
        return _refuse_proof(request, group, payment, str(reason))
    except AlreadyPaid:
        messages.info(request, _("Pembayaran ini sudah kami terima; bukti tidak perlu lagi."))
    else:
        hold_for_proof(group=group, now=timezone.now())
        messages.success(request, _("Bukti diterima, sedang diperiksa."))
    return redirect("checkout:track", secret=secret)


@keeps_secret
@require_POST
def pay_otherwise(request: HttpRequest, secret: str) -> HttpResponse:
    """Let the buyer choose another way to pay while nothing is paid."""
    group = get_object_or_404(OrderGroup, secret=secret)
    wanted = request.POST.get(FIELD, "")
    purchase = purchase_of(group, now=timezone.now())
    ways = {way.code for way in other_ways(purchase) if not way.why_not} if purchase.can_be_paid_otherwise else set()
    if wanted not in ways:
        messages.info(request, _("Cara bayar itu tidak bisa dipakai untuk pembelian ini."))
        return redirect("checkout:track", secret=secret)
    try:
        group = change_method(group=group, code=wanted, now=timezone.now())
    except NotPayable:
        messages.info(request, _("Cara bayar tidak bisa diganti lagi."))
    except HoldStays:
        messages.warning(request, _("Kami belum bisa memastikan pembayaran yang lama. Coba lagi sebentar."))
    else:
        return go_and_pay(request, group)
    return redirect("checkout:track", secret=secret)


@keeps_secret
@require_POST
def give_up(request: HttpRequest, secret: str) -> HttpResponse:
    """Cancel all that nobody has paid of a purchase."""
    group = get_object_or_404(OrderGroup, secret=secret)
    try:
        is_given_up = cancel_unpaid(group=group, now=timezone.now())
    except HoldStays:
        messages.warning(request, _("Kami belum bisa memastikan pembayaran Anda. Coba lagi sebentar."))
    else:
        words = _("Sudah dibatalkan. Anda tidak perlu membayar apa-apa.")
        messages.info(request, words if is_given_up else _("Tidak ada lagi yang bisa dibatalkan."))
    return redirect("checkout:track", secret=secret)


@keeps_secret
@require_POST
def give_up_order(request: HttpRequest, secret: str, number: str) -> HttpResponse:
    """Cancel one seller's order that has a payment of its own, as long as nobody has paid it."""
    group = get_object_or_404(OrderGroup, secret=secret)
    order = get_object_or_404(group.members.select_related("order"), order__number=number).order
    if not group.is_direct or order.status not in UNPAID:
        messages.info(request, _("Pesanan ini tidak bisa dibatalkan sendiri. Hubungi petugas Pasar Hulu."))
        return redirect("checkout:track", secret=secret)
    try:
        cancel_order(order=order, reason=GIVEN_UP, by=None)
    except HoldStays:
        messages.warning(request, _("Kami belum bisa memastikan pembayaran Anda. Coba lagi sebentar."))
    except NotCancellable:
        messages.info(request, _("Tidak ada lagi yang bisa dibatalkan."))
    else:
        messages.info(request, _("Pesanan dibatalkan. Yang lain tetap berjalan."))
    return redirect("checkout:track", secret=secret)


def _is_by_hand(payment: Payment) -> bool:
    """Is it a payment that people find, so that a photo helps them? Cash is seen by whoever takes it."""
    gateway = all_gateways().get(payment.gateway)
    return gateway is not None and bool(gateway.template) and payment.gateway != CASH


def _may_send(payment: Payment) -> bool:
    """Count the photos sent for a payment, good or not; each costs us work."""
    return count(f"proofs:{payment.external_id}", within=WITHIN) <= MOST_PHOTOS


def _refuse_proof(request: HttpRequest, group: OrderGroup, payment: Payment, words: str) -> HttpResponse:
    return show(request, group, status=422, proof_error=words, proof_error_of=payment.pk)
