"""What the gateways without a server have in common: whose money lies where, and what may be asked of whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from market.gateways.base import ForgedCallback, GatewayRefused, Progress
from market.gateways.bills.actions import confirm, mark_refunded
from market.gateways.bills.gateway import BillGateway
from market.gateways.bills.models import Bill, BillRefund, ReceivingAccount
from market.gateways.transfer.gateway import TransferGateway
from market.shop.partner.models import Partner
from tests.market.gateways.bills.conftest import NOON, a_request
from tests.market.gateways.stands import a_bank_account

GATEWAY = TransferGateway()


class Neighbour(TransferGateway):
    code = "neighbour"


def pay(external_id: str) -> Bill:
    return confirm(bill_id=Bill.objects.get(external_id=external_id).pk, by=None, evidence="mutasi", at=NOON)


@pytest.fixture
def partner(db: None) -> Partner:
    return Partner.objects.create(name="Dapur Ibu Sari", code="dapur-ibu-sari")


def test_it_puts_pooled_money_on_the_operators_account(account: ReceivingAccount) -> None:
    started = GATEWAY.start(a_request())
    assert GATEWAY.status(started.external_id).account == f"bank:{account.pk}"
    bill = pay(started.external_id)
    standing = GATEWAY.status(started.external_id)
    assert (standing.account, standing.captured, standing.extra) == (f"bank:{account.pk}", 58_000, bill.extra)


def test_it_puts_direct_money_with_the_seller(account: ReceivingAccount, partner: Partner) -> None:
    hers = a_bank_account(partner.pk, number="777")
    started = GATEWAY.start(a_request(payee=partner.pk))
    assert Bill.objects.get(external_id=started.external_id).account == hers
    assert GATEWAY.status(started.external_id).account == f"seller:{partner.pk}:direct"


@pytest.mark.parametrize("state", ["waiting", "retired"])
def test_it_sends_nobody_to_an_account_that_is_not_in_use(
    account: ReceivingAccount, partner: Partner, state: str
) -> None:
    a_bank_account(partner.pk, state=state)
    with pytest.raises(GatewayRefused):
        GATEWAY.start(a_request(payee=partner.pk))
    assert not Bill.objects.exists()


def test_it_never_falls_back_on_the_operators_account_for_a_seller(
    account: ReceivingAccount, partner: Partner
) -> None:
    with pytest.raises(GatewayRefused):
        GATEWAY.start(a_request(payee=partner.pk))


@pytest.mark.parametrize(
    "change",
    [
        {"amount": 58_001},
        {"reference": "lain"},
        {"description": "lain"},
        {"expires_at": NOON + timedelta(hours=25)},
        {"payee": 1},
    ],
    ids=lambda change: next(iter(change)),
)
def test_it_refuses_any_other_request_under_a_key(
    account: ReceivingAccount, partner: Partner, change: dict[str, Any]
) -> None:
    request = a_request()
    GATEWAY.start(request)
    change = {"payee": partner.pk} if "payee" in change else change
    with pytest.raises(GatewayRefused):
        GATEWAY.start(replace(request, **change))
    assert Bill.objects.count() == 1


def test_it_takes_a_description_longer_than_its_place_twice(account: ReceivingAccount) -> None:
    request = a_request(description="Amplang " * 50)
    assert GATEWAY.start(request) == GATEWAY.start(request)


def test_it_answers_the_same_after_the_account_was_changed(account: ReceivingAccount) -> None:
    request = a_request()
    started = GATEWAY.start(request)
    ReceivingAccount.objects.update(state="retired")
    assert GATEWAY.start(request) == started


def test_it_counts_money_that_came_after_the_bill_was_closed(account: ReceivingAccount) -> None:
    started = GATEWAY.start(a_request())
    GATEWAY.cancel(started.external_id)
    assert GATEWAY.status(started.external_id).progress is Progress.CANCELLED
    pay(started.external_id)
    standing = GATEWAY.status(started.external_id)
    assert (standing.progress, standing.captured) == (Progress.CAPTURED, 58_000)
    with pytest.raises(GatewayRefused):
        GATEWAY.cancel(started.external_id)


def test_it_says_that_money_went_back_only_when_somebody_has_sent_it(account: ReceivingAccount) -> None:
    started = GATEWAY.start(a_request())
    pay(started.external_id)
    assert GATEWAY.refund(started.external_id, amount=20_000, idempotency_key="r-1") == 0
    assert GATEWAY.refund(started.external_id, amount=20_000, idempotency_key="r-1") == 0
    refund = BillRefund.objects.get()
    mark_refunded(refund_id=refund.pk, by=None, evidence="BI-FAST 0099", at=NOON)
    assert GATEWAY.refund(started.external_id, amount=20_000, idempotency_key="r-1") == 20_000
    assert GATEWAY.status(started.external_id).refunded == 20_000


def test_of_two_like_sums_it_says_which_one_was_sent_back(account: ReceivingAccount) -> None:
    started = GATEWAY.start(a_request())
    pay(started.external_id)
    for key in ("r-1", "r-2"):
        GATEWAY.refund(started.external_id, amount=9_000, idempotency_key=key)
    younger = BillRefund.objects.get(idempotency_key="r-2")
    mark_refunded(refund_id=younger.pk, by=None, evidence="BI-FAST 0099", at=NOON)
    standing = GATEWAY.status(started.external_id)
    assert (standing.refunded, [(one.key, one.is_given) for one in standing.asked]) == (
        9_000,
        [("r-1", False), ("r-2", True)],
    )


def test_it_refuses_a_refunds_key_for_another_sum_or_another_bill(account: ReceivingAccount) -> None:
    one, other = (GATEWAY.start(a_request()).external_id for _ in range(2))
    pay(one), pay(other)
    GATEWAY.refund(one, amount=20_000, idempotency_key="r-1")
    for external_id, amount in ((one, 20_001), (other, 20_000)):
        with pytest.raises(GatewayRefused):
            GATEWAY.refund(external_id, amount=amount, idempotency_key="r-1")
    assert BillRefund.objects.count() == 1


def test_it_never_gives_the_unique_code_back(account: ReceivingAccount) -> None:
    started = GATEWAY.start(a_request())
    pay(started.external_id)
    with pytest.raises(GatewayRefused):
        GATEWAY.refund(started.external_id, amount=58_001, idempotency_key="r-1")


def test_it_knows_nothing_of_its_neighbours_bills(account: ReceivingAccount) -> None:
    request = a_request()
    external_id = GATEWAY.start(request).external_id
    stranger = Neighbour()
    for ask in (stranger.status, stranger.cancel, stranger.bill):
        with pytest.raises(GatewayRefused):
            ask(external_id)
    with pytest.raises(GatewayRefused):
        stranger.refund(external_id, amount=1, idempotency_key="r-1")
    with pytest.raises(GatewayRefused):
        stranger.start(request)


def test_it_takes_no_callbacks_neither_new_nor_stored() -> None:
    for callback in (lambda g: g.read_callback(b"{}", {}), lambda g: g.stored_callback("{}")):
        with pytest.raises(ForgedCallback):
            callback(GATEWAY)


def test_it_must_be_told_where_money_may_go() -> None:
    with pytest.raises(NotImplementedError):
        BillGateway().places(a_request())
