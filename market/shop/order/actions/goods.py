"""Goods leave the house, and arrive."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from market.accounts.models import User
from market.fulfilment.actions import hand_over_parcel, receive_parcel
from market.fulfilment.models import Parcel
from market.settlement.earnings import fulfil
from market.shop.order import stock, tell
from market.shop.order.actions.locks import lock_order, set_status
from market.shop.order.models import Order
from market.shop.order.status import LEFT, TO_PACK, Status


class NotPaid(Exception):
    """Only what is paid, or will be paid in cash on hand-over, may be handed over."""


class NotHandedOver(NotPaid):
    """Only what was handed over can be received."""


def hand_over(*, order: Order, carrier: str, tracking_number: str, by: User | None) -> Parcel:
    """Give an order's goods to whoever carries them, once; the buyer is told.

    A second call finds the parcel, also where the buyer has said meanwhile that the goods have come.

    Raises:
        NotPaid: when the order is neither paid nor to be paid in cash, or is over.
    """
    with transaction.atomic():
        order = lock_order(order)
        if order.status in LEFT:
            return order.parcels.earliest("pk")
        if order.status not in TO_PACK:
            raise NotPaid(order.number)
        parcel = hand_over_parcel(
            order_ids=[order.pk], carrier=carrier, tracking_number=tracking_number, by=by, at=timezone.now()
        )
        stock.consume(order)
        set_status([order], Status.HANDED_OVER)
        tell.goods_are_on_their_way(order, parcel)
    return parcel


def receive(*, order: Order, now: datetime | None = None) -> None:
    """Note that the buyer has the goods, and credit the seller; saying so twice is saying so once.

    Raises:
        NotHandedOver: when they were never handed over.
    """
    now = now or timezone.now()
    with transaction.atomic():
        order = lock_order(order)
        if order.status == Status.RECEIVED:
            return
        if order.status != Status.HANDED_OVER:
            raise NotHandedOver(order.number)
        set_status([order], Status.RECEIVED)
        for parcel in order.parcels.all():
            receive_parcel(parcel=parcel, at=now)
        fulfil(order_id=order.pk, now=now)
