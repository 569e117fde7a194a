"""What the double refuses, and that it does so in Stripe's words."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
import requests
import stripe

from tests.market.gateways.conftest import Double, opened_double


@pytest.fixture(scope="module")
def double() -> Iterator[Double]:
    with opened_double() as double:
        yield double


def in_minutes(minutes: int) -> int:
    return int(time.time()) + minutes * 60


def one_line(**changes: Any) -> dict[str, Any]:
    data = {"currency": "idr", "unit_amount": 2_900_000, "product_data": {"name": "Amplang"}}
    return {"line_items": [{"quantity": 1, "price_data": {**data, **changes}}]}


REFUSED = {
    "an unknown parameter": ({"colour": "red"}, "parameter_unknown", "colour"),
    "an unknown parameter inside": (one_line(size="L"), "parameter_unknown", "line_items[0][price_data][size]"),
    "payment_method_types, which this version dropped": (
        {"payment_method_types": ["card"]}, "parameter_unknown", "payment_method_types",
    ),
    "a number in words": ({"expires_at": "soon"}, "parameter_invalid_integer", "expires_at"),
    "half a quantity": ({"line_items": [{"quantity": 1.5}]}, "parameter_invalid_integer", "line_items[0][quantity]"),
    "a missing currency": (
        {"line_items": [{"quantity": 1, "price_data": {"unit_amount": 1}}]},
        "parameter_missing", "line_items[0][price_data][currency]",
    ),
    "no lines": ({"line_items": None}, "parameter_missing", "line_items"),
    "no mode": ({"mode": None}, "parameter_missing", "mode"),
    "a mode that is none": ({"mode": "gift"}, None, "mode"),
    "a mode that is not simulated": ({"mode": "subscription"}, None, "mode"),
    "a locale that is none": ({"locale": "kutai"}, None, "locale"),
    "no page to come back to": ({"success_url": None}, "parameter_missing", "success_url"),
    "an address without a host": ({"success_url": "/ok"}, "url_invalid", "success_url"),
    "an empty reference": ({"client_reference_id": ""}, "parameter_invalid_empty", "client_reference_id"),
    "an endless reference": ({"client_reference_id": "a" * 201}, None, "client_reference_id"),
    "metadata without end": ({"metadata": {str(n): "x" for n in range(51)}}, None, "metadata"),
    "a session of 29 minutes": ({"expires_at": in_minutes(29)}, None, "expires_at"),
    "a session of 25 hours": ({"expires_at": in_minutes(25 * 60)}, None, "expires_at"),
    "another currency": (one_line(currency="usd"), None, "line_items"),
    "less than half a dollar": (one_line(unit_amount=100_000), "amount_too_small", None),
    "more than can be charged": (one_line(unit_amount=99_999_999_999_999), "amount_too_large", None),
    "what is known but not simulated": ({"allow_promotion_codes": True}, None, "allow_promotion_codes"),
    "an expansion that does not exist": ({"expand": ["colour"]}, None, "expand"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_it_refuses(double: Double, what: str) -> None:
    changes, code, param = REFUSED[what]
    with pytest.raises(stripe.InvalidRequestError) as caught:
        double.open_session(**changes)
    assert (caught.value.http_status, caught.value.code, caught.value.param) == (400, code, param)
    assert caught.value.request_id is not None


@pytest.mark.parametrize("minutes", [31, 24 * 60 - 1])
def test_it_takes_a_session_between_30_minutes_and_24_hours(double: Double, minutes: int) -> None:
    assert double.open_session(expires_at=in_minutes(minutes)).status == "open"


def test_it_takes_several_lines(double: Double) -> None:
    data = {"currency": "idr", "unit_amount": 1_000_000, "product_data": {"name": "Abon"}}
    lines = [{"quantity": number, "price_data": data} for number in (1, 2, 3)]
    assert double.open_session(line_items=lines).amount_total == 6_000_000


@pytest.mark.parametrize("key", ["sk_live_" + "0" * 24, "rk_live_" + "0" * 24, "pk_test_1", "nonsense", ""])
def test_it_refuses_a_live_key_and_every_key_that_is_no_test_key(double: Double, key: str) -> None:
    answer = requests.post(f"{double.base}/v1/refunds", headers={"Authorization": f"Bearer {key}"}, timeout=10)
    assert answer.status_code == 401
    assert key == "" or key not in answer.text


def test_it_knows_nothing_at_other_addresses(double: Double) -> None:
    with pytest.raises(stripe.InvalidRequestError) as caught:
        double.sdk.v1.customers.list()
    assert caught.value.http_status == 404


def test_it_answers_404_for_an_unknown_id(double: Double) -> None:
    with pytest.raises(stripe.InvalidRequestError) as caught:
        double.sdk.v1.charges.retrieve("ch_none")
    assert (caught.value.http_status, caught.value.code) == (404, "resource_missing")


@pytest.mark.parametrize("host", ["evil.example", "10.0.0.1", "169.254.169.254"])
def test_it_answers_to_this_machines_names_only(double: Double, host: str) -> None:
    assert requests.get(double.base, headers={"Host": host}, timeout=10).status_code == 403


def test_it_refuses_to_cancel_the_intent_of_a_session(double: Double) -> None:
    with pytest.raises(stripe.InvalidRequestError) as caught:
        double.sdk.v1.payment_intents.cancel(double.paid_session().payment_intent)
    assert caught.value.code == "payment_intent_unexpected_state"


def test_it_turns_pages_without_losing_or_repeating_any(double: Double) -> None:
    for _ in range(7):
        double.open_session()
    pages = double.sdk.v1.checkout.sessions.list({"limit": 3})
    ids = [session.id for session in pages.auto_paging_iter()]
    assert len(ids) == len(set(ids)) >= 7
    assert len(pages.data) == 3
    assert pages.has_more


def test_it_filters_lists(double: Double) -> None:
    session = double.paid_session()
    found = double.sdk.v1.checkout.sessions.list({"payment_intent": session.payment_intent}).data
    assert [one.id for one in found] == [session.id]
    assert double.sdk.v1.events.list({"created": {"gt": in_minutes(60)}}).data == []
    assert {event.type for event in double.sdk.v1.events.list({"type": "charge.succeeded"}).data} == {
        "charge.succeeded"
    }
