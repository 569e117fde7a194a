"""Webhooks: signed, at least once, tried again until somebody takes them."""

from __future__ import annotations

from tests.market.gateways.conftest import DECLINED, Double, Listener, wait_until


def pending(double: Double) -> int:
    return sum(event.pending_webhooks for event in double.sdk.v1.events.list({"limit": 100}).data)


PAID = {"payment_intent.created", "charge.succeeded", "payment_intent.succeeded", "checkout.session.completed"}


def test_it_tells_of_a_payment_with_a_signature_that_the_sdk_accepts(heard_double: Double, listener: Listener) -> None:
    session = heard_double.paid_session()
    wait_until(lambda: pending(heard_double) == 0)
    assert set(listener.kinds()) == PAID
    completed = next(event for event in listener.events() if event.type == "checkout.session.completed")
    assert completed.data.object["id"] == session.id
    assert completed.livemode is False


def test_it_tells_of_a_decline(heard_double: Double, listener: Listener) -> None:
    heard_double.try_card(heard_double.open_session(), DECLINED)
    wait_until(lambda: len(listener.heard) == 3)
    assert set(listener.kinds()) == {"payment_intent.created", "charge.failed", "payment_intent.payment_failed"}


def test_it_tells_of_a_refund(heard_double: Double, listener: Listener) -> None:
    session = heard_double.paid_session()
    heard_double.sdk.v1.refunds.create({"payment_intent": session.payment_intent})
    wait_until(lambda: len(listener.heard) == 6)
    assert {"charge.refunded", "refund.created"} <= set(listener.kinds())


def test_it_tries_again_with_the_same_body_until_it_is_taken(heard_double: Double, listener: Listener) -> None:
    listener.answers = [500, 503, 404, 302]
    session = heard_double.open_session()
    heard_double.sdk.v1.checkout.sessions.expire(session.id)
    wait_until(lambda: pending(heard_double) == 0)
    assert len(listener.heard) == 5
    assert len({body for body, _ in listener.heard}) == 1
    assert [attempt["status"] for attempt in heard_double.attempts()] == [500, 503, 404, 302, 200]


def test_it_tries_again_when_the_message_is_lost(heard_double: Double, listener: Listener) -> None:
    heard_double.spoil("drop", match="checkout.session.completed", times=3)
    heard_double.paid_session()
    wait_until(lambda: "checkout.session.completed" in listener.kinds())
    numbers = [a["number"] for a in heard_double.attempts() if a["kind"] == "checkout.session.completed"]
    assert numbers[:3] == [1, 2, 3]


def test_it_can_tell_twice(heard_double: Double, listener: Listener) -> None:
    heard_double.spoil("duplicate", match="checkout.session.completed")
    heard_double.paid_session()
    wait_until(lambda: listener.kinds().count("checkout.session.completed") == 2)


def test_it_can_tell_out_of_order(heard_double: Double, listener: Listener) -> None:
    heard_double.spoil("hold", match="charge.succeeded")
    heard_double.paid_session()
    wait_until(lambda: len(listener.heard) == 4)
    assert listener.kinds().index("charge.succeeded") > 0
    assert set(listener.kinds()) == PAID


def test_it_can_be_late(heard_double: Double, listener: Listener) -> None:
    heard_double.spoil("late", match="checkout.session.completed", seconds=0.3)
    heard_double.paid_session()
    wait_until(lambda: len(listener.heard) == 4)
    assert listener.kinds()[-1] == "checkout.session.completed"


def test_it_lets_the_events_be_read_by_one_who_missed_them(double: Double) -> None:
    double.paid_session()
    told = [event.type for event in double.sdk.v1.events.list({"types": sorted(PAID)}).auto_paging_iter()]
    assert set(told) == PAID
    newest = double.sdk.v1.events.list({"limit": 1}).data[0]
    assert double.sdk.v1.events.retrieve(newest.id).type == newest.type


def test_it_refuses_a_knob_that_does_not_exist(double: Double) -> None:
    import requests

    for path, knob in (("faults", {"kind": "flood"}), ("faults", {"colour": 1}), ("clock", {}), ("door", {})):
        assert requests.post(f"{double.base}/_double/{path}", json=knob, timeout=10).status_code in {400, 404}
