"""The clock puts accounts in use that are due, once, whoever does whatever at the same time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from market.accounts.models import User
from market.gateways.bills import receiving, tasks
from market.gateways.bills.models import ReceivingAccount
from market.gateways.bills.receiving import (
    AccountThere,
    NotWaiting,
    activate_due,
    change_account,
    check_account,
    enter_account,
    stop_change,
)
from market.shop.partner.models import Partner
from tests.market.gateways.bills.owners import BANK, BRI, KALTIM, LATER, NOW, QRIS, state_of, told
from tests.market.gateways.crowd import at_once
from tests.market.gateways.qris.stickers import RAHMAN

pytestmark = pytest.mark.django_db
in_parallel = pytest.mark.django_db(transaction=True)


def test_the_clock_puts_in_use_what_is_due(in_use: ReceivingAccount, shop: Partner, sari: User, budi: User) -> None:
    account = change_account(partner=shop, kind=BANK, by=sari, now=NOW - timedelta(days=60), **KALTIM)
    ReceivingAccount.objects.filter(pk=account.pk).update(checked_at=NOW, active_from=datetime(2026, 1, 1, tzinfo=UTC))
    assert tasks.activate_due() == 1
    assert state_of(account) == "active"


def test_one_that_fails_does_not_hold_up_the_others(
    in_use: ReceivingAccount, shop: Partner, sari: User, budi: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = change_account(partner=shop, kind=BANK, by=sari, now=NOW, **KALTIM)
    check_account(account=account, by=budi, now=NOW)
    other = Partner.objects.create(name="Kebun Pak Rahman", code="rahman")
    second = ReceivingAccount.objects.create(
        partner=other, kind=QRIS, payload=RAHMAN, holder="X", active_from=LATER, checked_at=NOW, checked_by=budi
    )
    put = receiving._put_in_use

    def stumble(found: ReceivingAccount, now: datetime) -> None:
        put(found, now)
        if found.pk == account.pk:
            raise RuntimeError("the light went out")

    monkeypatch.setattr(receiving, "_put_in_use", stumble)
    assert activate_due(now=LATER) == 1
    assert (state_of(in_use), state_of(account), state_of(second)) == ("active", "waiting", "active")


@in_parallel
def test_sixteen_who_enter_at_once_leave_one(shop: Partner, sari: User) -> None:
    def enter() -> str:
        try:
            return str(enter_account(partner=shop, kind=BANK, by=sari, now=NOW, **BRI).state)
        except AccountThere:
            return "there"

    assert sorted(at_once(enter)) == ["there"] * 15 + ["waiting"]
    assert ReceivingAccount.objects.count() == 1


@in_parallel
def test_sixteen_clocks_change_it_once_and_tell_it_once(
    in_use: ReceivingAccount, shop: Partner, sari: User, budi: User
) -> None:
    account = change_account(partner=shop, kind=BANK, by=sari, now=NOW, **KALTIM)
    check_account(account=account, by=budi, now=NOW)
    assert sum(at_once(lambda: activate_due(now=LATER))) == 1
    assert (state_of(in_use), state_of(account)) == ("retired", "active")
    assert len(told("receiving_account_in_use")) == shop.users.count()


@in_parallel
def test_stopping_and_the_clock_do_not_both_win(
    in_use: ReceivingAccount, shop: Partner, sari: User, budi: User
) -> None:
    account = change_account(partner=shop, kind=BANK, by=sari, now=NOW, **KALTIM)
    check_account(account=account, by=budi, now=NOW)
    turns = iter(range(16))

    def either() -> str:
        if next(turns) % 2:
            return "clock" if activate_due(now=LATER) else ""
        try:
            stop_change(account=account, by=sari, now=LATER)
        except NotWaiting:
            return ""
        return "stopped"

    outcomes = set(at_once(either)) - {""}
    assert len(outcomes) == 1
    assert (state_of(in_use), state_of(account)) == (
        ("retired", "active") if outcomes == {"clock"} else ("active", "retired")
    )


@in_parallel
def test_nobody_slips_in_a_first_account_while_another_is_being_checked(shop: Partner, sari: User, budi: User) -> None:
    account = enter_account(partner=shop, kind=BANK, by=sari, now=NOW, **BRI)
    turns = iter(range(16))

    def either() -> None:
        if next(turns) % 2:
            check_account(account=account, by=budi, now=NOW)
        else:
            with pytest.raises(AccountThere):
                enter_account(partner=shop, kind=BANK, by=sari, now=NOW, **KALTIM)

    at_once(either)
    assert ReceivingAccount.objects.get().state == "active"


@pytest.mark.parametrize("state", ["active", "waiting"])
@pytest.mark.parametrize("has_partner", [True, False])
def test_the_table_itself_refuses_two(shop: Partner, state: str, has_partner: bool) -> None:
    fields: dict[str, Any] = {
        "partner": shop if has_partner else None,
        "kind": BANK,
        "bank": "BRI",
        "number": "1",
        "holder": "X",
        "state": state,
        "active_from": NOW,
    }
    ReceivingAccount.objects.create(**fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReceivingAccount.objects.create(**fields)
    assert connection.is_usable()
