"""Three phones edit the same product without a signal: any order of arrival ends the same, no edit is forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.models import Product
from market.shop.partner.models import StockRecord
from sellers.models import StockChange, Write
from sellers.sync.counting import change_stock
from sellers.sync.edits import values_of, write_fields
from sellers.sync.merge import Author, Change

pytestmark = pytest.mark.django_db
VALUES = {
    "title": ["Amplang", "Amplang pipih", "Amplang udang"],
    "unit_of_sale": ["bungkus", "toples", "kotak"],
    "packaging": ["plastik", "pouch", "kaca"],
    "price": ["25000", "26000", "27000"],
    "shipping_weight_g": ["300", "310", "320"],
}
FIELDS = st.sampled_from(sorted(VALUES))
TAPS = st.tuples(st.integers(0, 2), st.integers(0, 30), FIELDS, st.integers(0, 2), st.integers(-6, 6) | st.none())
ORDERS = st.lists(st.randoms(use_true_random=False), min_size=2, max_size=2)
MADE_ONCE = [HealthCheck.function_scoped_fixture]
DAYS = st.lists(TAPS, min_size=2, max_size=9)


def work_of(taps: list[Any], start: dict[str, str], day: datetime) -> list[dict[str, Any]]:
    """Return what three phones have in their queues: each sees its own edits, and none of the others'."""
    seen = [dict(start) for _ in range(3)]
    work = []
    for number, (phone, minute, field, choice, delta) in enumerate(sorted(taps, key=lambda tap: tap[1])):
        value = VALUES[field][choice]
        work.append(
            {
                "author": Author(by=None, made_at=day + timedelta(minutes=minute), operation=f"{phone}-{number:02d}"),
                "change": Change(field=field, base=seen[phone][field], value=value),
                "delta": delta,
            }
        )
        seen[phone][field] = value
    return work


def arrive(product: Product, user: Any, work: list[dict[str, Any]]) -> Any:
    """Let the work come in this order; return all that it has led to, and undo it."""
    with transaction.atomic():
        for each in work:
            author, change = each["author"], each["change"]
            if change.base != change.value:
                write_fields(thing=product, changes=[change], author=author)
            delta, told = each["delta"], {"by": user, "made_at": author.made_at, "operation": author.operation}
            change_stock(thing=product, delta=-12 if delta is None else delta, is_sold_out=delta is None, **told)
        whole = Product.objects.get(pk=product.pk)
        writes = Write.objects.filter(product=product).order_by("field", "made_at", "operation")
        offer = StockRecord.objects.get(product=product)
        outcome = (
            values_of(whole),
            list(writes.values_list("field", "operation", "base", "value", "is_lost")),
            (offer.net_stock_level, offer.owed),
            sorted(StockChange.objects.values_list("operation", "delta")),
        )
        transaction.set_rollback(True)
    return outcome


@settings(max_examples=8, suppress_health_check=MADE_ONCE)
@given(taps=DAYS, orders=ORDERS)
def test_it_ends_the_same_in_every_order_and_every_losing_edit_has_its_record(siti, amplang, taps, orders):
    check_all_orders(siti.user, amplang, taps, orders)


@pytest.mark.prove
@settings(max_examples=300, suppress_health_check=MADE_ONCE)
@given(taps=DAYS, orders=ORDERS)
def test_it_ends_the_same_in_every_order_three_hundred_times(siti, amplang, taps, orders):
    check_all_orders(siti.user, amplang, taps, orders)


def check_all_orders(user: Any, amplang: Product, taps: list[Any], orders: list[Any]) -> None:
    work = work_of(taps, values_of(amplang), timezone.now() - timedelta(days=1))
    first = arrive(amplang, user, work)
    assert arrive(amplang, user, work[::-1]) == first
    for random in orders:
        shuffled = list(work)
        random.shuffle(shuffled)
        assert arrive(amplang, user, shuffled) == first

    stands, writes, (left, owed), _ = first
    made = [each for each in work if each["change"].base != each["change"].value]
    assert {(row[0], row[1]) for row in writes if row[1]} == {
        (each["change"].field, each["author"].operation) for each in made
    }, "each edit has its row"
    for field, operation, _, value, is_lost in writes:
        if value == stands[field]:
            assert not is_lost, "what stands is not lost"
        elif operation and not any(row[0] == field and row[2] == value for row in writes):
            assert is_lost, "what nobody saw and does not stand is"
    if all(each["delta"] is not None for each in work):
        assert left - owed == 12 + sum(each["delta"] for each in work)
    assert left >= 0
    assert not (left and owed)
