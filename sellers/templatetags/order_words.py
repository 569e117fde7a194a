"""How an order stands in its seller's words; what is picked up is never called sent."""

from __future__ import annotations

from django import template

from market.shop.order.models import Order
from market.shop.order.status import OVER, TO_PACK, Status
from sellers.handing_over import is_collected, when_due

register = template.Library()

COLLECTED = {Status.CASH_DUE: "siap diambil", Status.PAID: "siap diambil", Status.HANDED_OVER: "sudah diambil"}
SENT = {Status.CASH_DUE: "perlu dikirim", Status.PAID: "perlu dikirim"}


@register.filter
def stage(order: Order) -> str:
    """Return what is to be done with an order, or was; its delivery is fetched."""
    words = COLLECTED if is_collected(order) else SENT
    return words.get(Status(order.status), order.status_name)


@register.filter
def stage_icon(order: Order) -> str:
    """Return the drawing that stands before these words: static/css/icons.css."""
    if order.status in TO_PACK:
        return "products"
    if order.status in OVER:
        return "no"
    if order.status == Status.AWAITING_PAYMENT:
        return "wait"
    return "yes" if order.status == Status.RECEIVED or is_collected(order) else "travel"


@register.filter
def is_to_pack(order: Order) -> bool:
    """Does it wait for its seller?"""
    return order.status in TO_PACK


register.filter("when_due", when_due)
