from __future__ import annotations

import threading
from typing import Any

import pytest
import stripe

from tests.market.gateways.conftest import Double


def give_back(double: Double, session: stripe.checkout.Session, **params: Any) -> stripe.Refund:
    return double.sdk.v1.refunds.create({"payment_intent": session.payment_intent, **params})


def test_it_gives_back_all_that_is_left_when_no_amount_is_named(double: Double) -> None:
    session = double.paid_session()
    give_back(double, session, amount=800_000)
    assert give_back(double, session).amount == 5_000_000


@pytest.mark.parametrize("amount", [5_800_001, 0, -1])
def test_it_refuses_too_much_and_too_little(double: Double, amount: int) -> None:
    session = double.paid_session()
    with pytest.raises(stripe.InvalidRequestError) as caught:
        give_back(double, session, amount=amount)
    assert caught.value.param == "amount"


def test_it_says_when_nothing_is_left(double: Double) -> None:
    session = double.paid_session()
    give_back(double, session)
    with pytest.raises(stripe.InvalidRequestError) as caught:
        give_back(double, session)
    assert caught.value.code == "charge_already_refunded"


def test_it_never_gives_back_more_than_it_took_to_twenty_at_the_same_time(double: Double) -> None:
    session = double.paid_session()
    gate = threading.Barrier(20)
    outcomes: list[str] = []

    def ask() -> None:
        gate.wait()
        try:
            give_back(double, session, amount=3_480_000)
            outcomes.append("given back")
        except stripe.InvalidRequestError:
            outcomes.append("refused")

    workers = [threading.Thread(target=ask) for _ in range(20)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(outcomes) == ["given back"] + ["refused"] * 19


def test_it_tells_of_a_refund_on_the_charge_and_in_events(double: Double) -> None:
    session = double.paid_session()
    refund = give_back(double, session, amount=800_000, reason="requested_by_customer")
    charge = double.sdk.v1.charges.retrieve(refund.charge)
    assert (charge.amount_refunded, charge.refunded) == (800_000, False)
    newest = double.sdk.v1.events.list({"limit": 2}).data
    assert [event.type for event in newest] == ["refund.created", "charge.refunded"]
    assert newest[1].data.previous_attributes["amount_refunded"] == 0
    give_back(double, session)
    assert double.sdk.v1.charges.retrieve(refund.charge).refunded


def test_it_brings_back_what_we_noted_on_a_refund_wherever_it_tells_of_it(double: Double) -> None:
    session = double.paid_session()
    noted = {"key": "refund:1", "reference": "PH-1"}
    ours, of_others = (
        give_back(double, session, amount=900_000, metadata=noted),
        give_back(double, session, amount=900_000),
    )
    double.turn("refunds", refund=ours.id, status="failed", reason="declined")
    told = double.sdk.v1.events.list({"types": ["refund.created", "refund.failed", "refund.updated"]}).data
    of_refunds = [(event.type, event.data.object.id, event.data.object.metadata.to_dict()) for event in told]
    assert of_refunds == [
        ("refund.updated", ours.id, noted),
        ("refund.failed", ours.id, noted),
        ("refund.created", of_others.id, {}),
        ("refund.created", ours.id, noted),
    ]
    listed = double.sdk.v1.refunds.list({"charge": ours.charge}).data
    assert {one.id: one.metadata.to_dict() for one in listed} == {ours.id: noted, of_others.id: {}}


def test_it_wants_a_charge_or_an_intent_that_was_paid(double: Double) -> None:
    double.try_card(double.open_session(), "4000000000000002")
    unpaid = double.sdk.v1.payment_intents.list().data[0]
    for params in ({}, {"payment_intent": "pi_none"}, {"payment_intent": unpaid.id}, {"charge": unpaid.latest_charge}):
        with pytest.raises(stripe.InvalidRequestError):
            double.sdk.v1.refunds.create(params)


def test_it_lists_refunds_of_a_charge(double: Double) -> None:
    refund = give_back(double, double.paid_session(), amount=100)
    give_back(double, double.paid_session(), amount=100)
    assert [one.id for one in double.sdk.v1.refunds.list({"charge": refund.charge}).data] == [refund.id]


def test_its_documented_card_lets_a_refund_wait_and_then_succeed(double: Double) -> None:
    refund = give_back(double, double.paid_session("4000000000007726"), amount=100)
    assert (refund.status, refund.pending_reason) == ("pending", "processing")
    double.move_clock(31)
    refund = double.sdk.v1.refunds.retrieve(refund.id)
    assert (refund.status, refund.pending_reason) == ("succeeded", None)
    assert double.sdk.v1.events.list({"limit": 1}).data[0].type == "refund.updated"


def test_its_documented_card_lets_a_refund_succeed_and_fail_later(double: Double) -> None:
    session = double.paid_session("4000000000005126")
    refund = give_back(double, session, amount=800_000)
    assert refund.status == "succeeded"
    double.move_clock(31)
    refund = double.sdk.v1.refunds.retrieve(refund.id, {"expand": ["failure_balance_transaction", "charge"]})
    assert (refund.status, refund.failure_reason) == ("failed", "expired_or_canceled_card")
    back = refund.failure_balance_transaction
    assert (back.amount, back.type, back.source) == (800_000, "refund_failure", refund.id)
    assert (refund.charge.amount_refunded, refund.charge.refunded) == (0, False)
    newest = [event.type for event in double.sdk.v1.events.list({"limit": 2}).data]
    assert newest == ["refund.updated", "refund.failed"]
    assert give_back(double, session).amount == 5_800_000


def test_it_moves_a_refund_by_its_knob_along_its_states_only(double: Double) -> None:
    import requests

    refund = give_back(double, double.paid_session(), amount=100)
    assert double.turn("refunds", refund=refund.id, status="failed", reason="declined")["failure_reason"] == "declined"
    for told in ({"status": "succeeded"}, {"status": "failed"}, {"status": "lost"}):
        answer = requests.post(f"{double.base}/_double/refunds", json={"refund": refund.id, **told}, timeout=10)
        assert answer.status_code == 400


def test_it_lists_the_movements_of_the_balance_in_a_span_of_time(double: Double) -> None:
    session = double.paid_session()
    give_back(double, session, amount=800_000)
    double.move_clock(3600)
    double.turn("disputes", payment=session.id)
    moved = double.sdk.v1.balance_transactions.list({"limit": 100}).data
    assert [one.type for one in moved] == ["adjustment", "refund", "charge"]
    assert [one.amount for one in moved] == [-5_000_000, -800_000, 5_800_000]
    assert all(one.net == one.amount - one.fee for one in moved)
    assert [one.fee > 0 for one in moved] == [True, False, True]
    early = double.sdk.v1.balance_transactions.list({"created": {"lt": moved[0].created}}).data
    assert [one.type for one in early] == ["refund", "charge"]
    assert [one.type for one in double.sdk.v1.balance_transactions.list({"type": "charge"}).data] == ["charge"]
