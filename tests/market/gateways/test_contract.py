"""What every gateway must keep, tried on each that is switched on: over real HTTP, or on real rows, at its stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.template.loader import get_template
from django.utils.crypto import get_random_string

from market.gateways.base import (
    Asked,
    ForgedCallback,
    Gateway,
    GatewayRefused,
    GatewayUnavailable,
    Progress,
    Request,
    Started,
)
from market.gateways.registry import all_gateways, get_gateway
from tests.market.gateways.crowd import at_once
from tests.market.gateways.stands import STANDS, Buyer

pytestmark = pytest.mark.django_db

in_parallel = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=sorted(all_gateways()), scope="module")
def stand(request: pytest.FixtureRequest) -> Iterator[tuple[Gateway, Buyer]]:
    with STANDS[request.param]() as buyer:
        yield get_gateway(request.param), buyer


@pytest.fixture
def gateway(stand: tuple[Gateway, Buyer], db: None) -> Gateway:
    stand[1].settle_in()
    return stand[0]


@pytest.fixture
def buyer(stand: tuple[Gateway, Buyer]) -> Buyer:
    return stand[1]


@pytest.fixture
def asked(gateway: Gateway, buyer: Buyer) -> Request:
    return Request(
        reference=f"PH-{get_random_string(8)}",
        description="Amplang ikan pipih, 2 bungkus",
        amount=58_000,
        idempotency_key=str(uuid4()),
        success_url="http://127.0.0.1:9/ok",
        cancel_url="http://127.0.0.1:9/batal",
        expires_at=datetime.now(UTC) + timedelta(minutes=35),
        payee=buyer.payee,
    )


def test_every_gateway_that_is_switched_on_has_a_stand_and_it_has_no_other() -> None:
    assert set(STANDS) == set(all_gateways())


def test_it_waits_until_the_buyer_pays(gateway: Gateway, asked: Request) -> None:
    standing = gateway.status(gateway.start(asked).external_id)
    assert standing.progress is Progress.WAITING
    assert (standing.reference, standing.amount, standing.currency) == (asked.reference, 58_000, "IDR")
    assert (standing.captured, standing.refunded) == (0, 0)


def test_it_tells_of_whole_rupiah_once_paid(gateway: Gateway, buyer: Buyer, asked: Request) -> None:
    started = gateway.start(asked)
    buyer.pay(started)
    standing = gateway.status(started.external_id)
    assert (standing.progress, standing.captured, standing.refunded) == (Progress.CAPTURED, 58_000, 0)


def test_it_starts_one_payment_for_one_key(gateway: Gateway, asked: Request) -> None:
    assert gateway.start(asked) == gateway.start(asked)


def test_it_starts_another_payment_for_another_key(gateway: Gateway, asked: Request) -> None:
    other = replace(asked, idempotency_key=str(uuid4()))
    assert gateway.start(asked).external_id != gateway.start(other).external_id


def test_it_refuses_another_request_under_the_same_key(gateway: Gateway, asked: Request) -> None:
    gateway.start(asked)
    with pytest.raises(GatewayRefused):
        gateway.start(replace(asked, amount=59_000))


@pytest.mark.parametrize("amount", [0, -1, 12_500.5, True])
def test_it_refuses_an_amount_that_is_no_whole_rupiah(gateway: Gateway, asked: Request, amount: int) -> None:
    with pytest.raises(GatewayRefused):
        gateway.start(replace(asked, amount=amount))


def test_it_still_waits_after_a_failed_attempt(gateway: Gateway, buyer: Buyer, asked: Request) -> None:
    started = gateway.start(asked)
    buyer.fail_to_pay(started)
    assert gateway.status(started.external_id).progress is Progress.WAITING
    buyer.pay(started)
    assert gateway.status(started.external_id).progress is Progress.CAPTURED


def test_it_cancels_a_payment_that_nobody_paid_and_does_so_twice(gateway: Gateway, asked: Request) -> None:
    started = gateway.start(asked)
    gateway.cancel(started.external_id)
    gateway.cancel(started.external_id)
    assert gateway.status(started.external_id).progress is Progress.CANCELLED


def test_it_refuses_to_cancel_what_is_paid(gateway: Gateway, buyer: Buyer, asked: Request) -> None:
    started = gateway.start(asked)
    buyer.pay(started)
    with pytest.raises(GatewayRefused):
        gateway.cancel(started.external_id)


@pytest.fixture
def give_back(gateway: Gateway, buyer: Buyer) -> Callable[..., int]:
    """Ask for a refund, have it done where people do it, and ask again under the same key what has gone back."""

    def ask(started: Started, amount: int, key: str = "") -> int:
        key = key or str(uuid4())
        gateway.refund(started.external_id, amount=amount, idempotency_key=key)
        buyer.give_back(started)
        return gateway.refund(started.external_id, amount=amount, idempotency_key=key)

    return ask


def test_it_gives_back_in_parts_and_counts_them(
    gateway: Gateway, buyer: Buyer, asked: Request, give_back: Callable[..., int]
) -> None:
    started = gateway.start(asked)
    buyer.pay(started)
    assert give_back(started, 8_000) == 8_000
    assert give_back(started, 50_000) == 58_000
    standing = gateway.status(started.external_id)
    assert (standing.progress, standing.captured, standing.refunded) == (Progress.CAPTURED, 58_000, 58_000)


def test_it_gives_back_once_for_one_key(
    gateway: Gateway, buyer: Buyer, asked: Request, give_back: Callable[..., int]
) -> None:
    started = gateway.start(asked)
    buyer.pay(started)
    key = str(uuid4())
    assert give_back(started, 20_000, key) == 20_000
    assert give_back(started, 20_000, key) == 20_000


def test_it_gives_back_once_for_one_key_whatever_the_attempt(
    gateway: Gateway, buyer: Buyer, asked: Request, give_back: Callable[..., int]
) -> None:
    started = gateway.start(asked)
    buyer.pay(started)
    key = str(uuid4())
    give_back(started, 20_000, key)
    assert gateway.refund(started.external_id, amount=20_000, idempotency_key=key, attempt=2) == 20_000
    assert gateway.refund(started.external_id, amount=15_000, idempotency_key=key) == 20_000  # the rest, asked anew


def test_it_names_refunds_of_like_sums_by_the_keys_they_were_asked_under(
    gateway: Gateway, buyer: Buyer, asked: Request
) -> None:
    started = gateway.start(asked)
    buyer.pay(started)
    keys = [str(uuid4()), str(uuid4())]
    for key in keys:
        gateway.refund(started.external_id, amount=9_000, idempotency_key=key)
    assert {one.key for one in gateway.status(started.external_id).asked} == set(keys)

    buyer.give_back(started)

    given = gateway.status(started.external_id).asked
    assert sorted(given, key=lambda one: keys.index(one.key)) == [
        Asked(key=key, amount=9_000, is_given=True) for key in keys
    ]


def test_it_never_gives_back_more_than_it_took(
    gateway: Gateway, buyer: Buyer, asked: Request, give_back: Callable[..., int]
) -> None:
    started = gateway.start(asked)
    buyer.pay(started)
    give_back(started, 50_000)
    with pytest.raises(GatewayRefused):
        gateway.refund(started.external_id, amount=8_001, idempotency_key=str(uuid4()))
    assert gateway.status(started.external_id).refunded == 50_000


def test_it_refuses_to_give_back_what_is_asked_back_already(gateway: Gateway, buyer: Buyer, asked: Request) -> None:
    started = gateway.start(asked)
    buyer.pay(started)
    gateway.refund(started.external_id, amount=50_000, idempotency_key=str(uuid4()))
    with pytest.raises(GatewayRefused):
        gateway.refund(started.external_id, amount=8_001, idempotency_key=str(uuid4()))


def test_it_refuses_to_give_back_what_was_never_paid(gateway: Gateway, asked: Request) -> None:
    started = gateway.start(asked)
    with pytest.raises(GatewayRefused):
        gateway.refund(started.external_id, amount=58_000, idempotency_key=str(uuid4()))


def test_it_refuses_to_tell_of_a_payment_it_does_not_know(gateway: Gateway) -> None:
    with pytest.raises(GatewayRefused):
        gateway.status("cs_test_of_somebody_else")


def test_it_takes_no_callback_without_proof(gateway: Gateway) -> None:
    with pytest.raises(ForgedCallback):
        gateway.read_callback(b'{"id": "evt_1", "object": "event"}', {})


def test_it_shows_a_page_of_its_own_or_a_part_of_ours(gateway: Gateway, asked: Request) -> None:
    started = gateway.start(asked)
    bill = gateway.bill(started.external_id)
    assert bool(gateway.template) == (started.redirect_url == "") == (bill is not None)
    assert not gateway.template or get_template(gateway.template)


def test_it_says_where_money_lies_only_as_the_ledger_can_name_it(
    gateway: Gateway, buyer: Buyer, asked: Request
) -> None:
    started = gateway.start(asked)
    assert gateway.status(started.external_id).extra == 0
    buyer.pay(started)
    standing = gateway.status(started.external_id)
    place = standing.account.partition(":")
    assert place[0] in {"", "bank", "qris", "seller"}
    assert 0 <= standing.extra < 1000
    assert (standing.disputed, standing.lost) == (0, 0)


@in_parallel
def test_it_starts_one_payment_when_sixteen_ask_under_one_key(gateway: Gateway, asked: Request) -> None:
    def start() -> Started | None:
        try:
            return gateway.start(asked)
        except GatewayUnavailable:
            return None

    answers = {answer for answer in at_once(start) if answer}
    assert answers == {gateway.start(asked)}


@in_parallel
def test_it_gives_back_sixty_percent_once_when_sixteen_ask_for_it(
    gateway: Gateway, buyer: Buyer, asked: Request
) -> None:
    started = gateway.start(asked)
    buyer.pay(started)

    def refund() -> bool:
        try:
            gateway.refund(started.external_id, amount=34_800, idempotency_key=str(uuid4()))
        except (GatewayRefused, GatewayUnavailable):
            return False
        return True

    assert at_once(refund).count(True) == 1
    buyer.give_back(started)
    assert gateway.status(started.external_id).refunded == 34_800
