"""The door at /hooks/qris/: what is genuine is kept once, what is not is refused, and nothing in it is believed."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from market.gateways.base import Progress
from market.gateways.bills.models import Bill, ReceivingAccount
from market.gateways.qris.gateway import QrisGateway
from market.inbox.actions import process_arrival
from market.inbox.models import Arrival
from market.inbox.signed import sign
from market.outbox.models import Effect
from tests.market.gateways.qris.conftest import SECRETS, ProviderDouble, asking

pytestmark = pytest.mark.django_db

SECRET, OLD_SECRET = SECRETS


def told(**changes: Any) -> str:
    return json.dumps({"event": "ev-1", "id": "PB-1-pay-1", "status": "paid", "amount": 58_000, **changes}, indent=1)


def signed(body: str, secret: str = SECRET, at: float | None = None) -> str:
    return sign(body.encode(), secret=secret, at=int(at or time.time()))


def bare(body: str) -> str:
    return f"t={int(time.time())},v1={hmac.new(SECRET.encode(), body.encode(), hashlib.sha256).hexdigest()}"


def post(client: Client, body: str | bytes, header: str | None) -> Any:
    headers = {} if header is None else {"X-Callback-Signature": header}
    return client.post("/hooks/qris/", body, content_type="application/json", headers=headers)


GOOD = told()
FORGERIES = {
    "no signature": lambda: (GOOD, None),
    "an empty signature": lambda: (GOOD, ""),
    "no form": lambda: (GOOD, "hello"),
    "another secret": lambda: (GOOD, signed(GOOD, "maling")),
    "an empty secret": lambda: (GOOD, signed(GOOD, "")),
    "the body alone signed": lambda: (GOOD, bare(GOOD)),
    "a body changed by one letter": lambda: (GOOD.replace("58000", "58001"), signed(GOOD)),
    "the same JSON written anew": lambda: (json.dumps(json.loads(GOOD)), signed(GOOD)),
    "a space at the end": lambda: (GOOD + " ", signed(GOOD)),
    "six minutes old": lambda: (GOOD, signed(GOOD, at=time.time() - 360)),
    "six minutes ahead": lambda: (GOOD, signed(GOOD, at=time.time() + 360)),
    "a stamp changed after signing": lambda: (GOOD, signed(GOOD).replace("t=1", "t=2", 1)),
    "two stamps": lambda: (GOOD, f"t={int(time.time())},{signed(GOOD, at=time.time() - 4000)}"),
    "two signatures": lambda: (GOOD, f"{signed(GOOD)},v1={'0' * 64}"),
    "no JSON": lambda: ("paid!", signed("paid!")),
    "a list": lambda: ("[]", signed("[]")),
    "deep nonsense": lambda: ("[" * 100_000, signed("[" * 100_000)),
    "no event": lambda: (told(event=""), signed(told(event=""))),
    "an event that is no text": lambda: (told(event=7), signed(told(event=7))),
    "an endless event": lambda: (told(event="e" * 200), signed(told(event="e" * 200))),
    "no payment": lambda: (told(id=None), signed(told(id=None))),
    "a payment with a line break": lambda: (told(id="a\nb"), signed(told(id="a\nb"))),
    "more than a megabyte": lambda: (told(x="a" * 1_000_000), signed(told(x="a" * 1_000_000))),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_it_refuses_a_forgery_and_keeps_nothing(client: Client, provider: ProviderDouble, forgery: str) -> None:
    body, header = FORGERIES[forgery]()
    assert post(client, body, header).status_code == 400
    assert not Arrival.objects.exists()
    assert provider.asked == []


def test_it_refuses_bytes_that_are_no_text(client: Client, provider: ProviderDouble) -> None:
    body = b"\xff\xfe"
    assert post(client, body, sign(body, secret=SECRET, at=int(time.time()))).status_code == 400


def test_it_refuses_what_is_too_large_to_read(client: Client, provider: ProviderDouble) -> None:
    body = "a" * 3_000_000
    assert post(client, body, signed(body)).status_code == 400


def test_it_refuses_everything_without_a_provider(client: Client, settings: Any) -> None:
    settings.QRIS_PROVIDER, settings.QRIS_CALLBACK_SECRETS = "", [SECRET]
    assert post(client, GOOD, signed(GOOD)).status_code == 400


@pytest.mark.parametrize("secrets", [[], [""]])
def test_it_refuses_everything_without_a_secret(
    client: Client, provider: ProviderDouble, settings: Any, secrets: list[str]
) -> None:
    settings.QRIS_CALLBACK_SECRETS = secrets
    for secret in ("", SECRET):
        assert post(client, GOOD, signed(GOOD, secret)).status_code == 400


@pytest.mark.parametrize("method", ["get", "put", "delete", "head", "options"])
def test_it_takes_posts_only(client: Client, method: str) -> None:
    assert getattr(client, method)("/hooks/qris/").status_code == 405


@pytest.mark.parametrize("secret", SECRETS)
def test_it_keeps_a_genuine_callback_as_it_came(client: Client, provider: ProviderDouble, secret: str) -> None:
    body = told(note="sudah “lunas”") + "\n"
    assert post(client, body, signed(body, secret)).status_code == 200
    arrival = Arrival.objects.get()
    assert (arrival.source, arrival.external_id, arrival.body) == ("qris", "ev-1", body)


def test_it_keeps_it_once_and_answers_409_to_another_story(
    client: Client, provider: ProviderDouble, caplog: pytest.LogCaptureFixture
) -> None:
    other = told(amount=1)
    for _ in range(3):
        assert post(client, GOOD, signed(GOOD)).status_code == 200
    assert post(client, other, signed(other)).status_code == 409
    assert Arrival.objects.get().body == GOOD
    assert "ev-1" in caplog.text


def test_it_needs_no_csrf_token_and_asks_nothing_meanwhile(provider: ProviderDouble, settings: Any) -> None:
    client = Client(enforce_csrf_checks=True, headers={"Accept-Language": "en"})
    assert post(client, GOOD, signed(GOOD)).status_code == 200
    assert reverse("qris_callback") == "/hooks/qris/"
    assert provider.asked == []


def test_it_believes_the_provider_and_not_the_callback(
    client: Client, provider: ProviderDouble, market_account: ReceivingAccount
) -> None:
    request = asking()
    started = QrisGateway().start(request)
    body = told(id=request.idempotency_key)
    post(client, body, signed(body))
    assert process_arrival(Arrival.objects.get().pk) == "dibaca ulang dari penyedia QRIS"
    news = Effect.objects.get(kind="payment.news")
    assert news.payload == {"gateway": "qris", "external_id": started.external_id, "reference": request.reference}
    assert QrisGateway().status(started.external_id).progress is Progress.WAITING
    assert Bill.objects.get().state == Bill.State.WAITING


def test_it_passes_over_a_payment_that_is_not_ours(client: Client, provider: ProviderDouble) -> None:
    post(client, GOOD, signed(GOOD))
    assert process_arrival(Arrival.objects.get().pk) == "bukan pembayaran kita"
    assert not Effect.objects.filter(kind="payment.news").exists()
