"""Money on its way back: per order, never more than was paid, booked once, whoever gave it."""

from __future__ import annotations

import pytest

from market.ledger.balances import balance
from market.ledger.models import Journal
from market.outbox.actions import carry_out
from market.outbox.models import Effect
from market.settlement.actions import ask_refund
from market.settlement.earnings import fulfil
from market.settlement.models import OrderGroup, Payment, Refund, SellerTransfer
from market.settlement.refunds import DifferentRefund, NothingToTry, TooMuch, try_again
from tests.market.settlement.stand import Stand
from tests.market.settlement.world import (
    NOW,
    Sold,
    a_seller,
    ask,
    carry_out_all,
    orders_of,
    owed_to,
    paid_purchase,
    standing_of_accounts,
    take_news,
)

pytestmark = pytest.mark.usefixtures("books")


def test_it_gives_back_a_part_before_the_goods_have_arrived(group: OrderGroup, payment: Payment) -> None:
    refund = ask(orders_of(group)[0], 26_000)
    assert standing_of_accounts() == {"gateway:stripe": 95_000, "held": -69_000, "refunds": -26_000}

    carry_out_all()

    refund.refresh_from_db()
    payment.refresh_from_db()
    assert (refund.status, payment.refunded, payment.status) == (Refund.Status.DONE, 26_000, Payment.Status.CAPTURED)
    assert refund.done_at is not None
    assert standing_of_accounts() == {"gateway:stripe": 69_000, "held": -69_000}


def test_it_takes_back_from_seller_and_commission_what_was_shared_out(group: OrderGroup) -> None:
    order = orders_of(group)[0]
    seller = order.membership.seller
    fulfil(order_id=order.pk, now=NOW)
    assert owed_to(seller) == 62_750

    ask(order, 13_000)
    carry_out_all()

    assert owed_to(seller) == 62_750 - 12_550  # a fifth of everything
    assert balance("income:commission") == -1_800
    clawback = SellerTransfer.objects.get(kind=SellerTransfer.Kind.CLAWBACK)
    assert (clawback.amount, clawback.payout) == (-12_550, None)

    for _ in range(4):
        ask(order, 13_000)
    carry_out_all()
    assert standing_of_accounts() == {"gateway:stripe": 30_000, "held": -30_000}


@pytest.mark.parametrize("is_fulfilled", [False, True])
def test_it_refuses_more_than_is_left(group: OrderGroup, is_fulfilled: bool) -> None:
    order = orders_of(group)[0]
    if is_fulfilled:
        fulfil(order_id=order.pk, now=NOW)
    ask(order, 40_000)

    with pytest.raises(TooMuch):
        ask(order, 25_001)
    assert Refund.objects.count() == 1
    ask(order, 25_000)
    with pytest.raises(TooMuch):
        ask(order, 1)


@pytest.mark.parametrize("amount", [0, -1])
def test_it_refuses_to_give_back_nothing(group: OrderGroup, amount: int) -> None:
    with pytest.raises(ValueError, match="is none"):
        ask(orders_of(group)[0], amount)


def test_one_key_is_one_refund(group: OrderGroup) -> None:
    order, other = orders_of(group)

    assert ask(order, 10_000, "kunci") == ask(order, 10_000, "kunci")
    assert balance("refunds") == -10_000
    for wrong, amount in ((order, 9_000), (other, 10_000)):
        with pytest.raises(DifferentRefund):
            ask(wrong, amount, "kunci")


def test_it_gives_all_of_a_payment_back_in_one_movement(group: OrderGroup, payment: Payment, stand: Stand) -> None:
    for _ in range(2):
        ask_refund(payment=payment, reason="datang terlambat")
    assert [effect.payload["amount"] for effect in Effect.objects.filter(kind="payment.refund")] == [95_000]

    carry_out_all()

    payment.refresh_from_db()
    assert payment.status == Payment.Status.REFUNDED
    assert standing_of_accounts() == {}
    assert list(stand.given[payment.external_id].values()) == [95_000]


def test_news_of_our_own_refund_changes_nothing_more(group: OrderGroup, payment: Payment, stand: Stand) -> None:
    ask(orders_of(group)[0], 26_000)
    carry_out_all()
    before = (standing_of_accounts(), Journal.objects.count())

    for _ in range(2):
        take_news(payment, stand.status(payment.external_id))

    assert (standing_of_accounts(), Journal.objects.count()) == before


def test_news_may_come_before_our_own_call_returns(group: OrderGroup, payment: Payment, stand: Stand) -> None:
    refund = ask(orders_of(group)[0], 26_000)
    take_news(payment, stand.change(payment.external_id, refunded=26_000))
    refund.refresh_from_db()
    assert refund.status == Refund.Status.DONE

    carry_out_all()

    payment.refresh_from_db()
    assert payment.refunded == 26_000  # the gateway was not asked for what somebody had given back
    assert Refund.objects.count() == 1


