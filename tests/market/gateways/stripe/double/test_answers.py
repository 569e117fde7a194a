"""Every answer of the double, read through the real SDK, carries what the SDK's classes declare."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, get_args, get_origin

import pytest
import stripe
from stripe._stripe_object import StripeObject

from market.gateways.stripe.double.events import KNOWN_KINDS
from market.gateways.stripe.double.resources import BrokenDouble, fields_of, is_nullable, made
from tests.market.gateways.conftest import ASKS, DECLINED, Double, opened_double

READ = {
    "an open session": lambda double: double.open_session(),
    "a paid session": lambda double: double.paid_session(),
    "a session with its lines": lambda double: double.sdk.v1.checkout.sessions.retrieve(
        double.open_session().id, {"expand": ["line_items"]}
    ),
    "an expired session": lambda double: double.sdk.v1.checkout.sessions.expire(double.open_session().id),
    "lines": lambda double: double.sdk.v1.checkout.sessions.line_items.list(double.open_session().id).data[0],
    "an intent": lambda double: double.sdk.v1.payment_intents.retrieve(double.paid_session().payment_intent),
    "a declined intent": lambda double: _intent_after(double, DECLINED),
    "an intent that asks": lambda double: _intent_after(double, ASKS),
    "a charge with its fee": lambda double: double.sdk.v1.charges.list(
        {"expand": ["data.balance_transaction"], "limit": 1}
    ).data[0],
    "a failed charge": lambda double: double.sdk.v1.charges.retrieve(_intent_after(double, DECLINED).latest_charge),
    "a refund": lambda double: double.sdk.v1.refunds.create(
        {"payment_intent": double.paid_session().payment_intent, "amount": 100, "expand": ["charge"]}
    ),
    "a refund that failed": lambda double: _failed_refund(double),
    "a charge with its refunds": lambda double: double.sdk.v1.charges.retrieve(
        _failed_refund(double).charge, {"expand": ["refunds"]}
    ),
    "a dispute": lambda double: _dispute(double),
    "a dispute that was won": lambda double: double.sdk.v1.disputes.update(
        _dispute(double).id, {"evidence": {"uncategorized_text": "winning_evidence"}}
    ),
    "a movement of the balance": lambda double: double.sdk.v1.balance_transactions.list().data[0],
    "an event": lambda double: double.sdk.v1.events.list().data[0],
}


def _failed_refund(double: Double) -> stripe.Refund:
    refund = double.sdk.v1.refunds.create({"payment_intent": double.paid_session().payment_intent, "amount": 100})
    double.turn("refunds", refund=refund.id, status="failed")
    return double.sdk.v1.refunds.retrieve(refund.id)


def _dispute(double: Double) -> stripe.Dispute:
    session = double.paid_session("4000000000000259")
    return double.sdk.v1.disputes.list({"payment_intent": session.payment_intent}).data[0]


def _intent_after(double: Double, card: str) -> stripe.PaymentIntent:
    session = double.open_session()
    double.try_card(session, card)
    payment = double.sdk.v1.checkout.sessions.retrieve(session.id).payment_intent
    assert isinstance(payment, str)
    return double.sdk.v1.payment_intents.retrieve(payment)


@pytest.fixture(scope="module")
def double() -> Iterator[Double]:
    with opened_double() as double:
        double.paid_session()
        yield double


def undeclared(thing: StripeObject, at: str = "") -> Iterator[str]:
    """Yield each declared field that is missing, and each that the SDK does not know."""
    fields = fields_of(type(thing))
    held = thing._data
    yield from (
        f"{at}.{name} is missing" for name, hint in fields.items() if not is_nullable(hint) and name not in held
    )
    yield from (
        f"{at}.{name} is null" for name, hint in fields.items() if not is_nullable(hint) and held[name] is None
    )
    if fields:
        yield from (f"{at}.{name} is unknown" for name in held if name not in fields and name != "object")
    for name, value in held.items():
        for number, part in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(part, StripeObject):
                yield from undeclared(part, f"{at}.{name}[{number}]")


@pytest.mark.parametrize("what", READ)
def test_it_carries_every_field_that_the_sdk_declares(double: Double, what: str) -> None:
    read: Callable[[Double], Any] = READ[what]
    assert list(undeclared(read(double))) == []


@pytest.mark.parametrize("what", ["a paid session", "an intent", "a refund"])
def test_it_answers_null_for_nullable_fields_so_that_reading_them_never_fails(double: Double, what: str) -> None:
    thing = READ[what](double)
    unreadable = [name for name in fields_of(type(thing)).keys() - {"line_items"} if not hasattr(thing, name)]
    assert unreadable == []


def test_it_would_notice_a_field_that_is_missing_or_made_up() -> None:
    with pytest.raises(BrokenDouble, match="missing"):
        made("refund", id="re_1")
    with pytest.raises(BrokenDouble, match="unknown"):
        made("refund", id="re_1", amount=1, created=1, currency="idr", colour="red")


def test_it_has_values_from_the_sdks_own_lists(double: Double) -> None:
    for session in double.sdk.v1.checkout.sessions.list({"limit": 100}).data:
        for name in ("status", "payment_status", "mode", "ui_mode"):
            assert getattr(session, name) in _allowed(stripe.checkout.Session, name)
    for event in double.sdk.v1.events.list({"limit": 100}).data:
        assert event.type in KNOWN_KINDS
        assert event.api_version == stripe.api_version


def _allowed(resource: type[StripeObject], name: str) -> set[str]:
    literals = [part for part in get_args(fields_of(resource)[name]) if get_origin(part) is not None]
    return {value for literal in literals for value in get_args(literal)}


def test_it_counts_the_same_money_everywhere(double: Double) -> None:
    session = double.paid_session()
    intent = double.sdk.v1.payment_intents.retrieve(
        session.payment_intent, {"expand": ["latest_charge.balance_transaction"]}
    )
    charge = intent.latest_charge
    assert session.amount_total == intent.amount == intent.amount_received == charge.amount_captured == 5_800_000
    assert charge.balance_transaction.net + charge.balance_transaction.fee == 5_800_000
    assert charge.balance_transaction.fee > 0


def test_it_names_each_request_and_echoes_the_version(double: Double) -> None:
    answer = double.open_session().last_response
    assert answer.request_id.startswith("req_")
    assert answer.headers["stripe-version"] == stripe.api_version
