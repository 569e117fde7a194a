"""A seller hears that a buyer of hers has sent the photo of a payment, so that she looks whether the money came."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from market.gateways.bills.models import Bill
from market.notify.actions import tell


def tell_of_proof(bill: Bill) -> None:
    """Tell everybody of the shop whom a bill's money reaches straight, once a bill; the operator has her desk."""
    if bill.partner is None:
        return
    link = settings.BASE_URL.rstrip("/") + reverse("workshop:payment", args=[bill.external_id])
    for person in bill.partner.users.order_by("pk"):
        tell(
            phone=person.phone,
            template="bill_proved",
            context={"bill": bill, "link": link},
            key=f"bill_proved:{bill.pk}:{person.pk}",
        )
