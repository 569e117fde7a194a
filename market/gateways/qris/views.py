"""Where a QRIS provider calls, and the picture of a code to be saved and opened in a bank's app."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from market.gateways.base import Callback, ForgedCallback
from market.gateways.bills.models import Bill
from market.gateways.qris.drawing import as_png
from market.gateways.qris.gateway import QrisGateway
from market.gateways.qris.payload import read
from market.inbox.actions import DifferentBody, take_in
from market.rupiah.writing import rupiah

logger = logging.getLogger(__name__)

SOURCE = "qris"


@csrf_exempt
@require_POST
@never_cache
def receive(request: HttpRequest) -> HttpResponse:
    """Keep a genuine callback, once, and answer 200; answer 400 to a forgery. The provider is not asked here."""
    try:
        callback = QrisGateway().read_callback(request.body, request.headers)
    except ForgedCallback as forgery:
        logger.warning("A callback for QRIS was refused: %s", forgery)
        return _plain("refused", 400)
    return _keep(callback, request.body.decode())


@require_GET
@never_cache
def picture(request: HttpRequest, external_id: str) -> HttpResponse:
    """Return the code of a payment that is still due as a PNG to be saved; its id is the only key to it."""
    bill = get_object_or_404(Bill, gateway=QrisGateway.code, external_id=external_id, state=Bill.State.WAITING)
    lines = [read(bill.payload).merchant_name, rupiah(bill.payable)]
    response = HttpResponse(as_png(bill.payload, lines), content_type="image/png")
    response["Content-Disposition"] = f'attachment; filename="qris-{bill.payable}.png"'
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def _keep(callback: Callback, body: str) -> HttpResponse:
    try:
        take_in(source=SOURCE, external_id=callback.id, body=body)
    except DifferentBody:
        logger.error("The QRIS provider sent %s twice with different contents; the first is kept", callback.id)
        return _plain("different body", 409)
    return _plain("taken", 200)


def _plain(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain")
