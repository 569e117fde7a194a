"""`{% my_orders as purchases %}`: what the person who is signed in has bought, newest first.

What guests placed with her number is among it while nobody has paid it, so that she can pay it or give it up.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import Q
from django.template import Context

from market.settlement.links import tracking_path
from market.settlement.models import OrderGroup
from market.shop.order.status import UNPAID

register = template.Library()

MOST = 20


@register.simple_tag(takes_context=True)
def my_orders(context: Context) -> list[dict[str, Any]]:
    """Return each purchase as `number`, `url`, `placed_at`, `total`, and `members`, each with `order` and `seller`."""
    user = context["request"].user
    if not user.is_authenticated:
        return []
    by_number = OrderGroup.objects.filter(user=None, buyer_phone=user.phone, members__order__status__in=UNPAID)
    groups = OrderGroup.objects.filter(Q(user=user) | Q(pk__in=by_number.values("pk")))
    groups = groups.prefetch_related("members__order", "members__seller")
    return [
        {
            "number": group.number,
            "url": tracking_path(group),
            "placed_at": group.placed_at,
            "total": group.total,
            "members": list(group.members.all()),
        }
        for group in groups.order_by("-placed_at", "-pk")[:MOST]
    ]
