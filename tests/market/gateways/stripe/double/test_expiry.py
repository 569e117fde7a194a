from __future__ import annotations

import time
from pathlib import Path

import pytest
import requests
import stripe

from tests.market.gateways.conftest import ASKS, Double, Listener, opened_double, wait_until


def test_it_closes_a_session_whose_time_is_over_and_tells_of_it(heard_double: Double, listener: Listener) -> None:
    session = heard_double.open_session(expires_at=int(time.time()) + 31 * 60)
    heard_double.move_clock(31 * 60 + 1)
    wait_until(lambda: "checkout.session.expired" in listener.kinds())
    assert heard_double.sdk.v1.checkout.sessions.retrieve(session.id).status == "expired"
    assert heard_double.try_card(session).status_code == 410
    assert heard_double.sdk.v1.charges.list().data == []


def test_it_tells_of_one_that_closed_while_nobody_asked(double: Double) -> None:
    double.open_session()
    requests.post(f"{double.base}/_double/clock", json={"seconds": 24 * 3600 + 1}, timeout=10)
    assert double.sdk.v1.events.list().data[0].type == "checkout.session.expired"


def test_it_leaves_open_what_still_has_time(double: Double) -> None:
    session = double.open_session(expires_at=int(time.time()) + 60 * 60)
    double.move_clock(59 * 60)
    assert double.sdk.v1.checkout.sessions.retrieve(session.id).status == "open"


def test_it_goes_by_the_demos_clock(tmp_path: Path) -> None:
    clock, a_week = tmp_path / "clock", 7 * 24 * 3600
    with opened_double(clock=clock) as double:
        soon = double.open_session(expires_at=int(time.time()) + 3600)
        with pytest.raises(stripe.InvalidRequestError, match="less than 24 hours"):
            double.open_session(expires_at=int(time.time()) + a_week + 3600)
        clock.write_text(str(a_week))
        assert double.open_session(expires_at=int(time.time()) + a_week + 3600).status == "open"
        assert double.sdk.v1.checkout.sessions.retrieve(soon.id).status == "expired"


def test_it_cancels_the_intent_of_a_buyer_who_left_at_the_banks_question(double: Double) -> None:
    session = double.open_session()
    double.try_card(session, ASKS)
    double.sdk.v1.checkout.sessions.expire(session.id)
    assert double.sdk.v1.payment_intents.list().data[0].status == "canceled"
    answer = requests.post(f"{double.base}/c/secure/{session.id}", {"answer": "agree"}, timeout=10)
    assert answer.status_code == 410


@pytest.mark.parametrize("state", ["expired", "complete"])
def test_it_refuses_to_expire_what_is_not_open(double: Double, state: str) -> None:
    session = double.open_session()
    if state == "complete":
        double.try_card(session)
    else:
        double.sdk.v1.checkout.sessions.expire(session.id)
    with pytest.raises(stripe.InvalidRequestError, match=state):
        double.sdk.v1.checkout.sessions.expire(session.id)
