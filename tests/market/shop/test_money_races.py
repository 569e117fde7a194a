"""Everybody at once on one purchase, and the power going at any write: the money has one place, and all of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from market.accounts.models import User
from market.gateways.bills.actions import confirm
from market.gateways.bills.models import Bill
from market.ledger.balances import total
from market.ledger.models import Journal
from market.outbox.models import Effect
from market.settlement.models import OrderGroup, Payment, Refund, SellerPayout, SellerTransfer
from market.settlement.payouts import mark_paid, prepare_payouts
from market.settlement.refunds import TooMuch
from market.shop.basket.vouchers import add_voucher
from market.shop.checkout.actions import OrderChanged, place_order_group
from market.shop.order.actions import (
    HoldStays,
    NotCancellable,
    NotPayable,
    cancel_order,
    cancel_unpaid,
    change_method,
    hand_over,
    leaving,
    lock,
    receive,
    refund_order,
    release_hold,
    start_payments,
    take_payment_news,
)
from market.shop.order.models import Order
from market.shop.order.status import Status
from market.shop.partner.models import StockRecord
from tests.market.pictures.made import photo
from tests.market.settlement.test_refund_race import at_once
from tests.market.shop.goods import make_basket, make_buyer, make_destination, make_product, make_shop
from tests.market.shop.test_money_strangers import a_transfer, an_upload, money_comes, settle_all
from tests.market.shop.test_offers import ConditionalOffer as Offer
from tests.market.shop.test_offers import make_offer
from tests.market.shop.test_vouchers import make_voucher
from tests.market.shop.ways import offer

FAIR = (NotPayable, HoldStays, NotCancellable, TooMuch, OrderChanged)
committing = pytest.mark.django_db(transaction=True)


def fairly(work: Callable[[], Any]) -> Callable[[], Any]:
    """Run it; a plain no is an answer, everything else (a deadlock, a broken rule) is not."""

    def run() -> Any:
        try:
            work()
        except FAIR as no:
            return type(no).__name__
        return "done"

    return run


def check_all() -> None:
    """No paid order without money, no money without order or way back, no stock lost or made."""
    assert total() == 0
    for order in Order.objects.all():
        splits = order.payment_splits.filter(payment__captured__gt=0)
        came, back = sum(split.amount for split in splits), sum(split.refund_asked for split in splits)
        asked = sum(Refund.objects.filter(split__order=order).values_list("amount", flat=True))
        assert (asked, back <= came) == (back, True), order.number
        if order.status in (Status.PAID, Status.HANDED_OVER, Status.RECEIVED):
            assert came - back <= order.total_incl_tax <= came, order.number
        else:
            assert came == back, (order.number, order.status, came, back)
    for record in StockRecord.objects.all():
        alive = record.line_set.filter(order__status__in=[Status.PAID, Status.AWAITING_PAYMENT, Status.CASH_DUE])
        assert (record.num_allocated or 0) == sum(alive.values_list("quantity", flat=True)), record


def most_of(order: Order, key: str) -> Refund:
    """Give 60 % of an order back."""
    return refund_order(order=order, amount=int(order.total_incl_tax * 6 // 10), reason="r", key=key, by=None)


@committing
def test_whatever_happens_to_one_purchase_at_once_the_money_has_one_place(double: str) -> None:
    offer("stripe")
    now = timezone.now()
    for turn in range(6):
        group = a_transfer(shops=2)
        bill = Bill.objects.get(reference__startswith=group.number)
        if turn % 2:
            OrderGroup.objects.filter(pk=group.pk).update(hold_expires_at=now - timedelta(seconds=1))
        say = [lambda b=bill: confirm(bill_id=b.pk, by=None, evidence="m", at=now)] * 2
        ask = [lambda b=bill: take_payment_news(gateway_code="transfer", external_id=b.external_id)] * 2
        stop = [lambda g=group: cancel_unpaid(group=g, now=now), lambda g=group: release_hold(group=g, now=now)]
        other = [lambda g=group: change_method(group=g, code="stripe", now=now)] * 2
        answers = at_once([fairly(work) for work in (*say, *ask, *stop, *other)])
        assert len(answers) == 8, "one of them fell over"
        settle_all()
        money_comes(group)
        settle_all()
        check_all()
    group = a_transfer(shops=2)
    money_comes(group)
    orders = [member.order for member in group.members.select_related("order")]
    calls = [lambda o=order: cancel_order(order=o, reason="r", by=None) for order in orders for _ in range(2)]
    some = [lambda o=order, n=n: most_of(o, f"{o}{n}") for order in orders for n in range(2)]
    assert len(at_once([fairly(work) for work in (*calls, *some)])) == 8
    settle_all()
    check_all()


@committing
def test_earning_refunding_and_paying_out_at_once(own_folders: object) -> None:
    groups = [a_transfer(shops=2) for _ in range(2)]
    for group in groups:
        money_comes(group)
    orders = list(Order.objects.order_by("pk"))
    for order in orders:
        hand_over(order=order, carrier="K", tracking_number="1", by=None)
    assert len(at_once([lambda o=order: receive(order=o) for order in orders for _ in range(3)])) == 12
    assert SellerTransfer.objects.count() == 4
    SellerTransfer.objects.update(created_at=timezone.now() - timedelta(days=2))
    until, now = timezone.localdate() - timedelta(days=1), timezone.now()
    refunds = [lambda o=order, n=n: most_of(o, f"{o}{n}") for order in orders for n in range(2)]
    prepare = [lambda: prepare_payouts(until=until, now=now)] * 2
    assert sorted(at_once([fairly(work) for work in (*refunds, *prepare)])) == ["TooMuch"] * 4 + ["done"] * 6
    slips = [an_upload(photo(width=8, height=8), "s.jpg") for _ in range(8)]
    payout = SellerPayout.objects.earliest("pk")
    way = {"paid_from": "bank:treasurer", "by": None, "now": now}
    at_once([lambda s=one: mark_paid(payout=payout, proof=s, **way) for one in slips])
    settle_all()
    check_all()
    assert Journal.objects.of_kind("payout").count() == 1


@committing
def test_a_voucher_for_one_is_used_by_one_of_many_baskets_at_once() -> None:
    voucher = make_voucher()
    make_destination()
    baskets = [make_basket((make_product(make_shop(), price=60_000), 1)) for _ in range(8)]
    people = [User.objects.create_user(f"+62812999900{number:02d}") for number in range(8)]
    for basket, person in zip(baskets, people, strict=True):
        add_voucher(basket=basket, code=voucher.code, user=person)
    told: dict[str, Any] = {"choices": {}, "now": timezone.now()}
    buys = [
        lambda b=basket, p=person: place_order_group(basket=b, buyer=make_buyer(p), **told)
        for basket, person in zip(baskets, people, strict=True)
    ]
    make_offer("Percentage", 10)
    Offer.objects.filter(offer_type="Site").update(max_global_applications=2)
    answers = at_once([fairly(buy) for buy in buys])
    assert len(answers) == 8
    assert Offer.objects.get(offer_type="Site").num_applications == 2, answers
    voucher.refresh_from_db()
    assert voucher.num_orders == voucher.applications.count() == 1
    assert Payment.objects.count() == OrderGroup.objects.count()


@pytest.mark.django_db
def test_a_payment_that_opens_while_another_way_is_chosen_is_closed_first(
    double: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer("stripe")
    group, now = a_transfer(is_started=False), timezone.now()

    def too_late(group_id: int) -> Any:
        monkeypatch.setattr(leaving, "lock", lock)
        start_payments(group=group, now=now)
        return lock(group_id)

    monkeypatch.setattr(leaving, "lock", too_late)
    with pytest.raises(HoldStays):
        change_method(group=group, code="stripe", now=now)
    change_method(group=group, code="stripe", now=now)
    assert group.payments.get(status="starting").gateway == OrderGroup.objects.get().gateway == "stripe"


class PowerCut(BaseException):
    """Nothing that anybody catches."""


def cut_at_every_write(work: Callable[[], Any]) -> int:
    """Let the power go at each write in turn: nothing may be left half done. Return how many writes there were."""
    tables = (Order, OrderGroup, Payment, Refund, Journal, Effect, StockRecord, Bill, SellerTransfer, SellerPayout)
    turn, left = 0, 0

    def cut(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        nonlocal left
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            left -= 1
            if left < 0:
                raise PowerCut
        return execute(sql, *more)

    while True:
        before, left = [list(table.objects.order_by("pk").values_list()) for table in tables], turn
        try:
            with connection.execute_wrapper(cut):
                work()
            return turn
        except PowerCut:
            assert before == [list(table.objects.order_by("pk").values_list()) for table in tables], turn
        turn += 1


@pytest.mark.django_db
def test_power_that_goes_at_any_write_leaves_nothing_half_done(own_folders: object) -> None:
    a_transfer()
    basket, now = make_basket((make_product(make_shop(), price=60_000), 2)), timezone.now()
    told: dict[str, Any] = {"buyer": make_buyer(), "choices": {}, "now": now, "method": "transfer"}
    assert cut_at_every_write(lambda: place_order_group(basket=basket, **told)) > 10
    group = OrderGroup.objects.latest("pk")
    start_payments(group=group, now=now)
    bill, order = Bill.objects.latest("pk"), Order.objects.latest("pk")
    assert cut_at_every_write(lambda: confirm(bill_id=bill.pk, by=None, evidence="m", at=now)) > 1
    assert cut_at_every_write(lambda: take_payment_news(gateway_code="transfer", external_id=bill.external_id)) > 5
    hand_over(order=order, carrier="K", tracking_number="1", by=None)
    assert cut_at_every_write(lambda: receive(order=order)) > 5
    SellerTransfer.objects.update(created_at=now - timedelta(days=2))
    refund = {"amount": 9_000, "reason": "r", "key": "k", "by": None, "restock": {order.lines.get().pk: 1}}
    assert cut_at_every_write(lambda: refund_order(order=order, **refund)) > 5
    until, slip = timezone.localdate() - timedelta(days=1), photo(width=8, height=8)
    SellerTransfer.objects.update(created_at=now - timedelta(days=2))
    assert cut_at_every_write(lambda: prepare_payouts(until=until, now=now)) > 1
    payout, way = SellerPayout.objects.get(), {"paid_from": "bank:treasurer", "by": None, "now": now}
    assert cut_at_every_write(lambda: mark_paid(payout=payout, proof=an_upload(slip, "s.jpg"), **way)) > 1
    settle_all()
    assert total() == 0
