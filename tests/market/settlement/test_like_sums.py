"""Refunds of like sums are told apart by the key that travels with them, in whichever order their news comes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from market.gateways.base import Asked
from market.outbox.actions import carry_out
from market.outbox.models import Effect
from market.settlement.models import OrderGroup, Payment, Refund
from market.settlement.refunds import ask_payment_refund, try_again
from tests.market.settlement.stand import Stand
from tests.market.settlement.world import NOW, Sold, ask, carry_out_all, orders_of, paid_purchase, take_news

pytestmark = pytest.mark.usefixtures("books")

AMOUNT = 9_000
ELDER, YOUNGER = 0, 1


@pytest.fixture
def refunds(group: OrderGroup) -> list[Refund]:
    """Two refunds of one order, of the same sum, the elder first."""
    order = orders_of(group)[0]
    return [ask(order, AMOUNT), ask(order, AMOUNT)]


@pytest.fixture
def hasty_news(books: Any, payment: Payment, stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    """Book the gateway's news of each refund before our own call hears its answer."""
    give = stand.refund

    def refund(external_id: str, **told: Any) -> int:
        answer = give(external_id, **told)
        take_news(payment, stand.status(external_id))
        return answer

    monkeypatch.setattr(stand, "refund", refund)


@pytest.fixture
def outside(payment: Payment, stand: Stand) -> Callable[[], None]:
    """Let somebody give the same sum back past us, as in Stripe's dashboard, and let the news come."""

    def give() -> None:
        given = stand.status(payment.external_id).refunded
        take_news(payment, stand.change(payment.external_id, refunded=given + AMOUNT))

    return give


def key_of(refund: Refund) -> str:
    return f"payment.refund:{refund.key}"


def done(refunds: list[Refund]) -> list[bool]:
    return [Refund.objects.get(pk=refund.pk).status == Refund.Status.DONE for refund in refunds]


def given_outside() -> int:
    found = Refund.objects.filter(reason__startswith="Dikembalikan langsung", status=Refund.Status.DONE)
    return sum(found.values_list("amount", flat=True))


@pytest.mark.usefixtures("hasty_news")
@pytest.mark.parametrize("first", [ELDER, YOUNGER])
def test_each_is_given_though_its_news_is_booked_before_our_own_answer(
    refunds: list[Refund], payment: Payment, stand: Stand, first: int
) -> None:
    effects = [Effect.objects.get(key=key_of(refund)) for refund in refunds]

    carry_out(effects[first].pk)
    assert done(refunds) == [first == ELDER, first == YOUNGER]
    carry_out(effects[1 - first].pk)

    assert done(refunds) == [True, True]
    assert set(stand.given[payment.external_id]) == {key_of(refund) for refund in refunds}
    assert stand.status(payment.external_id).refunded == 2 * AMOUNT


@pytest.mark.parametrize("first", [ELDER, YOUNGER])
def test_each_is_given_though_we_died_after_asking_for_one(
    refunds: list[Refund], payment: Payment, stand: Stand, first: int
) -> None:
    stand.refund(payment.external_id, amount=AMOUNT, idempotency_key=key_of(refunds[first]))
    take_news(payment, stand.status(payment.external_id))
    assert done(refunds) == [first == ELDER, first == YOUNGER]

    carry_out_all()

    assert done(refunds) == [True, True]
    assert set(stand.given[payment.external_id]) == {key_of(refund) for refund in refunds}


def test_of_two_orders_the_one_whose_money_went_is_done(group: OrderGroup, payment: Payment, stand: Stand) -> None:
    elder, younger = (ask(order, AMOUNT) for order in orders_of(group))
    stand.refund(payment.external_id, amount=AMOUNT, idempotency_key=key_of(younger))
    take_news(payment, stand.status(payment.external_id))
    assert done([elder, younger]) == [False, True]


def test_old_news_of_the_one_says_nothing_of_the_other(refunds: list[Refund], payment: Payment, stand: Stand) -> None:
    stand.refund(payment.external_id, amount=AMOUNT, idempotency_key=key_of(refunds[YOUNGER]))
    old = stand.status(payment.external_id)
    take_news(payment, old)
    stand.refund(payment.external_id, amount=AMOUNT, idempotency_key=key_of(refunds[ELDER]))
    take_news(payment, old)
    assert done(refunds) == [False, True]
    take_news(payment, stand.status(payment.external_id))
    assert done(refunds) == [True, True]


def test_what_somebody_gave_past_us_is_not_taken_for_one_that_the_gateway_promised(
    group: OrderGroup, payment: Payment, stand: Stand, outside: Callable[[], None]
) -> None:
    ours = ask(orders_of(group)[0], AMOUNT)
    stand.change(payment.external_id, asked=(Asked(key=key_of(ours), amount=AMOUNT, is_given=False),))

    outside()
    assert (done([ours]), given_outside()) == ([False], AMOUNT)

    given = (Asked(key=key_of(ours), amount=AMOUNT, is_given=True),)
    take_news(payment, stand.change(payment.external_id, refunded=2 * AMOUNT, asked=given))
    assert (done([ours]), given_outside()) == ([True], AMOUNT)


def test_what_somebody_gave_past_us_is_booked_as_such_beside_our_own(
    group: OrderGroup, payment: Payment, stand: Stand, outside: Callable[[], None]
) -> None:
    ours = ask(orders_of(group)[0], AMOUNT)
    stand.refund(payment.external_id, amount=AMOUNT, idempotency_key=key_of(ours))
    outside()  # one piece of news tells of both
    assert (done([ours]), given_outside()) == ([True], AMOUNT)


def test_when_what_went_past_us_comes_back_our_own_like_sum_stays_given(stand: Stand) -> None:
    group = paid_purchase(stand, Sold(goods=65_000))
    payment = group.payments.get()
    take_news(payment, stand.change(payment.external_id, refunded=AMOUNT))
    past_us, ours = Refund.objects.get(), ask(orders_of(group)[0], AMOUNT)
    carry_out_all()

    take_news(payment, stand.bounce(payment.external_id, amount=AMOUNT))

    assert done([past_us, ours]) == [False, True]
    try_again(refund=Refund.objects.get(pk=past_us.pk))
    carry_out_all()
    assert done([past_us, ours]) == [True, True]
    assert stand.status(payment.external_id).refunded == 2 * AMOUNT


def test_many_orders_under_one_key_are_all_done(payment: Payment, stand: Stand) -> None:
    ask_payment_refund(payment=payment, reason="batal", by=None, now=NOW)
    [effect] = Effect.objects.filter(kind="payment.refund")
    stand.refund(payment.external_id, amount=95_000, idempotency_key=effect.key)
    take_news(payment, stand.status(payment.external_id))
    assert set(Refund.objects.values_list("status", flat=True)) == {"done"}
