"""The door at /hooks/stripe/: what is genuine is kept once, what is not is refused."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from typing import Any

import pytest
import stripe
from django.test import Client
from django.urls import reverse

from market.inbox import registry
from market.inbox.models import Arrival

pytestmark = pytest.mark.django_db

SECRET, OLD_SECRET = "whsec_double", "whsec_older"
EVENT: dict[str, Any] = {
    "id": "evt_1abc",
    "object": "event",
    "api_version": stripe.api_version,
    "created": 1,
    "data": {"object": {"id": "cs_test_1", "object": "checkout.session", "client_reference_id": "PH-1"}},
    "livemode": False,
    "pending_webhooks": 1,
    "request": None,
    "type": "checkout.session.completed",
}


@pytest.fixture(autouse=True)
def somebody_takes_stripe() -> None:
    registry._handlers.setdefault("stripe", lambda arrival: "noted")


def told(**changes: Any) -> str:
    return json.dumps({**EVENT, **changes}, indent=2)


def signed(body: str, secret: str = SECRET, at: float | None = None) -> str:
    return stripe.WebhookSignature.generate_signature_header(body, secret, int(at or time.time()))


def post(client: Client, body: str | bytes, header: str | None) -> Any:
    headers = {} if header is None else {"Stripe-Signature": header}
    return client.post("/hooks/stripe/", body, content_type="application/json", headers=headers)


def v0(body: str) -> str:
    stamp = int(time.time())
    digest = hmac.new(SECRET.encode(), f"{stamp}.{body}".encode(), hashlib.sha256).hexdigest()
    return f"t={stamp},v0={digest}"


def v1(body: str, secret: str) -> str:
    return signed(body, secret).partition(",")[2]


def two_stamps(body: str) -> str:
    return f"{signed(body, at=time.time() - 4000)},t={int(time.time())}"


GOOD = told()
FORGERIES = {
    "no signature at all": lambda: (GOOD, None),
    "an empty signature": lambda: (GOOD, ""),
    "a signature that is no signature": lambda: (GOOD, "hello"),
    "another secret": lambda: (GOOD, signed(GOOD, "whsec_thief")),
    "an empty secret": lambda: (GOOD, signed(GOOD, "")),
    "an old scheme": lambda: (GOOD, v0(GOOD)),
    "a body changed by one letter": lambda: (GOOD.replace("PH-1", "PH-2"), signed(GOOD)),
    "the same JSON written anew": lambda: (json.dumps(json.loads(GOOD)), signed(GOOD)),
    "a space at the end": lambda: (GOOD + " ", signed(GOOD)),
    "signed six minutes ago": lambda: (GOOD, signed(GOOD, at=time.time() - 360)),
    "signed in the future": lambda: (GOOD, signed(GOOD, at=time.time() + 360)),
    "signed an hour in the future": lambda: (GOOD, signed(GOOD, at=time.time() + 3600)),
    "a stamp changed after signing": lambda: (GOOD, signed(GOOD).replace("t=1", "t=2", 1)),
    "two stamps": lambda: (GOOD, two_stamps(GOOD)),
    "a live event": lambda: (told(livemode=True), signed(told(livemode=True))),
    "no mode": lambda: (told(livemode=None), signed(told(livemode=None))),
    "a mode in words": lambda: (told(livemode="false"), signed(told(livemode="false"))),
    "an event of a connected account": lambda: (told(account="acct_1thief"), signed(told(account="acct_1thief"))),
    "an event in another account's context": lambda: (told(context="acct_1"), signed(told(context="acct_1"))),
    "signed by two secrets, neither ours": lambda: (GOOD, f"{signed(GOOD, 'whsec_a')},{v1(GOOD, 'whsec_b')}"),
    "no JSON": lambda: ("paid!", signed("paid!")),
    "a list": lambda: ("[]", signed("[]")),
    "no event": lambda: (told(object="charge"), signed(told(object="charge"))),
    "a thin event": lambda: (told(object="v2.core.event"), signed(told(object="v2.core.event"))),
    "no id": lambda: (told(id=""), signed(told(id=""))),
    "an id of another kind": lambda: (told(id="ch_1"), signed(told(id="ch_1"))),
    "an endless id": lambda: (told(id="evt_" + "a" * 200), signed(told(id="evt_" + "a" * 200))),
    "more than a megabyte": lambda: (told(x="a" * 1_000_000), signed(told(x="a" * 1_000_000))),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_it_refuses_a_forgery_and_keeps_nothing(client: Client, forgery: str) -> None:
    body, header = FORGERIES[forgery]()
    assert post(client, body, header).status_code == 400
    assert not Arrival.objects.exists()


def test_it_refuses_bytes_that_are_no_text(client: Client) -> None:
    assert post(client, b"\xff\xfe", signed("x")).status_code == 400


def test_it_refuses_what_is_too_large_to_read(client: Client) -> None:
    body = "a" * 3_000_000
    assert post(client, body, signed(body)).status_code == 400


@pytest.mark.parametrize("method", ["get", "put", "delete", "head", "options"])
def test_it_takes_posts_only(client: Client, method: str) -> None:
    assert getattr(client, method)("/hooks/stripe/").status_code == 405


def test_it_keeps_a_genuine_event_as_it_came(client: Client) -> None:
    assert post(client, GOOD, signed(GOOD)).status_code == 200
    arrival = Arrival.objects.get()
    assert (arrival.source, arrival.external_id, arrival.body) == ("stripe", "evt_1abc", GOOD)


def test_it_keeps_the_body_with_its_spaces_and_letters(client: Client) -> None:
    body = told(description="Keripik “pisang” \u0000 é") + "\n\n"
    assert post(client, body, signed(body)).status_code == 200
    assert Arrival.objects.get().body == body


def test_it_keeps_an_event_of_an_unknown_kind(client: Client) -> None:
    body = told(type="something.new", data={"object": {"object": "novelty"}})
    assert post(client, body, signed(body)).status_code == 200
    assert Arrival.objects.count() == 1


def test_it_keeps_an_event_once_however_often_it_comes(client: Client) -> None:
    for _ in range(5):
        assert post(client, GOOD, signed(GOOD)).status_code == 200
    assert Arrival.objects.count() == 1


def test_it_knows_an_event_again_that_counts_fewer_pending_webhooks(client: Client) -> None:
    again = told(pending_webhooks=0)
    post(client, GOOD, signed(GOOD))
    assert post(client, again, signed(again)).status_code == 200
    assert Arrival.objects.get().body == GOOD


def test_it_answers_409_to_another_story_under_the_same_id(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    other = told(type="checkout.session.expired")
    post(client, GOOD, signed(GOOD))
    assert post(client, other, signed(other)).status_code == 409
    assert Arrival.objects.get().body == GOOD
    assert "evt_1abc" in caplog.text


def test_it_takes_either_secret_while_one_is_rolled(client: Client, settings: Any) -> None:
    settings.STRIPE_WEBHOOK_SECRETS = [SECRET, OLD_SECRET]
    assert post(client, GOOD, signed(GOOD, OLD_SECRET)).status_code == 200


def test_it_takes_an_event_that_the_old_and_the_new_secret_signed(client: Client) -> None:
    assert post(client, GOOD, f"{signed(GOOD, 'whsec_new')},{v1(GOOD, SECRET)}").status_code == 200


def test_it_takes_an_event_signed_up_to_five_minutes_ago_or_ahead(client: Client) -> None:
    for shift in (-290, 290):
        body = told(id=f"evt_{shift + 1000}")
        assert post(client, body, signed(body, at=time.time() + shift)).status_code == 200


def test_it_takes_events_of_no_account_however_that_is_written(client: Client) -> None:
    body = told(account=None, context=None)
    assert post(client, body, signed(body)).status_code == 200


def test_it_takes_nothing_when_no_secret_is_set(client: Client, settings: Any) -> None:
    settings.STRIPE_WEBHOOK_SECRETS = []
    assert post(client, GOOD, signed(GOOD)).status_code == 400


def test_it_takes_nothing_signed_with_an_empty_secret(client: Client, settings: Any) -> None:
    settings.STRIPE_WEBHOOK_SECRETS = [""]
    assert post(client, GOOD, signed(GOOD, "")).status_code == 400


def test_it_takes_live_events_with_a_live_key_only(client: Client, settings: Any) -> None:
    settings.STRIPE_SECRET_KEY = "sk_live_" + "0" * 8
    live = told(livemode=True)
    assert post(client, GOOD, signed(GOOD)).status_code == 400
    assert post(client, live, signed(live)).status_code == 200


def test_it_needs_no_csrf_token_and_no_language() -> None:
    client = Client(enforce_csrf_checks=True, headers={"Accept-Language": "en"})
    assert post(client, GOOD, signed(GOOD)).status_code == 200
    assert reverse("stripe_webhook") == "/hooks/stripe/"


def test_it_answers_with_few_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(10):  # two rows, each looked for first, and savepoints
        post(client, GOOD, signed(GOOD))


def test_it_asks_nothing_of_stripe(client: Client, settings: Any) -> None:
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"
    started = time.perf_counter()
    assert post(client, GOOD, signed(GOOD)).status_code == 200
    assert time.perf_counter() - started < 1.0
