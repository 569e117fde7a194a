"""How an order stands in its seller's words; what is picked up is never called sent."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils import timezone

from market.shop.order.models import Order
from market.shop.order.status import TO_PACK, Status

register = template.Library()

COLLECTED = {Status.CASH_DUE: "siap diambil", Status.PAID: "siap diambil", Status.HANDED_OVER: "sudah diambil"}
SENT = {Status.CASH_DUE: "perlu dikirim", Status.PAID: "perlu dikirim"}


@register.filter
def stage(order: Order) -> str:
    """Return what is to be done with an order, or was; its delivery is fetched."""
    words = COLLECTED if order.delivery.service_id is None else SENT
    return words.get(Status(order.status), order.status_name)


@register.filter
def is_to_pack(order: Order) -> bool:
    """Does it wait for its seller?"""
    return order.status in TO_PACK


@register.filter
def hand_over_by(order: Order) -> date:
    """Return the last day on which goods still arrive as promised: the promise's end less the fastest way."""
    delivery = order.delivery
    on_the_way = delivery.promised_from - timezone.localdate(order.date_placed)
    return delivery.promised_until - on_the_way
