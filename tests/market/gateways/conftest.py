"""A running double, the SDK as a stranger would use it, and somebody who listens for webhooks."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import requests
import stripe
from django.test import override_settings

from market.gateways.stripe.double.running import running_double

PAYS, DECLINED, POOR, ASKS = "4242424242424242", "4000000000000002", "4000000000009995", "4000002500003155"


@dataclass
class Listener:
    """Keeps every webhook that came; answers the statuses of `answers` first, then 200."""

    url: str = ""
    heard: list[tuple[bytes, str]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)

    def events(self) -> list[stripe.Event]:
        return [stripe.Webhook.construct_event(body, header, "whsec_double") for body, header in self.heard]

    def kinds(self) -> list[str]:
        return [event.type for event in self.events()]


@pytest.fixture
def listener() -> Iterator[Listener]:
    listener = Listener()

    class Ear(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            listener.heard.append((body, self.headers["Stripe-Signature"]))
            self.send_response(listener.answers.pop(0) if listener.answers else 200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Ear) as server:
        listener.url = f"http://127.0.0.1:{server.server_port}/hooks/stripe/"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield listener
        server.shutdown()
        thread.join()


@dataclass
class Double:
    """A running double as a test drives it: the SDK without retries, the hosted page, the knobs."""

    base: str

    @property
    def sdk(self) -> stripe.StripeClient:
        return stripe.StripeClient(
            "sk_test_double",
            base_addresses={"api": self.base},
            http_client=stripe.RequestsClient(timeout=10),
        )

    def open_session(self, key: str | None = None, **changes: Any) -> stripe.checkout.Session:
        item = {"currency": "idr", "unit_amount": 2_900_000, "product_data": {"name": "Amplang"}}
        params: Any = {
            "mode": "payment",
            "line_items": [{"quantity": 2, "price_data": item}],
            "success_url": "http://127.0.0.1:9/ok?s={CHECKOUT_SESSION_ID}",
            "cancel_url": "http://127.0.0.1:9/batal",
            "locale": "id",
            **changes,
        }
        return self.sdk.v1.checkout.sessions.create(params, {"idempotency_key": key} if key else {})

    def try_card(self, session: stripe.checkout.Session, number: str = PAYS, **typed: str) -> requests.Response:
        form = {"card": number, "expiry": "12/34", "cvc": "123", **typed}
        return requests.post(f"{self.base}/c/pay/{session.id}", form, allow_redirects=False, timeout=10)

    def paid_session(self, number: str = PAYS, **changes: Any) -> stripe.checkout.Session:
        session = self.open_session(**changes)
        assert self.try_card(session, number).status_code == 303
        return self.sdk.v1.checkout.sessions.retrieve(session.id)

    def spoil(self, kind: str, **how: Any) -> None:
        answer = requests.post(f"{self.base}/_double/faults", json={"kind": kind, **how}, timeout=10)
        assert answer.status_code == 200, answer.text

    def turn(self, knob: str, **told: Any) -> dict[str, Any]:
        answer = requests.post(f"{self.base}/_double/{knob}", json=told, timeout=30)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def move_clock(self, seconds: int) -> None:
        requests.post(f"{self.base}/_double/clock", json={"seconds": seconds}, timeout=10).raise_for_status()

    def attempts(self) -> list[dict[str, Any]]:
        return list(requests.get(f"{self.base}/_double/attempts", timeout=10).json())


@contextmanager
def opened_double(**how: Any) -> Iterator[Double]:
    with running_double(**how) as base, override_settings(STRIPE_API_BASE=base):
        yield Double(base)


@pytest.fixture
def double() -> Iterator[Double]:
    with opened_double() as double:
        yield double


@pytest.fixture
def heard_double(listener: Listener) -> Iterator[Double]:
    with opened_double(webhook_url=listener.url, first_pause=0.05) as double:
        yield double


def wait_until(is_so: Callable[[], bool], seconds: float = 10.0) -> None:
    """Wait for something that other threads do; fail when it does not come."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.01)
