"""An order's hold on stock: taken, given back, or gone with the goods. Always in the stockrecords' order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from market.shop.order.models import Line, ShippingEvent, ShippingEventQuantity, ShippingEventType
from market.shop.order.status import DECLINED, LEFT

if TYPE_CHECKING:
    from market.shop.order.models import Order
    from market.shop.partner.models import StockRecord

CAME_BACK = "came-back"
"""Oscar's shipping event by which it is remembered what came back."""


def lines_in_lock_order(orders: Iterable[Order]) -> QuerySet[Line]:
    """Return the lines that hold stock, so that everybody who takes or gives it back locks the rows in one order.

    What the seller declined holds none any more.
    """
    return (
        Line.objects.filter(order__in=list(orders), stockrecord__isnull=False)
        .exclude(status__in=DECLINED)
        .select_related("stockrecord__product__product_class", "stockrecord__product__parent__product_class")
        .order_by("stockrecord_id", "pk")
    )


def take(orders: Iterable[Order]) -> list[StockRecord]:
    """Take the stock of all lines; return the stockrecords as they are now that they are ours.

    Raises InsufficientStock; the caller's transaction then undoes the rest.
    """
    taken = []
    for line in lines_in_lock_order(orders):
        line.stockrecord.allocate(line.quantity)
        taken.append(line.stockrecord)
    return taken


def give_back(orders: Iterable[Order]) -> None:
    """Give back what the orders had taken."""
    for line in lines_in_lock_order(orders):
        line.stockrecord.cancel_allocation(line.quantity)


def give_back_line(line: Line) -> None:
    """Give back what one line had taken; its order's purchase is locked."""
    for held in lines_in_lock_order([line.order]).filter(pk=line.pk):
        held.stockrecord.cancel_allocation(held.quantity)


def consume(order: Order) -> None:
    """Let the goods leave the house: they are neither in stock nor taken any more."""
    for line in lines_in_lock_order([order]):
        line.stockrecord.consume_allocation(line.quantity)


def put_back(orders: Iterable[Order]) -> None:
    """Take into stock again what had left with these orders and came home unsold."""
    for line in lines_in_lock_order(orders):
        line.stockrecord.take_in(line.quantity)


class NotThatMany(Exception):
    """More of a line would come back than was bought."""


def return_lines(order: Order, quantities: Mapping[int, int]) -> None:
    """Take into stock again what a buyer sent back, by order line, and note it.

    Raises NotThatMany for what has not left, or came back before; nothing is changed then.
    """
    quantities = {pk: quantity for pk, quantity in quantities.items() if quantity}
    if not quantities:
        return
    lines = {line.pk: line for line in lines_in_lock_order([order])}
    kind, _ = ShippingEventType.objects.get_or_create(code=CAME_BACK, defaults={"name": "Kembali ke stok"})
    for pk, quantity in quantities.items():
        if order.status not in LEFT or pk not in lines or quantity < 0:
            raise NotThatMany(pk)
        if lines[pk].shipping_event_quantity(kind) + quantity > lines[pk].quantity:
            raise NotThatMany(pk)
    event = ShippingEvent.objects.create(order=order, event_type=kind)
    for pk, line in lines.items():
        if quantities.get(pk):
            ShippingEventQuantity.objects.create(event=event, line=line, quantity=quantities[pk])
            line.stockrecord.take_in(quantities[pk])
