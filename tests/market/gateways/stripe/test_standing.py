"""What the gateway makes of disputes and of refunds that wait, fail or are asked for again."""

from __future__ import annotations

import pytest
import stripe

from market.gateways.base import Asked, Bounced, GatewayRefused, Progress, Standing
from market.gateways.stripe.gateway import StripeGateway
from tests.market.gateways.conftest import Double

gateway = StripeGateway()


def paid(double: Double, card: str = "4242424242424242") -> stripe.checkout.Session:
    return double.paid_session(card, client_reference_id="PH-7K3M-9QWD-pay-1")


def disputes(standing: Standing) -> tuple[int, int]:
    return standing.disputed, standing.lost


def test_it_tells_what_a_dispute_holds_and_that_it_is_back_once_won(double: Double) -> None:
    session = paid(double)
    dispute = double.turn("disputes", payment=session.id, amount=2_000_000)
    standing = gateway.status(session.id)
    assert (standing.progress, standing.captured, disputes(standing)) == (Progress.CAPTURED, 58_000, (20_000, 0))

    double.turn("disputes", dispute=dispute["id"], status="won")
    assert disputes(gateway.status(session.id)) == (0, 0)


def test_it_tells_what_a_lost_dispute_took_for_good(double: Double) -> None:
    session = paid(double, "4000000000000259")
    double.turn("disputes", dispute=double.sdk.v1.disputes.list().data[0].id, status="lost")
    assert disputes(gateway.status(session.id)) == (0, 58_000)


def test_it_adds_up_several_disputes_of_one_payment(double: Double) -> None:
    session = paid(double)
    for verdict in ("lost", "won", ""):
        dispute = double.turn("disputes", payment=session.id, amount=1_000_000)
        if verdict:
            double.turn("disputes", dispute=dispute["id"], status=verdict)
    assert disputes(gateway.status(session.id)) == (10_000, 10_000)


def test_it_finds_a_payment_by_what_its_dispute_and_its_refund_name(double: Double) -> None:
    session = paid(double)
    double.sdk.v1.refunds.create({"payment_intent": session.payment_intent, "amount": 100_000})
    double.turn("disputes", payment=session.id)
    for event in double.sdk.v1.events.list({"types": ["refund.created", "charge.dispute.created"]}).data:
        callback = gateway.stored_callback(str(event))
        assert callback.external_id == session.payment_intent
        assert gateway.status(callback.external_id).external_id == session.id


def test_it_refuses_to_tell_of_a_payment_in_no_session(double: Double) -> None:
    with pytest.raises(GatewayRefused):
        gateway.status("pi_of_somebody_else")


def test_its_own_refunds_name_our_reference_so_that_their_events_need_no_search(double: Double) -> None:
    session = paid(double)
    gateway.refund(session.id, amount=1_000, idempotency_key="refund:1")
    event = double.sdk.v1.events.list({"type": "refund.created"}).data[0]
    callback = gateway.stored_callback(str(event))
    assert (callback.external_id, callback.reference) == ("", "PH-7K3M-9QWD-pay-1")


def test_it_does_not_count_a_refund_that_still_waits(double: Double) -> None:
    session = paid(double, "4000000000007726")
    assert gateway.refund(session.id, amount=8_000, idempotency_key="refund:1") == 0
    double.move_clock(31)
    assert gateway.status(session.id).refunded == 8_000


def test_it_no_longer_counts_a_refund_that_failed_and_names_it(double: Double) -> None:
    session = paid(double, "4000000000005126")
    assert gateway.refund(session.id, amount=8_000, idempotency_key="refund:1") == 8_000
    assert gateway.status(session.id).bounced == ()

    double.move_clock(31)

    standing = gateway.status(session.id)
    [refund] = double.sdk.v1.refunds.list().data
    assert (standing.refunded, standing.bounced) == (0, (Bounced(id=refund.id, key="refund:1", amount=8_000),))


def test_it_names_what_it_was_asked_for_and_not_what_somebody_gave_back_there(double: Double) -> None:
    session = paid(double)
    double.sdk.v1.refunds.create({"payment_intent": session.payment_intent, "amount": 900_000})
    assert gateway.status(session.id).asked == ()
    gateway.refund(session.id, amount=9_000, idempotency_key="refund:1")
    standing = gateway.status(session.id)
    assert (standing.refunded, standing.asked) == (18_000, (Asked(key="refund:1", amount=9_000, is_given=True),))


def test_it_says_what_it_has_only_promised_and_forgets_what_failed(double: Double) -> None:
    session = paid(double, "4000000000007726")
    gateway.refund(session.id, amount=8_000, idempotency_key="refund:1")
    assert gateway.status(session.id).asked == (Asked(key="refund:1", amount=8_000, is_given=False),)
    [refund] = double.sdk.v1.refunds.list().data
    double.turn("refunds", refund=refund.id, status="failed", reason="declined")
    assert gateway.status(session.id).asked == ()


def test_it_gives_back_once_more_what_failed(double: Double) -> None:
    session = paid(double, "4000000000005126")
    gateway.refund(session.id, amount=8_000, idempotency_key="refund:1")
    double.move_clock(31)
    for _ in range(2):
        assert gateway.refund(session.id, amount=8_000, idempotency_key="refund:1", attempt=2) == 8_000
    assert len(double.sdk.v1.refunds.list().data) == 2


def test_it_adds_up_more_refunds_than_stripe_writes_out_with_a_charge(double: Double) -> None:
    session = paid(double)
    for number in range(1, 14):
        assert gateway.refund(session.id, amount=1_000, idempotency_key=f"refund:{number}") == number * 1_000


def test_it_gives_nothing_back_twice_after_stripe_has_forgotten_the_key(double: Double) -> None:
    session = paid(double)
    gateway.refund(session.id, amount=8_000, idempotency_key="refund:1")
    double.move_clock(25 * 3600)
    assert gateway.refund(session.id, amount=8_000, idempotency_key="refund:1") == 8_000
    assert len(double.sdk.v1.refunds.list().data) == 1


def test_it_refuses_to_give_back_what_a_dispute_took(double: Double) -> None:
    session = paid(double, "4000000000000259")
    with pytest.raises(GatewayRefused, match="charged back"):
        gateway.refund(session.id, amount=8_000, idempotency_key="refund:1")
