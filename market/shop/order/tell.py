"""What people are told about a purchase; before there is money only the way back to it, once."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from market.accounts.models import User
from market.fulfilment.models import Parcel
from market.gateways.registry import all_gateways
from market.notify.actions import tell
from market.settlement.links import tracking_url
from market.settlement.models import OrderGroup, Payment
from market.shop.order.models import Line, Order
from market.shop.order.reasons import reason_words
from market.shop.order.status import Status
from market.shop.order.ways import CASH


def purchase_is_placed(group: OrderGroup, orders: list[Order]) -> None:
    """Send the buyer the link to the purchase, which is not paid yet: who closes its page would lose it.

    Where the gateway has a page of its own, the money comes at once or not at all, and with it a message. Anybody
    can type anybody's number: no word of it is the buyer's own, and the limits of what may stay unpaid are looked at
    in the same transaction.
    """
    gateway = all_gateways().get(group.gateway)
    if gateway is None or not gateway.template:
        return
    first, *others = Line.objects.filter(order__in=orders).order_by("pk")
    tell(
        phone=group.buyer_phone,
        template="purchase_placed",
        context={
            "group": group,
            "first": first,
            "others": len(others),
            "is_cash": group.gateway == CASH,
            "link": tracking_url(group),
        },
        key=f"purchase_placed:{group.number}",
        language=group.language,
    )


def money_has_come(group: OrderGroup, orders: list[Order], *, to_sellers: list[Order]) -> None:
    """Tell the buyer that the payment arrived, and the people of `to_sellers` that there is something to pack."""
    what = orders[0].number if group.is_direct else group.number
    amount = sum(order.owed() for order in orders)
    tell(
        phone=group.buyer_phone,
        template="payment_received",
        context={"group": group, "what": what, "amount": amount, "link": tracking_url(group)},
        key=f"payment_received:{what}",
        language=group.language,
    )
    for order in to_sellers:
        _tell_seller(order)


def cash_was_promised(orders: list[Order]) -> None:
    """Tell each seller's people that there is something to pack, to be paid when it is handed over."""
    for order in orders:
        _tell_seller(order)


def nothing_to_pack(orders: list[Order], *, but: User | None = None) -> None:
    """Tell the people who were to pack these orders, `but` whoever called them off, that they are off."""
    for order in orders:
        for person in order.membership.seller.users.exclude(pk=but.pk if but else None):
            tell(
                phone=person.phone,
                template="order_given_up",
                context={"order": order},
                key=f"order_given_up:{order.number}:{person.pk}",
            )


def cash_was_taken_back(orders: list[Order]) -> None:
    """Tell the people who were to pack these orders that they are not paid in cash after all, and to wait."""
    for order in orders:
        for person in order.membership.seller.users.all():
            tell(
                phone=person.phone,
                template="order_waits",
                context={"order": order},
                key=f"order_waits:{order.number}:{_turn(order)}:{person.pk}",
            )


def order_is_cancelled(order: Order, reason: str, *, is_paid: bool) -> None:
    """Tell the buyer that an order which was paid, or promised in cash, is off; what was paid goes back."""
    group = order.membership.group
    with translation.override(group.language):
        reason = reason_words(reason)
    tell(
        phone=group.buyer_phone,
        template="order_cancelled",
        context={"order": order, "reason": reason, "is_paid": is_paid, "link": tracking_url(group)},
        key=f"order_cancelled:{order.number}",
        language=group.language,
    )


def line_is_declined(order: Order, line: Line, reason: str, *, amount: int) -> None:
    """Tell the buyer which goods of an order will not come and why; `amount` of what she paid goes back."""
    group = order.membership.group
    tell(
        phone=group.buyer_phone,
        template="line_declined",
        context={"order": order, "line": line, "reason": reason, "amount": amount, "link": tracking_url(group)},
        key=f"line_declined:{order.number}:{line.pk}",
        language=group.language,
    )


def money_comes_back(order: Order, *, amount: int, key: str) -> None:
    """Tell the buyer that a part of the money of an order goes back; `amount` is whole rupiah."""
    group = order.membership.group
    tell(
        phone=group.buyer_phone,
        template="order_refunded",
        context={"order": order, "amount": amount, "link": tracking_url(group)},
        key=f"order_refunded:{key}",
        language=group.language,
    )


def money_goes_back(group: OrderGroup, payment: Payment, reason: str) -> None:
    """Tell the buyer that money which came too late, or twice, is on its way back, and why."""
    with translation.override(group.language):
        reason = reason_words(reason)
    tell(
        phone=group.buyer_phone,
        template="payment_refunded",
        context={"group": group, "amount": payment.captured, "reason": reason, "link": tracking_url(group)},
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
            context={"order": order, "lines": lines, "link": link, "is_cash": order.status == Status.CASH_DUE},
            key=f"order_paid:{order.number}:{order.status}:{_turn(order)}:{person.pk}",
        )


def _turn(order: Order) -> int:
    """Return how often the order has moved on: a buyer may promise cash, think better of it, and promise again."""
    return int(order.status_changes.count())
