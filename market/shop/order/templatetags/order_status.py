"""How an order stood, in words, by the code that its history keeps."""

from __future__ import annotations

from django import template

from market.shop.order.status import Status

register = template.Library()


@register.filter
def status_words(code: str) -> str:
    """Return a status in words, or the code of one that is no more."""
    return str(Status(code).label) if code in Status.values else code
