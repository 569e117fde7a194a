"""Sixteen at once confirm, refund and close a bill; with the lock off they get away with more."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
from django.db import connection

from market.gateways.base import GatewayRefused, Progress
from market.gateways.bills import gateway as bills
from market.gateways.bills import matching
from market.gateways.bills.actions import confirm, mark_refunded
from market.gateways.bills.gateway import BillGateway
from market.gateways.bills.matching import AlreadySettled, match
from market.gateways.bills.models import Bill, BillRefund, ReceivingAccount, StatementLine
from market.gateways.transfer.gateway import TransferGateway
from market.outbox.models import Effect
from tests.market.gateways.bills.conftest import NOON, TakeIn, a_bill
from tests.market.gateways.crowd import at_once

pytestmark = pytest.mark.django_db(transaction=True)

GATEWAY = TransferGateway()


@pytest.fixture
def bill(account: ReceivingAccount) -> Bill:
    return a_bill(account)


def pay(bill: Bill) -> None:
    confirm(bill_id=bill.pk, by=None, evidence="mutasi", at=NOON)


def ask_sixty_percent(bill: Bill) -> list[bool]:
    keys = iter(range(100))

    def ask() -> bool:
        try:
            GATEWAY.refund(bill.external_id, amount=34_800, idempotency_key=f"r-{next(keys)}")
        except GatewayRefused:
            return False
        return True

    return at_once(ask)


def test_it_takes_one_refund_of_sixty_percent(bill: Bill) -> None:
    pay(bill)
    assert ask_sixty_percent(bill).count(True) == 1
    assert BillRefund.objects.count() == 1


def test_it_would_take_several_without_the_lock(bill: Bill, monkeypatch: pytest.MonkeyPatch) -> None:
    """The positive control: looking first and then writing."""
    find, check = BillGateway._find, bills._refuse_too_much

    def look(self: BillGateway, external_id: str, *, lock: bool = False) -> Bill:
        return find(self, external_id)

    def check_slowly(*args: Any) -> None:
        check(*args)
        time.sleep(0.3)

    pay(bill)
    monkeypatch.setattr(BillGateway, "_find", look)
    monkeypatch.setattr(bills, "_refuse_too_much", check_slowly)
    assert ask_sixty_percent(bill).count(True) > 1


def test_it_notes_one_refund_for_one_key(bill: Bill) -> None:
    pay(bill)
    answers = at_once(lambda: GATEWAY.refund(bill.external_id, amount=34_800, idempotency_key="r"))
    assert (set(answers), BillRefund.objects.count()) == ({0}, 1)


def test_it_counts_a_refund_once_that_sixteen_say_is_done(bill: Bill) -> None:
    pay(bill)
    refund = BillRefund.objects.create(bill=bill, amount=20_000, idempotency_key="r")
    at_once(lambda: mark_refunded(refund_id=refund.pk, by=None, evidence="BI-FAST", at=NOON))
    bill.refresh_from_db()
    assert bill.refunded == 20_000
    assert Effect.objects.filter(key__contains=":refund-").count() == 1


def test_it_tells_the_orders_once_when_sixteen_confirm(bill: Bill) -> None:
    at_once(lambda: pay(bill))
    assert Effect.objects.filter(kind="payment.news").count() == 1


def test_it_never_loses_money_that_comes_while_the_bill_is_being_closed(bill: Bill) -> None:
    turns = iter(range(100))

    def confirm_or_close() -> None:
        if next(turns) % 2:
            pay(bill)
        else:
            try:
                GATEWAY.cancel(bill.external_id)
            except GatewayRefused:
                assert GATEWAY.status(bill.external_id).progress is Progress.CAPTURED

    at_once(confirm_or_close)
    standing = GATEWAY.status(bill.external_id)
    assert (standing.progress, standing.captured) == (Progress.CAPTURED, 58_000)


def test_a_file_and_a_hand_that_find_one_bill_at_once_are_both_answered(
    bill: Bill, account: ReceivingAccount, take_in: TakeIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hand comes while the file has looked at the bill and not yet matched it."""
    [other] = take_in("18/11/2026;SETORAN;;58.100").lines
    answers: list[str] = []

    def by_hand() -> None:
        try:
            match(line_id=other.pk, bill_id=bill.pk, by=None, at=NOON)
        except AlreadySettled as settled:
            answers.append(str(settled))
        finally:
            connection.close()

    hand, doubt = threading.Thread(target=by_hand), matching._doubt

    def doubt_slowly(*args: Any, **more: Any) -> str:
        if not hand.ident:
            hand.start()
            hand.join(1)
        return doubt(*args, **more)

    monkeypatch.setattr(matching, "_doubt", doubt_slowly)
    taken = take_in("19/11/2026;TRSF DARI SITI AMINAH;;58.045")
    hand.join()

    assert (taken.matched, answers) == (1, ["Tagihan ini sudah cocok dengan baris lain."])
    assert StatementLine.objects.get(bill=bill).pk == taken.lines[0].pk
