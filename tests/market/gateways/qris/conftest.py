"""A shop and the operator with QRIS accounts in use, and a provider of QRIS that answers over real HTTP."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import uuid4

import pytest
from django.utils.crypto import get_random_string

from market.gateways.base import Request
from market.gateways.bills.models import ReceivingAccount
from market.gateways.qris.payload import for_payment, read
from market.shop.partner.models import Partner
from tests.market.gateways.qris.stickers import MARKET, SARI

SECRETS = ["rahasia-baru", "rahasia-lama"]


def an_account(text: str, partner: Partner | None = None, **changes: Any) -> ReceivingAccount:
    """Return a QRIS account in use, the operator's or a shop's."""
    sticker = read(text)
    fields: dict[str, Any] = {
        "partner": partner,
        "kind": ReceivingAccount.Kind.QRIS,
        "payload": text,
        "holder": sticker.merchant_name,
        "merchant_id": sticker.merchant_id,
        "state": ReceivingAccount.State.ACTIVE,
        "active_from": datetime(2026, 1, 1, tzinfo=UTC),
        **changes,
    }
    return ReceivingAccount.objects.create(**fields)


def asking(**changes: Any) -> Request:
    """Return a request for 58.000 rupiah."""
    number = f"PB-{get_random_string(4)}-pay-1"
    fields: dict[str, Any] = {
        "reference": number,
        "description": "Pasar Hulu PB-1",
        "amount": 58_000,
        "idempotency_key": f"{number}-{uuid4().hex[:6]}",
        "success_url": "http://127.0.0.1:9/ok",
        "cancel_url": "http://127.0.0.1:9/batal",
        "expires_at": datetime.now(UTC) + timedelta(hours=1),
        **changes,
    }
    return Request(**fields)


@pytest.fixture
def market_account(db: None) -> ReceivingAccount:
    return an_account(MARKET)


@pytest.fixture
def shop(db: None) -> Partner:
    return Partner.objects.create(name="Dapur Ibu Sari", code="dapur-ibu-sari")


@pytest.fixture
def shop_account(shop: Partner) -> ReceivingAccount:
    return an_account(SARI, shop)


@dataclass
class ProviderDouble:
    """Stands in for a provider: makes charges, is told that they were paid, keeps what was asked."""

    url: str = ""
    sticker: str = MARKET
    charges: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    answer: Callable[[str], tuple[int, Any]] | None = None

    def make(self, body: dict[str, Any]) -> dict[str, Any]:
        made = for_payment(read(self.sticker), amount=body["amount"], bill_number=body["id"])
        new = {"id": body["id"], "payload": made.text, "status": "pending", "amount": body["amount"]}
        return self.charges.setdefault(body["id"], new)

    def pay(self, number: str, amount: int | str = 58_000) -> None:
        self.charges[number].update(status="PAID", amount=amount)


def _ear(double: ProviderDouble) -> type[BaseHTTPRequestHandler]:
    class Ear(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self.reply(*(double.answer("POST") if double.answer else (201, double.make(body))))

        def do_GET(self) -> None:
            known = double.charges.get(self.path.rpartition("/")[2])
            plain = (200, known) if known else (404, {})
            self.reply(*(double.answer("GET") if double.answer else plain))

        def reply(self, status: int, told: Any) -> None:
            double.asked.append((self.command, self.path, dict(self.headers)))
            body = told if isinstance(told, bytes) else json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            pass

    return Ear


@pytest.fixture
def provider(settings: Any) -> Iterator[ProviderDouble]:
    double = ProviderDouble()
    with ThreadingHTTPServer(("127.0.0.1", 0), _ear(double)) as server:
        double.url = f"http://127.0.0.1:{server.server_port}/v1/qris"
        settings.QRIS_PROVIDER = "market.gateways.qris.http_provider.HttpProvider"
        settings.QRIS_PROVIDER_URL = double.url
        settings.QRIS_PROVIDER_HEADERS = '{"Authorization": "Bearer kunci"}'
        settings.QRIS_CALLBACK_SECRETS = SECRETS
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield double
        server.shutdown()
        thread.join()
