"""Orders whose buyers never said that the goods have arrived."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from market.settlement.models import Payment, PaymentSplit
from market.shop.order.models import Order
from market.shop.order.status import Status


def overdue_orders(*, today: date) -> QuerySet[Order]:
    """Return the orders handed over whose promised day passed RECEIVED_AFTER_DAYS ago; unpaid cash stays."""
    before = today - timedelta(days=settings.RECEIVED_AFTER_DAYS)
    paid = PaymentSplit.objects.filter(order=OuterRef("pk"), payment__status="captured").exclude(
        payment__decision=Payment.Decision.GIVE_BACK
    )
    return (
        Order.objects.filter(Exists(paid), status=Status.HANDED_OVER, delivery__promised_until__lt=before)
        .select_related("membership")
        .order_by("delivery__promised_until", "pk")
    )
