"""In whose name somebody of a hub works: said on every page that is about things of others."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from sellers.access import makers_in, makers_left_in, makers_of, makers_under
from sellers.models import Producer

register = template.Library()


@register.inclusion_tag("sellers/parts/acting_for.html", takes_context=True)
def acting_for(context: Any) -> dict[str, Any]:
    """Say whose things the page is about, herself left out, and how long they may be changed."""
    shop, user = context.get("shop"), context["request"].user
    if shop is None or not shop.is_hub:
        return {"makers": []}
    theirs = _makers_on(context).exclude(user=user)
    return {"makers": theirs.with_consent(timezone.now())}


def _makers_on(context: Any) -> Any:
    """Return who made what a page is about, by the name under which its view hands it over."""
    if thing := context.get("product") or context.get("thing"):
        return makers_of(thing)
    if about := context.get("batch") or context.get("question") or context.get("review"):
        return makers_of(about.product)
    if order := context.get("order"):
        return makers_left_in(order)
    if her := context.get("her"):
        return makers_left_in(her.order) if hasattr(her, "order") else makers_in(her.about.order)
    if permit := context.get("permit"):
        return makers_under(permit)
    return Producer.objects.none()
