"""What happens to goods on their way: delivery is agreed, a parcel is handed over, a parcel is received."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from market.fulfilment.models import Delivery, Parcel
from market.fulfilment.quotes import Quote
from market.regions.models import District, Village


class AlreadyAgreed(Exception):
    """Delivery was agreed for this order before."""


class NoDestination(Exception):
    """Goods that travel need a district to travel to."""


class UnknownOrders(Exception):
    """There are no orders to hand over, or some of them do not exist."""


class AlreadyHandedOver(Exception):
    """One of these orders is in a parcel already."""


def agree_delivery(
    *, order_id: int, quote: Quote, origin: Village, destination: District | None, on: date
) -> Delivery:
    """Write down what was agreed at checkout: how, for how much, and between which days, counted from `on`.

    Raises:
        NoDestination: when a service carries the goods and no district is given.
        AlreadyAgreed: when this order has its delivery already; nothing is changed.
    """
    if quote.service and destination is None:
        raise NoDestination(order_id)
    first, last = quote.promised(on)
    try:
        with transaction.atomic():
            return Delivery.objects.create(
                order_id=order_id,
                service=quote.service,
                origin=origin,
                destination=destination if quote.service else None,
                charged_weight_g=quote.charged_weight_g,
                charge=quote.charge,
                promised_from=first,
                promised_until=last,
            )
    except IntegrityError as error:
        if Delivery.objects.filter(order_id=order_id).exists():
            raise AlreadyAgreed(order_id) from error
        raise


@transaction.atomic
def hand_over_parcel(*, order_ids: Iterable[int], carrier: str, tracking_number: str, by: Any, at: datetime) -> Parcel:
    """Write down that the goods of these orders left together as one parcel; return it.

    The caller has checked that `by` may hand over every one of them (one seller's, or one hub's).

    Raises:
        UnknownOrders: for no orders, or for one that does not exist.
        AlreadyHandedOver: when one of them is in a parcel already, so a second press of the button changes nothing.
    """
    wanted = set(order_ids)
    orders = Parcel._meta.get_field("orders").related_model
    locked = orders._default_manager.select_for_update().filter(pk__in=wanted).order_by("pk")
    if not wanted or len(locked) != len(wanted):
        raise UnknownOrders(sorted(wanted))
    if Parcel.objects.filter(orders__in=wanted).exists():
        raise AlreadyHandedOver(sorted(wanted))
    parcel = Parcel.objects.create(
        carrier=carrier.strip(), tracking_number=tracking_number.strip(), handed_over_at=at, handed_over_by=by
    )
    parcel.orders.set(wanted)
    return parcel


def receive_parcel(*, parcel: Parcel, at: datetime) -> Parcel:
    """Write down when the buyer got the parcel; the first time counts. Returns the parcel as it stands now."""
    Parcel.objects.filter(pk=parcel.pk, received_at__isnull=True).update(received_at=at)
    parcel.refresh_from_db()
    return parcel
