"""What people are told about a purchase: nothing before there is money, as anybody can type anybody's number."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from market.fulfilment.models import Parcel
from market.notify.actions import tell
from market.settlement.links import tracking_url
from market.settlement.models import OrderGroup, Payment
from market.shop.order.models import Order


def money_has_come(group: OrderGroup, orders: list[Order]) -> None:
    """Tell the buyer that the payment arrived, and each seller's people that there is something to pack."""
    tell(
        phone=group.buyer_phone,
        template="payment_received",
        context={"group": group, "link": tracking_url(group)},
        key=f"payment_received:{group.number}",
        language=group.language,
    )
    for order in orders:
        _tell_seller(order)


def money_goes_back(group: OrderGroup, payment: Payment) -> None:
    """Tell the buyer that money which came too late, or twice, is on its way back."""
    tell(
        phone=group.buyer_phone,
        template="payment_refunded",
        context={"group": group, "amount": payment.captured, "link": tracking_url(group)},
        key=f"payment_refunded:{payment.idempotency_key}",
        language=group.language,
    )


def goods_are_on_their_way(order: Order, parcel: Parcel) -> None:
    """Tell the buyer who carries the goods, and under which number; or that they were picked up."""
    group = order.membership.group
    delivery = getattr(order, "delivery", None)
    tell(
        phone=group.buyer_phone,
        template="order_handed_over",
        context={
            "order": order,
            "parcel": parcel,
            "is_collected": delivery is not None and delivery.service_id is None,
            "link": tracking_url(group),
        },
        key=f"order_handed_over:{order.number}",
        language=group.language,
    )


def _tell_seller(order: Order) -> None:
    lines = list(order.lines.all())
    link = f"{settings.BASE_URL.rstrip('/')}{reverse('workshop:order', kwargs={'number': order.number})}"
    for person in order.membership.seller.users.all():
        tell(
            phone=person.phone,
            template="order_paid",
            context={"order": order, "lines": lines, "link": link},
            key=f"order_paid:{order.number}:{person.pk}",
        )
