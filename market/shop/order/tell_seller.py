"""What sellers are told about money that is theirs no more."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from market.accounts.models import User
from market.notify.actions import tell
from market.settlement.models import Refund
from market.shop.order.models import Order


def money_was_taken(order: Order, refund: Refund, *, before: int, part: int, but: User | None) -> None:
    """Tell the seller's people, `but` whoever did it, what goes back and why, and what their part was and is now."""
    link = f"{settings.BASE_URL.rstrip('/')}{reverse('workshop:order', kwargs={'number': order.number})}"
    for person in order.membership.seller.users.exclude(pk=but.pk if but else None):
        tell(
            phone=person.phone,
            template="order_money_taken",
            context={
                "order": order,
                "amount": refund.amount,
                "reason": refund.reason,
                "is_direct": bool(refund.split.payment.partner_id),
                "before": before,
                "part": part,
                "link": link,
            },
            key=f"order_money_taken:{refund.key}:{order.pk}:{person.pk}",
        )
