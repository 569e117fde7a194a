"""Nobody heard Stripe for a while: everything is fetched once, whatever else arrives meanwhile."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import requests
import stripe
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from market.gateways.base import GatewayUnavailable
from market.gateways.stripe import catch_up as room
from market.gateways.stripe.catch_up import CaughtUp, catch_up
from market.gateways.stripe.models import Reach
from market.gateways.stripe.tasks import fetch_missed_events
from market.inbox import registry
from market.inbox.models import Arrival
from market.outbox.models import Effect
from tests.market.gateways.conftest import Double, opened_double

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def somebody_takes_stripe() -> None:
    registry._handlers.setdefault("stripe", lambda arrival: "noted")


@pytest.fixture
def double() -> Iterator[Double]:
    """A double whose events are a few minutes old, past the time that a webhook gets to arrive."""
    with opened_double() as double:
        double.move_clock(-300)
        double.paid_session()
        yield double


def run(**how: Any) -> CaughtUp:
    return catch_up(now=timezone.now(), **how)


def ids_of(double: Double) -> list[str]:
    ids, more = [], {}
    while True:
        page = double.sdk.raw_request("get", "/v1/events", limit=100, **more).data
        ids += [event["id"] for event in page["data"]]
        if not page["has_more"]:
            return ids
        more = {"starting_after": ids[-1]}


def deliver(body: str) -> int:
    header = stripe.WebhookSignature.generate_signature_header(body, "whsec_double")
    return (
        Client()
        .post("/hooks/stripe/", body, content_type="application/json", headers={"Stripe-Signature": header})
        .status_code
    )


def event_as_delivered(double: Double, event_id: str, **changes: Any) -> str:
    answer = requests.get(
        f"{double.base}/v1/events/{event_id}", headers={"Authorization": "Bearer sk_test_double"}, timeout=10
    )
    return json.dumps({**answer.json(), **changes}, indent=2)


def test_it_takes_each_missed_event_in_once(double: Double, caplog: pytest.LogCaptureFixture) -> None:
    assert run() == CaughtUp(seen=4, taken=4)
    assert set(Arrival.objects.values_list("external_id", flat=True)) == set(ids_of(double))
    assert Effect.objects.filter(kind="inbox.process").count() == 4
    assert "4 events of Stripe had not arrived by webhook" in caplog.text


def test_it_catches_up_with_5000_missed_events_and_a_second_run_changes_nothing(double: Double) -> None:
    double.turn("events", count=4_996)

    assert run() == CaughtUp(seen=5_000, taken=5_000)
    assert set(Arrival.objects.values_list("external_id", flat=True)) == set(ids_of(double))
    before = list(Arrival.objects.order_by("pk").values_list("pk", "body_hash")), Effect.objects.count()

    assert run(since=timezone.now() - timedelta(days=1)) == CaughtUp(seen=5_000, taken=0)
    assert (list(Arrival.objects.order_by("pk").values_list("pk", "body_hash")), Effect.objects.count()) == before


def test_it_keeps_what_it_had_when_stripe_falls_silent_and_goes_on_from_there(
    double: Double, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "A_PAGE", 3)
    double.turn("events", count=8)
    pages = room._pages

    def cut(*span: Any) -> Iterator[Any]:
        for number, page in enumerate(pages(*span)):
            if number == 2:
                raise GatewayUnavailable("the line is dead")
            yield page

    monkeypatch.setattr(room, "_pages", cut)
    with pytest.raises(GatewayUnavailable):
        run()
    assert Arrival.objects.count() == 6
    assert not Reach.objects.exists()

    monkeypatch.setattr(room, "_pages", pages)
    assert run() == CaughtUp(seen=12, taken=6)


def test_it_knows_an_event_again_that_a_webhook_brings_later(double: Double) -> None:
    run()
    for event_id in ids_of(double):
        assert deliver(event_as_delivered(double, event_id)) == 200
        assert deliver(event_as_delivered(double, event_id, pending_webhooks=7)) == 200
    assert Arrival.objects.count() == 4


def test_it_knows_an_event_again_that_a_webhook_brought_before(double: Double) -> None:
    for event_id in ids_of(double)[:3]:
        assert deliver(event_as_delivered(double, event_id, pending_webhooks=1)) == 200
    assert run() == CaughtUp(seen=4, taken=1)


def test_it_knows_an_event_again_in_another_version_of_the_api(double: Double) -> None:
    run()
    session = json.loads(event_as_delivered(double, ids_of(double)[0]))["data"]["object"]
    older = {key: session[key] for key in ("id", "object", "client_reference_id", "metadata")}
    for event_id, about, status in (
        (ids_of(double)[0], older, 200),
        (ids_of(double)[0], {**older, "id": "cs_2"}, 409),
    ):
        changes = {"api_version": "2025-01-01.older", "data": {"object": about}}
        assert deliver(event_as_delivered(double, event_id, **changes)) == status


def test_it_raises_the_alarm_over_another_story_and_takes_the_rest(
    double: Double, caplog: pytest.LogCaptureFixture
) -> None:
    forged = ids_of(double)[0]
    deliver(event_as_delivered(double, forged, type="checkout.session.expired"))

    assert run() == CaughtUp(seen=4, taken=3)

    assert f"{forged} twice with different contents" in caplog.text
    assert json.loads(Arrival.objects.get(external_id=forged).body)["type"] == "checkout.session.expired"


def test_it_lists_only_what_came_since_the_last_complete_run_with_an_hour_of_overlap(double: Double) -> None:
    double.move_clock(-7200)
    double.turn("events", count=3)
    assert run() == CaughtUp(seen=7, taken=7)
    double.move_clock(7200)
    double.turn("events", count=2)

    assert run() == CaughtUp(seen=6, taken=2)


def test_it_leaves_the_last_two_minutes_to_the_webhooks(double: Double) -> None:
    double.move_clock(299)
    double.turn("events", count=5)
    assert run() == CaughtUp(seen=4, taken=4)
    assert catch_up(now=timezone.now() + timedelta(minutes=3)) == CaughtUp(seen=9, taken=5)


def test_it_looks_back_30_days_at_most_and_says_when_that_was_not_enough(
    double: Double, caplog: pytest.LogCaptureFixture
) -> None:
    Reach.objects.create(pk=1, until=timezone.now() - timedelta(days=45))
    assert run() == CaughtUp(seen=4, taken=4)
    assert "older than 30 days are lost" in caplog.text
    assert run(since=timezone.now() - timedelta(days=300)) == CaughtUp(seen=4, taken=0)


def test_its_mark_never_goes_back(double: Double) -> None:
    ahead = timezone.now() + timedelta(days=1)
    Reach.objects.create(pk=1, until=ahead)
    run(since=timezone.now() - timedelta(days=1))
    assert Reach.objects.get().until == ahead


def test_the_worker_and_an_operator_can_have_it_done(double: Double) -> None:
    out = StringIO()
    call_command("stripe_catch_up", days=2, stdout=out)
    assert out.getvalue() == "4 events seen, 4 of them new\n"
    assert fetch_missed_events() == 0


def test_it_says_so_when_stripe_is_silent(settings: Any) -> None:
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"
    with pytest.raises(CommandError, match="could not be asked"):
        call_command("stripe_catch_up")


def test_it_asks_nothing_while_no_key_is_set(settings: Any) -> None:
    settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE = "", "http://127.0.0.1:9"
    assert fetch_missed_events() == 0
