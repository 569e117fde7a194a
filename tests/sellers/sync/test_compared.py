"""What is compared after a day over a bad line: nothing that an order leads to could be there twice unseen."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Any

import pytest
from django.db import transaction
from django.db.models import CharField, Value
from django.db.models.functions import Concat

from market.notify.models import Message
from market.settlement.models import Payment, PaymentSplit, Refund
from market.shop.basket.models import Basket
from market.shop.order.actions import decline_line
from market.shop.order.models import Order
from market.shop.order.status import Status
from tests.sellers.sync.compared import MONEY, ORDERS, TOLD, differences, let_it_go_on, what_there_is
from tests.sellers.sync.faults import good_line
from tests.sellers.sync.recorded import all_days
from tests.sellers.sync.replay import Replay
from tests.sellers.sync.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("light")]
OF_AN_ORDER = ORDERS | MONEY | TOLD


@pytest.fixture
def order(world: World) -> Order:
    """An order that was answered line by line and handed over, as the app once sent it; its money had come before."""
    [day] = [day for name, day in all_days().items() if name.endswith("answered_line_by_line_and_handed_over")]
    before = what_there_is()
    Replay(world, day, "pooled").send(good_line(world.siti.user))
    let_it_go_on()
    changed = differences(what_there_is(), before)
    assert {"balances", *(one.__name__ for one in OF_AN_ORDER)} <= set(changed), "the day moved all of it"
    [order] = world.orders[world.siti.pk, "pooled"]
    order.refresh_from_db()
    return order


def doubled(row: Any) -> None:
    """Write a row once more, under other keys where the database knows them."""
    again = copy(row)
    again.pk = None
    for field in row._meta.concrete_fields:
        if isinstance(field, CharField) and (field.unique or field.name == "external_id"):
            setattr(again, field.name, f"{getattr(row, field.name)}-2"[: field.max_length])
    if isinstance(row, PaymentSplit):  # of one payment an order has one share, the database sees to it
        doubled(row.payment)
        again.payment = Payment.objects.latest("pk")
    type(row)._base_manager.bulk_create([again])


def noticed_of(change: Callable[[], object]) -> set[str]:
    """Return by which tables a change is noticed; it is undone."""
    before = what_there_is()
    with transaction.atomic():
        change()
        found = set(differences(what_there_is(), before))
        transaction.set_rollback(True)
    assert differences(what_there_is(), before) == {}
    return found


def test_a_row_too_many_of_whatever_an_order_leads_to_is_noticed(order: Order) -> None:
    for table in OF_AN_ORDER:
        assert table.__name__ in noticed_of(lambda table=table: doubled(table._default_manager.latest("pk")))
    assert noticed_of(Basket.objects.create) == {"others"}, "of a table that nobody named as well"


def test_a_line_that_is_declined_twice_is_noticed(order: Order) -> None:
    declined = order.lines.get(status="declined")

    def again() -> None:
        Order.objects.filter(pk=order.pk).update(status=Status.PAID)  # the guards are off
        order.lines.filter(pk=declined.pk).update(status="")
        Refund.objects.update(key="another")
        Message.objects.update(key=Concat("key", Value("-2")))
        decline_line(line=declined, reason="Panennya belum cukup", by=None)

    assert {"OrderNote", "StockRecord", "Message", "Refund", "PaymentSplit", "Entry"} <= noticed_of(again)
