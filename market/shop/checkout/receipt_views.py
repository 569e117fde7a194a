"""The receipt of a purchase, as a page and as a PDF; whoever has the secret may see it, as with the purchase."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from market.settlement.models import OrderGroup
from market.shop.checkout.invoice import invoice_of
from market.shop.checkout.receipt import Receipt, receipt_of
from market.shop.checkout.receipt_words import address_of_market, paid_words, standing_words
from market.shop.checkout.tracking import keeps_secret
from market.shop.order.purchase import purchase_of


@keeps_secret
@require_GET
def receipt(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the receipt as a page that prints well."""
    found = _receipt(secret)
    context = {
        "receipt": found,
        "standing": standing_words(found),
        "market": address_of_market(),
        "payments": [paid_words(paid) for paid in found.payments],
    }
    return render(request, "order/receipt.html", context)


@keeps_secret
@require_GET
def invoice(request: HttpRequest, secret: str) -> HttpResponse:
    """Send the receipt as a PDF."""
    found = _receipt(secret)
    answer = HttpResponse(invoice_of(found), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{found.group.number}.pdf"'
    return answer


def _receipt(secret: str) -> Receipt:
    """Return the receipt; there is none as long as nothing was paid, nor cash agreed."""
    purchase = purchase_of(get_object_or_404(OrderGroup, secret=secret), now=timezone.now())
    if not purchase.has_receipt:
        raise Http404
    return receipt_of(purchase)
