"""No two open transfers of an account ask for the same sum, and none for a sum that was asked for lately."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from market.gateways.base import GatewayUnavailable
from market.gateways.bills.models import Bill, ReceivingAccount
from market.gateways.transfer import gateway as transfer
from market.gateways.transfer.gateway import REST, TransferGateway
from market.shop.partner.models import Partner
from tests.market.gateways.bills.conftest import a_bill, a_request, an_unsaved_bill
from tests.market.gateways.crowd import at_once
from tests.market.gateways.stands import a_bank_account

GATEWAY = TransferGateway()


@pytest.fixture
def account(db: None) -> ReceivingAccount:
    return a_bank_account()


def start(amount: int = 58_000) -> Bill:
    return Bill.objects.get(external_id=GATEWAY.start(a_request(amount=amount)).external_id)


def fill(account: ReceivingAccount, codes: range) -> None:
    now = datetime.now(UTC)
    Bill.objects.bulk_create(an_unsaved_bill(account, 58_000, extra, created_at=now) for extra in codes)


def test_it_asks_for_little_on_top_and_never_for_the_same_twice(account: ReceivingAccount) -> None:
    bills = [start() for _ in range(20)]
    assert len({bill.payable for bill in bills}) == 20
    assert all(1 <= bill.extra <= 99 and bill.payable == 58_000 + bill.extra for bill in bills)


def test_it_keeps_sums_apart_that_come_about_by_other_amounts(account: ReceivingAccount) -> None:
    fill(account, range(1, 100))
    assert start(amount=57_999).extra not in range(2, 101)


def test_it_goes_on_to_three_digits_when_two_are_used_up(account: ReceivingAccount) -> None:
    fill(account, range(1, 100))
    assert 100 <= start().extra <= 999


def test_it_takes_the_last_sum_that_is_free_and_then_says_that_none_is(account: ReceivingAccount) -> None:
    fill(account, range(1, 999))
    assert start().extra == 999
    with pytest.raises(GatewayUnavailable):
        start()
    assert start(amount=60_000)


def test_it_lets_a_sum_rest_for_fourteen_days_after_it_was_last_seen(account: ReceivingAccount) -> None:
    now = datetime.now(UTC)
    a_bill(account, extra=1, state="cancelled", created_at=now - REST * 3, closed_at=now - REST + timedelta(hours=1))
    a_bill(account, extra=2, state="cancelled", created_at=now - REST * 3, closed_at=now - REST - timedelta(hours=1))
    a_bill(account, extra=3, state="waiting", created_at=now - REST * 3)
    a_bill(account, extra=4, state="captured", created_at=now - REST * 3, confirmed_at=now - timedelta(days=1))
    a_bill(account, extra=5, state="captured", created_at=now - REST * 3, confirmed_at=now - REST * 2)
    assert transfer.amounts_in_use(account, 58_000, now) == {58_001, 58_003, 58_004}


def test_it_keeps_each_accounts_sums_for_itself(account: ReceivingAccount) -> None:
    fill(account, range(1, 1000))
    partner = Partner.objects.create(name="Dapur Ibu Sari", code="dapur-ibu-sari")
    a_bank_account(partner.pk)
    assert GATEWAY.start(a_request(payee=partner.pk))


def test_it_has_the_database_refuse_a_second_open_bill_of_one_sum(account: ReceivingAccount) -> None:
    a_bill(account)
    with pytest.raises(IntegrityError), transaction.atomic():
        a_bill(account)
    a_bill(account, state="cancelled")


@pytest.mark.django_db(transaction=True)
def test_it_gives_sixteen_buyers_at_once_sixteen_sums_of_the_few_that_are_left(account: ReceivingAccount) -> None:
    fill(account, range(17, 1000))
    assert sorted(at_once(lambda: start().extra)) == list(range(1, 17))


@pytest.mark.django_db(transaction=True)
def test_it_tries_the_next_sum_when_it_does_not_see_what_others_took(
    account: ReceivingAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: blind to what is in use, every buyer reaches for the same sum, and the database sends her on."""
    refused: list[str] = []

    def blind(*args: object) -> set[int]:
        return set()

    def write(self: TransferGateway, place: object, request: object) -> Bill:
        try:
            return real(self, place, request)  # type: ignore[arg-type]
        except IntegrityError as error:
            refused.append(str(error))
            raise

    real = TransferGateway._write_at
    monkeypatch.setattr(TransferGateway, "_write_at", write)
    monkeypatch.setattr(transfer, "amounts_in_use", blind)
    monkeypatch.setattr(transfer, "_shuffled", list)
    assert sorted(at_once(lambda: start().extra)) == list(range(1, 17))
    assert any("bills_one_open_bill_an_amount" in error for error in refused)