def test_old_news_takes_nothing_back(group: OrderGroup, payment: Payment, stand: Stand) -> None:
    old = stand.status(payment.external_id)
    ask(orders_of(group)[0], 26_000)
    carry_out_all()

    take_news(payment, old)

    assert payment.refunded == 26_000
    assert balance("gateway:stripe") == 69_000


def test_it_finds_the_refunds_that_were_meant(group: OrderGroup, payment: Payment, stand: Stand) -> None:
    first, second, third = (ask(orders_of(group)[0], amount) for amount in (30_000, 20_000, 10_000))

    take_news(payment, stand.change(payment.external_id, refunded=20_000))
    assert set(Refund.objects.filter(status=Refund.Status.DONE)) == {second}

    take_news(payment, stand.change(payment.external_id, refunded=60_000))
    assert set(Refund.objects.filter(status=Refund.Status.DONE)) == {first, second, third}
    assert Refund.objects.count() == 3


def test_each_of_two_like_sums_is_given_whichever_is_carried_out_first(group: OrderGroup, payment: Payment) -> None:
    order = orders_of(group)[0]
    refunds = [ask(order, 9_000), ask(order, 9_000)]
    for effect in Effect.objects.filter(kind="payment.refund").order_by("-pk"):
        carry_out(effect.pk)
    payment.refresh_from_db()
    assert payment.refunded == 18_000
    assert {Refund.objects.get(pk=refund.pk).status for refund in refunds} == {Refund.Status.DONE}


def test_it_finds_very_many_refunds_at_once(group: OrderGroup, payment: Payment, stand: Stand) -> None:
    for number in range(30):
        ask(orders_of(group)[0], 1_000 + number)

    take_news(payment, stand.change(payment.external_id, refunded=30_000 + 435))

    assert set(Refund.objects.values_list("status", flat=True)) == {"done"}
    assert Refund.objects.count() == 30


def test_it_books_what_somebody_gave_back_without_us(
    group: OrderGroup, payment: Payment, stand: Stand, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = orders_of(group)
    fulfil(order_id=first.pk, now=NOW)
    ask(second, 11_000)
    carry_out_all()

    for _ in range(2):
        take_news(payment, stand.change(payment.external_id, refunded=11_000 + 42_000))

    outside = Refund.objects.filter(reason__startswith="Dikembalikan langsung").order_by("split")
    assert [(one.amount, one.status) for one in outside] == [(32_500, "done"), (9_500, "done")]  # 65.000 : 19.000
    assert "Dikembalikan langsung" in caplog.text
    assert owed_to(first.membership.seller) == 31_375
    assert standing_of_accounts()["gateway:stripe"] == 95_000 - 53_000


def test_a_refusal_stays_visible_and_can_be_tried_again(group: OrderGroup, payment: Payment, stand: Stand) -> None:
    refund = ask(orders_of(group)[0], 26_000)
    stand.refuses = True
    carry_out_all()
    refund.refresh_from_db()
    assert refund.status == Refund.Status.FAILED
    assert balance("refunds") == -26_000

    stand.refuses = False
    try_again(refund=refund)
    carry_out_all()

    refund.refresh_from_db()
    assert refund.status == Refund.Status.DONE
    assert balance("refunds") == 0
    with pytest.raises(NothingToTry):
        try_again(refund=refund)


def test_a_seller_who_holds_the_money_gives_it_back_herself(stand: Stand) -> None:
    seller = a_seller()
    sold = Sold(goods=45_000, commission=2_250, seller=seller)
    [order] = orders_of(paid_purchase(stand, sold, gateway="transfer", is_direct=True))
    ask(order, 9_000)
    fulfil(order_id=order.pk, now=NOW)
    assert standing_of_accounts() == {
        f"seller:{seller.pk}": 1_800,
        f"seller:{seller.pk}:direct": 9_000,
        "income:commission": -1_800,
        "refunds": -9_000,
    }
    carry_out_all()
    assert standing_of_accounts() == {f"seller:{seller.pk}": 1_800, "income:commission": -1_800}


def test_she_owes_less_when_she_gave_it_from_her_own_pocket(stand: Stand) -> None:
    seller = a_seller()
    sold = Sold(goods=45_000, commission=2_250, seller=seller)
    [order] = orders_of(paid_purchase(stand, sold, gateway="cash", is_direct=True))
    fulfil(order_id=order.pk, now=NOW)
    assert owed_to(seller) == -2_250

    ask(order, 45_000)
    assert owed_to(seller) == -45_000
    carry_out_all()
    assert standing_of_accounts() == {}
