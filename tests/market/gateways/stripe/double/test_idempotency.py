from __future__ import annotations

import threading

import pytest
import stripe

from tests.market.gateways.conftest import Double


def test_it_plays_the_same_answer_again(double: Double) -> None:
    first = double.open_session(key="k")
    second = double.open_session(key="k")
    assert first.id == second.id
    assert second.last_response.headers["idempotent-replayed"] == "true"
    assert len(double.sdk.v1.checkout.sessions.list().data) == 1


def test_it_plays_the_first_answer_even_when_things_have_changed(double: Double) -> None:
    session = double.open_session(key="k")
    double.try_card(session)
    assert double.open_session(key="k").status == "open"


def test_it_refuses_other_parameters_under_the_same_key(double: Double) -> None:
    double.open_session(key="k")
    with pytest.raises(stripe.IdempotencyError):
        double.open_session(key="k", locale="en")


def test_it_refuses_another_address_under_the_same_key(double: Double) -> None:
    session = double.open_session(key="k")
    with pytest.raises(stripe.IdempotencyError):
        double.sdk.v1.checkout.sessions.expire(session.id, {}, {"idempotency_key": "k"})


def test_it_keeps_a_failure_too(double: Double) -> None:
    double.spoil("answer", match="/v1/checkout/sessions", status=500)
    for _ in range(2):
        with pytest.raises(stripe.APIError):
            double.open_session(key="k")
    assert double.sdk.v1.checkout.sessions.list().data == []
    assert double.open_session(key="another").status == "open"


def test_it_keeps_a_refusal_too(double: Double) -> None:
    session = double.paid_session()
    for _ in range(2):
        with pytest.raises(stripe.InvalidRequestError, match="greater than"):
            double.sdk.v1.refunds.create(
                {"payment_intent": session.payment_intent, "amount": 9_900_000}, {"idempotency_key": "r"}
            )


def test_it_keeps_nothing_of_a_request_that_it_never_began(double: Double) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        double.open_session(key="k", colour="red")
    double.spoil("answer", match="/v1/checkout/sessions", status=429)
    with pytest.raises(stripe.RateLimitError):
        double.open_session(key="k")
    assert double.open_session(key="k").status == "open"


def test_it_keeps_the_keys_of_two_accounts_apart(double: Double) -> None:
    params = {"payment_intent": double.paid_session().payment_intent, "amount": 100}
    one = double.sdk.v1.refunds.create(params, {"idempotency_key": "k"})
    other = double.sdk.v1.refunds.create(params, {"idempotency_key": "k", "api_key": "sk_test_another"})
    assert one.id != other.id


def test_it_refuses_an_endless_key(double: Double) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        double.open_session(key="k" * 256)


def test_it_does_the_work_once_for_sixteen_at_the_same_time(double: Double) -> None:
    session = double.paid_session()
    refunds: list[str] = []
    gate = threading.Barrier(16)

    def ask() -> None:
        sdk = double.sdk
        gate.wait()
        params = {"payment_intent": session.payment_intent, "amount": 1_000_000}
        refunds.append(sdk.v1.refunds.create(params, {"idempotency_key": "k"}).id)

    workers = [threading.Thread(target=ask) for _ in range(16)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(refunds) == 16
    assert len(set(refunds)) == 1
