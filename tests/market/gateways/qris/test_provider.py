"""A provider that makes codes and tells what was paid: asked over real HTTP, believed in nothing it need not be."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from market.gateways.base import GatewayRefused, GatewayUnavailable, Progress
from market.gateways.bills.models import Bill, ReceivingAccount
from market.gateways.qris.gateway import QrisGateway
from market.gateways.qris.payload import read
from market.outbox.models import Effect
from market.shop.partner.models import Partner
from tests.market.gateways.qris.conftest import ProviderDouble, asking
from tests.market.gateways.qris.stickers import RAHMAN, SARI

pytestmark = pytest.mark.django_db

gateway = QrisGateway()

SHAPE = {"payload": "data.0.qr", "status": "data.0.state", "amount": "data.0.gross", "event": "event", "number": "id"}


def test_it_shows_the_providers_code(provider: ProviderDouble, market_account: ReceivingAccount) -> None:
    request = asking()
    bill = Bill.objects.get(external_id=gateway.start(request).external_id)
    assert bill.payload == provider.charges[request.idempotency_key]["payload"]
    method, path, headers = provider.asked[0]
    assert (method, path, headers["Authorization"]) == ("POST", "/v1/qris", "Bearer kunci")
    assert headers["Idempotency-Key"] == request.idempotency_key


def test_it_asks_for_one_charge_however_often_it_starts(
    provider: ProviderDouble, market_account: ReceivingAccount
) -> None:
    request = asking()
    assert gateway.start(request) == gateway.start(request)
    assert len(provider.charges) == len(provider.asked) == 1
    with pytest.raises(GatewayRefused):
        gateway.start(replace(request, amount=59_000))


def test_it_asks_nobody_about_a_sellers_own_sticker(
    provider: ProviderDouble, shop_account: ReceivingAccount, shop: Partner
) -> None:
    started = gateway.start(asking(payee=shop.pk))
    assert gateway.status(started.external_id).progress is Progress.WAITING
    assert provider.asked == []


def test_it_notes_what_the_provider_says_was_paid_once(
    provider: ProviderDouble, market_account: ReceivingAccount
) -> None:
    request = asking()
    started = gateway.start(request)
    assert gateway.status(started.external_id).progress is Progress.WAITING
    provider.pay(request.idempotency_key, "58000.00")
    for _ in range(3):
        standing = gateway.status(started.external_id)
        assert (standing.progress, standing.captured) == (Progress.CAPTURED, 58_000)
    assert Bill.objects.get().evidence == "kata penyedia QRIS"
    assert Effect.objects.filter(kind="payment.news").count() == 1


def test_it_hears_of_money_that_came_after_the_bill_was_closed(
    provider: ProviderDouble, market_account: ReceivingAccount
) -> None:
    request = asking()
    started = gateway.start(request)
    gateway.cancel(started.external_id)
    assert gateway.status(started.external_id).progress is Progress.CANCELLED
    provider.pay(request.idempotency_key)
    assert gateway.status(started.external_id).progress is Progress.CAPTURED


def test_it_closes_nothing_that_was_paid_a_moment_ago(
    provider: ProviderDouble, market_account: ReceivingAccount
) -> None:
    request = asking()
    started = gateway.start(request)
    provider.pay(request.idempotency_key)
    with pytest.raises(GatewayRefused):
        gateway.cancel(started.external_id)
    assert Bill.objects.get().state == Bill.State.CAPTURED


@pytest.mark.parametrize("amount", [57_999, 58_001, 1])
def test_it_tells_of_another_sum_as_it_is_and_confirms_nothing(
    provider: ProviderDouble, market_account: ReceivingAccount, amount: int
) -> None:
    request = asking()
    started = gateway.start(request)
    provider.pay(request.idempotency_key, amount)
    standing = gateway.status(started.external_id)
    assert (standing.progress, standing.amount, standing.captured) == (Progress.CAPTURED, 58_000, amount)
    assert Bill.objects.get().state == Bill.State.WAITING


def test_it_waits_for_charges_that_the_provider_does_not_know(
    provider: ProviderDouble, market_account: ReceivingAccount
) -> None:
    started = gateway.start(asking())
    provider.charges.clear()
    assert gateway.status(started.external_id).progress is Progress.WAITING


@pytest.mark.parametrize("status", ["pending", "expired", "refunded", "unpaid", ""])
def test_it_takes_no_other_status_for_paid(
    provider: ProviderDouble, market_account: ReceivingAccount, status: str
) -> None:
    request = asking()
    started = gateway.start(request)
    provider.charges[request.idempotency_key]["status"] = status
    assert gateway.status(started.external_id).progress is Progress.WAITING


@pytest.mark.parametrize("sticker", [SARI, RAHMAN])
def test_it_shows_no_code_of_another_merchant(
    provider: ProviderDouble, market_account: ReceivingAccount, sticker: str
) -> None:
    provider.sticker = sticker
    with pytest.raises(GatewayRefused, match="another merchant"):
        gateway.start(asking())
    assert not Bill.objects.exists()


def test_it_shows_no_code_for_another_sum(provider: ProviderDouble, market_account: ReceivingAccount) -> None:
    code = provider.make({"id": "x", "amount": 1})
    provider.answer = lambda method: (200, code)
    with pytest.raises(GatewayRefused, match="another sum"):
        gateway.start(asking())


ANSWERS: dict[str, tuple[int, Any, type[Exception]]] = {
    "a crash": (500, {}, GatewayUnavailable),
    "too fast": (429, {}, GatewayUnavailable),
    "a wrong key": (401, {}, GatewayUnavailable),
    "a refusal": (422, {}, GatewayRefused),
    "another address": (302, {}, GatewayUnavailable),
    "no JSON": (200, b"<html>", GatewayUnavailable),
    "no payload": (200, {}, GatewayUnavailable),
    "a list": (200, [], GatewayUnavailable),
    "nonsense for a payload": (200, {"payload": "halo"}, GatewayRefused),
    "a broken payload": (200, {"payload": SARI[:-1]}, GatewayRefused),
}


@pytest.mark.parametrize("case", ANSWERS)
def test_it_bears_a_provider_that_answers_otherwise(
    provider: ProviderDouble, market_account: ReceivingAccount, case: str
) -> None:
    status, told, error = ANSWERS[case]
    provider.answer = lambda method: (status, told)
    with pytest.raises(error):
        gateway.start(asking())
    assert not Bill.objects.exists()


@pytest.mark.parametrize(
    "told", [{"status": "paid"}, {"status": "paid", "amount": "banyak"}, {"status": "paid", "amount": -1}]
)
def test_it_bears_a_standing_without_an_amount(
    provider: ProviderDouble, market_account: ReceivingAccount, told: dict[str, Any]
) -> None:
    started = gateway.start(asking())
    provider.answer = lambda method: (200, told)
    with pytest.raises(GatewayUnavailable):
        gateway.status(started.external_id)
    assert Bill.objects.get().state == Bill.State.WAITING


@pytest.mark.parametrize("amount", [0, -1, True, 12.5])
def test_it_asks_for_no_senseless_amount(
    provider: ProviderDouble, market_account: ReceivingAccount, amount: int
) -> None:
    with pytest.raises(GatewayRefused):
        gateway.start(asking(amount=amount))
    assert provider.asked == []


def test_it_bears_a_provider_that_is_gone(
    provider: ProviderDouble, market_account: ReceivingAccount, settings: Any
) -> None:
    settings.QRIS_PROVIDER_URL = "http://127.0.0.1:9/v1/qris"
    with pytest.raises(GatewayUnavailable):
        gateway.start(asking())


def test_it_reads_answers_of_another_shape(
    provider: ProviderDouble, market_account: ReceivingAccount, settings: Any
) -> None:
    settings.QRIS_PROVIDER_BODY = '{"id": "{number}", "amount": "{amount}", "note": "untuk {description}"}'
    settings.QRIS_PROVIDER_READS = json.dumps(SHAPE)
    settings.QRIS_PROVIDER_PAID = ["settlement"]
    request = asking()
    code = provider.make({"id": request.idempotency_key, "amount": 58_000})["payload"]
    provider.answer = lambda method: (200, {"data": [{"qr": code, "state": "SETTLEMENT", "gross": "58000.00"}]})
    started = gateway.start(request)
    assert read(Bill.objects.get().payload).amount == 58_000
    assert gateway.status(started.external_id).progress is Progress.CAPTURED
