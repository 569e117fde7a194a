"""A hundred refunds of 60 % at once: one is given. With the guards off several are, so they are needed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections
from django.db.models import Sum

from market.ledger.balances import total
from market.settlement import refunds
from market.settlement.earnings import fulfil
from market.settlement.models import PaymentSplit, Refund
from market.settlement.refunds import TooMuch, ask_order_refund
from tests.market.settlement.stand import Stand
from tests.market.settlement.world import NOW, Sold, carry_out_all, check_the_books, orders_of, paid_purchase

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = 100  # each in a thread and on a connection of its own
PAID = 100_000


def ask(order_id: int, key: str) -> str:
    """Ask for 60 % back; return how it went."""
    try:
        ask_order_refund(order_id=order_id, amount=60_000, reason="rusak", key=key, by=None, now=NOW)
    except TooMuch:
        return "too much"
    except Exception as error:  # noqa: BLE001
        return type(error).__name__
    return "given"


def at_once(works: list[Callable[[], Any]]) -> list[Any]:
    """Run all in threads that begin together, each on its own connection, open before the first begins."""
    gate = threading.Barrier(len(works))
    answers: list[Any] = []

    def one(work: Callable[[], Any]) -> None:
        try:
            connection.ensure_connection()
            gate.wait(60)
            answers.append(work())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.parametrize("is_fulfilled", [False, True])
def test_a_hundred_refunds_of_sixty_percent_give_back_sixty_percent(stand: Stand, is_fulfilled: bool) -> None:
    group = paid_purchase(stand, Sold(goods=PAID, commission=5_000), Sold(goods=30_000))
    order = orders_of(group)[0]
    if is_fulfilled:
        fulfil(order_id=order.pk, now=NOW)

    answers = at_once([lambda n=n: ask(order.pk, f"r{n}") for n in range(AT_ONCE)])

    assert (answers.count("given"), answers.count("too much")) == (1, AT_ONCE - 1)
    assert Refund.objects.aggregate(sum=Sum("amount"))["sum"] == 60_000
    carry_out_all()
    payment = group.payments.get()
    assert (payment.refunded, stand.status(payment.external_id).refunded) == (60_000, 60_000)
    check_the_books()


def test_the_same_key_at_once_is_one_refund(stand: Stand) -> None:
    order = orders_of(paid_purchase(stand, Sold(goods=PAID)))[0]

    assert at_once([lambda: ask(order.pk, "kunci")] * 16) == ["given"] * 16
    assert Refund.objects.count() == 1
    check_the_books()


def test_without_the_guards_too_much_is_given(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    """The positive control: no locks, no constraint, and everybody looks before anybody writes."""
    order = orders_of(paid_purchase(stand, Sold(goods=PAID)))[0]
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE settlement_paymentsplit DROP CONSTRAINT settlement_refund_within_split")
    monkeypatch.setattr("django.db.models.query.QuerySet.select_for_update", lambda self, **_kwargs: self)
    have_looked = threading.Barrier(4)
    real = refunds._split_with

    def look(*args: Any) -> PaymentSplit:
        split = real(*args)
        have_looked.wait(20)
        return split

    monkeypatch.setattr(refunds, "_split_with", look)

    answers = at_once([lambda n=n: ask(order.pk, f"r{n}") for n in range(4)])

    assert answers.count("given") > 1
    assert (Refund.objects.aggregate(sum=Sum("amount"))["sum"] or 0) > PAID
    assert total() == 0  # even then not a rupiah is lost from the ledger


def test_without_the_locks_the_database_still_refuses(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    order = orders_of(paid_purchase(stand, Sold(goods=PAID)))[0]
    monkeypatch.setattr("django.db.models.query.QuerySet.select_for_update", lambda self, **_kwargs: self)

    answers = at_once([lambda n=n: ask(order.pk, f"r{n}") for n in range(8)])

    assert answers.count("given") == 1
    assert Refund.objects.aggregate(sum=Sum("amount"))["sum"] == 60_000
