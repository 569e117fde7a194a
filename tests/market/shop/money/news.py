"""How a test hears of money, and lets time run out."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from market.settlement.models import OrderGroup, Payment
from market.shop.order.actions import take_payment_news
from market.shop.order.models import Order


def take_news(payment: Payment) -> str:
    payment.refresh_from_db()
    return take_payment_news(gateway_code="stripe", external_id=payment.external_id)


def end_hold(group: OrderGroup) -> None:
    OrderGroup.objects.filter(pk=group.pk).update(hold_expires_at=timezone.now() - timedelta(seconds=1))
    group.refresh_from_db()


def status_of(group: OrderGroup) -> str:
    return Order.objects.get(membership__group=group).status
