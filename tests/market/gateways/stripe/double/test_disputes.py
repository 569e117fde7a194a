"""The bank takes money back: opened by a card or a knob, answered, won or lost, each with its movement."""

from __future__ import annotations

from typing import Any

import pytest
import requests
import stripe

from tests.market.gateways.conftest import Double

DISPUTES = "4000000000000259"


def dispute_of(double: Double, session: stripe.checkout.Session) -> stripe.Dispute:
    return double.sdk.v1.disputes.list({"payment_intent": session.payment_intent}).data[0]


def told_since(double: Double, count: int) -> list[str]:
    return [event.type for event in reversed(double.sdk.v1.events.list({"limit": count}).data)]


def movements(double: Double, dispute: stripe.Dispute) -> list[stripe.BalanceTransaction]:
    return list(reversed(double.sdk.v1.balance_transactions.list({"source": dispute.id}).data))


def test_its_documented_card_pays_and_is_disputed_at_once(double: Double) -> None:
    dispute = dispute_of(double, double.paid_session(DISPUTES))

    assert (dispute.status, dispute.reason, dispute.amount) == ("needs_response", "fraudulent", 5_800_000)
    assert double.sdk.v1.charges.retrieve(dispute.charge).disputed
    assert told_since(double, 2) == ["charge.dispute.created", "charge.dispute.funds_withdrawn"]


def test_it_takes_the_amount_and_a_fee_from_the_balance(double: Double) -> None:
    dispute = dispute_of(double, double.paid_session(DISPUTES))

    taken = movements(double, dispute)[0]
    assert (taken.type, taken.reporting_category, taken.amount) == ("adjustment", "dispute", -5_800_000)
    assert taken.net == taken.amount - taken.fee < taken.amount
    assert [one.id for one in dispute.balance_transactions] == [taken.id]


def test_it_brings_the_amount_back_without_the_fee_when_it_is_won(double: Double) -> None:
    dispute = dispute_of(double, double.paid_session(DISPUTES))

    double.turn("disputes", dispute=dispute.id, status="won")

    assert double.sdk.v1.disputes.retrieve(dispute.id).status == "won"
    assert told_since(double, 2) == ["charge.dispute.closed", "charge.dispute.funds_reinstated"]
    assert [one.amount for one in movements(double, dispute)] == [-5_800_000, 5_800_000]
    assert sum(one.net for one in movements(double, dispute)) < 0


def test_it_keeps_the_money_when_it_is_lost_or_accepted(double: Double) -> None:
    lost, accepted = (dispute_of(double, double.paid_session(DISPUTES)) for _ in range(2))

    double.turn("disputes", dispute=lost.id, status="lost")
    double.sdk.v1.disputes.close(accepted.id)

    for dispute in (lost, accepted):
        assert double.sdk.v1.disputes.retrieve(dispute.id).status == "lost"
        assert len(movements(double, dispute)) == 1
    assert told_since(double, 1) == ["charge.dispute.closed"]


@pytest.mark.parametrize(("words", "verdict"), [("winning_evidence", "won"), ("losing_evidence", "lost")])
def test_it_decides_by_the_documented_words_of_the_evidence(double: Double, words: str, verdict: str) -> None:
    dispute = dispute_of(double, double.paid_session(DISPUTES))
    answered = double.sdk.v1.disputes.update(dispute.id, {"evidence": {"uncategorized_text": words}})
    assert answered.status == verdict
    assert answered.evidence_details.submission_count == 1


def test_it_is_under_review_once_evidence_is_in_and_not_before(double: Double) -> None:
    dispute = dispute_of(double, double.paid_session(DISPUTES))
    evidence: Any = {"evidence": {"shipping_tracking_number": "JNE001"}}
    assert double.sdk.v1.disputes.update(dispute.id, {**evidence, "submit": False}).status == "needs_response"
    assert double.sdk.v1.disputes.update(dispute.id, evidence).status == "under_review"


def test_its_knob_disputes_a_part_of_any_payment_by_any_of_its_ids(double: Double) -> None:
    for name in ("id", "payment_intent"):
        session = double.paid_session()
        told = double.turn("disputes", payment=getattr(session, name), amount=800_000, reason="product_not_received")
        assert (told["amount"], told["reason"]) == (800_000, "product_not_received")


def test_it_refuses_a_refund_while_the_money_is_away_and_after_it_is_lost(double: Double) -> None:
    session = double.paid_session(DISPUTES)
    dispute = dispute_of(double, session)
    for _ in range(2):
        with pytest.raises(stripe.InvalidRequestError) as caught:
            double.sdk.v1.refunds.create({"payment_intent": session.payment_intent})
        assert caught.value.code == "charge_disputed"
        if double.sdk.v1.disputes.retrieve(dispute.id).status != "lost":
            double.sdk.v1.disputes.close(dispute.id)


def test_it_takes_a_refund_again_once_it_is_won(double: Double) -> None:
    session = double.paid_session(DISPUTES)
    double.turn("disputes", dispute=dispute_of(double, session).id, status="won")
    assert double.sdk.v1.refunds.create({"payment_intent": session.payment_intent}).status == "succeeded"


def test_it_refuses_a_second_dispute_a_second_verdict_and_too_much(double: Double) -> None:
    session = double.paid_session(DISPUTES)
    dispute = dispute_of(double, session)
    knob = f"{double.base}/_double/disputes"
    for told in (
        {"payment": session.id},
        {"payment": "cs_none"},
        {"payment": double.open_session().id},
        {"payment": double.paid_session().id, "amount": 5_800_001},
        {"dispute": dispute.id, "status": "forgotten"},
        {"dispute": "du_none", "status": "won"},
    ):
        assert requests.post(knob, json=told, timeout=10).status_code == 400
    double.sdk.v1.disputes.close(dispute.id)
    with pytest.raises(stripe.InvalidRequestError, match="already closed"):
        double.sdk.v1.disputes.close(dispute.id)
