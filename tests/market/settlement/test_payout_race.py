"""Sixteen operators at once pay nobody twice."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connections

from market.ledger.balances import balance, total
from market.settlement import payouts
from market.settlement.models import SellerPayout, SellerTransfer
from tests.market.settlement.paying_out import earn, pay, prepare
from tests.market.settlement.stand import Stand
from tests.market.settlement.world import (
    a_seller,
    check_the_books,
)

pytestmark = pytest.mark.usefixtures("proofs_apart")


@pytest.mark.django_db(transaction=True)
def test_sixteen_operators_pay_nobody_twice(stand: Stand) -> None:
    sellers = [a_seller(f"Toko {number}") for number in range(4)]
    for seller in sellers:
        for _ in range(3):
            earn(stand, seller, 60_000)

    def work() -> list[SellerPayout]:
        made = prepare()
        for payout in SellerPayout.objects.all():
            pay(payout)
        return made

    made = each_in_a_thread(work, 16)

    assert sum(len(one) for one in made) == 4
    assert SellerTransfer.objects.filter(payout=None).count() == 0
    assert balance("bank:treasurer") == -720_000
    assert total() == 0
    check_the_books()


@pytest.mark.django_db(transaction=True)
def test_the_same_operators_collide_when_the_guards_are_off(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    """The positive control: without locks somebody is paid twice, or the database has to refuse."""
    seller = a_seller()
    for _ in range(3):
        earn(stand, seller, 60_000)
    monkeypatch.setattr(payouts, "wait_for_others", lambda: None)
    monkeypatch.setattr("django.db.models.query.QuerySet.select_for_update", lambda self, **_kwargs: self)
    gate = threading.Barrier(16)
    real = payouts._banks
    monkeypatch.setattr(payouts, "_banks", lambda now: (gate.wait(20), real(now))[1])

    troubles = [one for one in each_in_a_thread(prepare, 16) if isinstance(one, Exception)]

    assert len(troubles) == 15  # the database let one through: one open payout a seller


def each_in_a_thread(work: Any, count: int) -> list[Any]:
    """Run it in threads that start together; return what each returned or raised."""
    gate = threading.Barrier(count)
    answers: list[Any] = []

    def one() -> None:
        gate.wait()
        try:
            answers.append(work())
        except Exception as error:  # noqa: BLE001
            answers.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
