"""Three phones edit the same product without a signal and send it: any order ends the same, no edit is forgotten."""

from __future__ import annotations

import time
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.models import Product
from market.inbox.models import Arrival
from market.shop.partner.models import StockRecord
from sellers.models import StockChange, Write
from sellers.sync.edits import values_of
from tests.sellers.sync.phone import client_of, made, post

pytestmark = pytest.mark.django_db
MINUTE = 60_000  # milliseconds, as are all times of phones
STOCK = 12
Sent = tuple[int, dict[str, Any]]
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


def work_of(taps: list[Any], product: Product, user: Any, day: int) -> list[Sent]:
    """Return what three phones of one shop have in their queues: each sees its own edits, and none of the others'."""
    seen = [values_of(product) for _ in range(3)]
    work: list[Sent] = []
    for number, (phone, minute, field, choice, delta) in enumerate(sorted(taps, key=lambda tap: tap[1])):
        change = {"base": seen[phone][field], "value": VALUES[field][choice]}
        counted = {"sold_out": True, "seen": STOCK} if delta is None else {"delta": delta}
        for kind, data in {"edit_product": {"changes": {field: change}}, "change_stock": counted}.items():
            made_at = day + minute * MINUTE + sum(who == phone for who, _ in work)  # one phone is never twice at once
            id = str(UUID(int=made_at << 80 | 7 << 76 | phone << 64 | 2 << 62 | number))
            work.append((phone, made(user, kind, {"product": product.pk, **data}, id=id, made_at=made_at)))
        seen[phone][field] = change["value"]
    return work


def arrive(product: Product, phones: list[Client], work: list[Sent]) -> Any:
    """Let each phone send its work, in this order; return all that it has led to, and undo it."""
    with transaction.atomic():
        for phone, operation in work:
            answer = post(phones[phone], operation, **{"X-Sent-At": str(round(time.time() * 1000))})
            said = answer.json()
            assert (answer.status_code, said["id"], said["state"]) == (200, operation["id"], "done"), said
        assert Arrival.objects.filter(source="jual").count() == len(work)
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
    work = work_of(taps, amplang, user, round(time.time() * 1000) - 24 * 60 * MINUTE)
    phones = [client_of(user) for _ in range(3)]
    assert len({phone.session.session_key for phone in phones}) == 3, "each device is signed in by itself"
    first = arrive(amplang, phones, work)
    assert arrive(amplang, phones, work[::-1]) == first
    for random in orders:
        shuffled = list(work)
        random.shuffle(shuffled)
        assert arrive(amplang, phones, shuffled) == first

    stands, writes, (left, owed), counts = first
    edits = [
        (field, one["id"], change["value"])
        for _, one in work
        for field, change in one["data"].get("changes", {}).items()
        if change["base"] != change["value"]
    ]
    assert {row[:2] for row in writes if row[1]} == {edit[:2] for edit in edits}, "each edit has its row"
    assert {(row[0], row[1], row[3]) for row in writes if row[1]} == set(edits), "which says what was written"
    for field, operation, _, value, is_lost in writes:
        if value == stands[field]:
            assert not is_lost, "what stands is not lost"
        elif operation and not any(row[0] == field and row[2] == value for row in writes):
            assert is_lost, "what nobody saw and does not stand is"
    counted = {one["id"]: one["data"] for _, one in work if one["kind"] == "change_stock"}
    assert dict(counts).keys() == counted.keys(), "each count has its row"
    if not any("sold_out" in data for data in counted.values()):
        assert left - owed == STOCK + sum(data["delta"] for data in counted.values())
    assert left >= 0
    assert not (left and owed)
