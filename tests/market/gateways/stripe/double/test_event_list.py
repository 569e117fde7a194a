"""The list of events, by which one who missed them catches up."""

from __future__ import annotations

from typing import Any

import pytest
import stripe

from tests.market.gateways.conftest import Double, Listener, wait_until

DAY = 24 * 3600


def told(double: Double, **params: Any) -> list[str]:
    asked: Any = {"limit": 100, **params}
    return [event.type for event in double.sdk.v1.events.list(asked).data]


def test_it_gives_all_pages_forward_and_back_without_losing_or_repeating_any(double: Double) -> None:
    double.paid_session()
    double.turn("events", count=30)
    every = [event.id for event in double.sdk.v1.events.list({"limit": 100}).data]
    assert len(every) == 34
    newest_first = double.sdk.v1.events.list({"limit": 7}).auto_paging_iter()
    assert [event.id for event in newest_first] == every
    oldest_first = double.sdk.v1.events.list({"limit": 7, "ending_before": every[-1]}).auto_paging_iter()
    assert [event.id for event in oldest_first] == every[-2::-1]


def test_it_filters_by_kind_kinds_and_a_group_of_kinds(double: Double) -> None:
    double.paid_session()
    assert told(double, type="charge.succeeded") == ["charge.succeeded"]
    assert told(double, type="payment_intent.*") == ["payment_intent.succeeded", "payment_intent.created"]
    assert len(told(double, types=["charge.succeeded", "payment_intent.created"])) == 2
    assert told(double, type="*") == told(double)


@pytest.mark.parametrize(
    "params",
    [
        {"type": "charge.succeeded", "types": ["charge.succeeded"]},
        {"types": ["charge.succeeded"] * 21},
        {"limit": 0},
        {"limit": 101},
        {"starting_after": "evt_none"},
        {"delivery_success": "perhaps"},
    ],
)
def test_it_refuses_what_stripe_refuses(double: Double, params: dict[str, Any]) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        told(double, **params)


def test_it_tells_those_that_nobody_took_from_those_that_were_taken(heard_double: Double, listener: Listener) -> None:
    heard_double.paid_session()
    wait_until(lambda: len(told(heard_double, delivery_success=True)) == 4)
    heard_double.turn("events", count=3)
    assert len(told(heard_double, delivery_success=False)) == 3
    assert len(listener.heard) == 4


def test_it_forgets_events_after_30_days(double: Double) -> None:
    double.paid_session()
    double.move_clock(30 * DAY - 60)
    assert len(told(double)) == 4
    double.move_clock(120)
    assert told(double) == []
