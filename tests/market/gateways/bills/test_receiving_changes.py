"""An account that takes money in is changed slowly, never in secret, and can be kept from changing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from market.accounts.models import User
from market.gateways.bills import receiving
from market.gateways.bills.details import UnusableAccount
from market.gateways.bills.models import ReceivingAccount
from market.gateways.bills.receiving import (
    AccountThere,
    NothingToChange,
    NotWaiting,
    activate_due,
    change_account,
    check_account,
    enter_account,
    standing_of,
    stop_change,
)
from market.notify.models import Message
from market.shop.partner.models import Partner
from tests.market.gateways.bills.owners import BANK, BRI, KALTIM, LATER, NOW, QRIS, a_person, state_of, told
from tests.market.gateways.qris.stickers import RAHMAN, SARI

pytestmark = pytest.mark.django_db


# Changing


def test_it_changes_after_the_wait_and_the_check(
    in_use: ReceivingAccount, shop: Partner, sari: User, budi: User
) -> None:
    account = change_account(partner=shop, kind=BANK, by=sari, now=NOW, **KALTIM)
    assert (account.state, account.active_from) == ("waiting", LATER)
    assert standing_of(partner=shop, kind=BANK) == receiving.AccountStanding(in_use=in_use, waiting=account)
    check_account(account=account, by=budi, now=NOW + timedelta(hours=1))
    assert activate_due(now=LATER - timedelta(seconds=1)) == 0
    assert (state_of(in_use), state_of(account)) == ("active", "waiting")
    assert activate_due(now=LATER) == 1
    assert activate_due(now=LATER) == 0
    assert (state_of(in_use), state_of(account)) == ("retired", "active")
    in_use.refresh_from_db()
    assert in_use.retired_at == LATER
    assert told("receiving_account_in_use")


def test_it_never_changes_unchecked_however_long_it_waits(
    in_use: ReceivingAccount, shop: Partner, sari: User, budi: User
) -> None:
    account = change_account(partner=shop, kind=BANK, by=sari, now=NOW, **KALTIM)
    assert activate_due(now=LATER + timedelta(days=30)) == 0
    assert state_of(in_use) == "active"
    check_account(account=account, by=budi, now=LATER + timedelta(days=30))
    assert (state_of(in_use), state_of(account)) == ("retired", "active")


def test_it_waits_as_long_as_the_setting_says(
    in_use: ReceivingAccount, shop: Partner, sari: User, settings: Any
) -> None:
    settings.ACCOUNT_CHANGE_HOURS = 72
    account = change_account(partner=shop, kind=BANK, by=sari, now=NOW, **KALTIM)
    assert account.active_from == NOW + timedelta(hours=72)


def test_it_tells_everybody_at_once_and_the_old_number(in_use: ReceivingAccount, shop: Partner, sari: User) -> None:
    old_phone, thief = sari.phone, a_person(9, "Maling")
    User.objects.filter(pk=sari.pk).update(phone="+6281299999999")
    shop.users.set([thief])
    change_account(partner=shop, kind=BANK, by=thief, now=NOW, also_tell=["+6281200000001"], **KALTIM)
    assert told("receiving_account_changed") == sorted([old_phone, thief.phone, "+6281200000001"])
    words = Message.objects.get(phone=old_phone).text
    for needed in ("Dapur Ibu Sari", "BRI …7890", "Bankaltimtara …5678", "BUKAN Anda", "24 November 2026", "11.00"):
        assert needed in words
    assert "0012345678" not in words


def test_it_tells_nothing_when_nothing_was_kept(in_use: ReceivingAccount, shop: Partner, sari: User) -> None:
    change_account(partner=shop, kind=BANK, by=sari, now=NOW, **KALTIM)
    Message.objects.all().delete()
    with pytest.raises(AccountThere):
        change_account(partner=shop, kind=BANK, by=sari, now=NOW, **{**KALTIM, "number": "0099999999"})
    assert not Message.objects.exists()


def test_it_changes_nothing_into_itself_and_nothing_that_is_not_there(
    in_use: ReceivingAccount, shop: Partner, sari: User
) -> None:
    with pytest.raises(UnusableAccount, match="sama"):
        change_account(partner=shop, kind=BANK, by=sari, now=NOW, **BRI)
    with pytest.raises(NothingToChange):
        change_account(partner=shop, kind=QRIS, by=sari, now=NOW, payload=SARI)
    with pytest.raises(NothingToChange):
        change_account(partner=None, kind=BANK, by=sari, now=NOW, **KALTIM)


def test_it_changes_a_qris_and_the_operators_account_the_same_way(sari: User, budi: User) -> None:
    first = enter_account(partner=None, kind=QRIS, by=budi, now=NOW, payload=SARI)
    check_account(account=first, by=budi, now=NOW)
    account = change_account(partner=None, kind=QRIS, by=budi, now=NOW, also_tell=[sari.phone], payload=RAHMAN)
    assert told("receiving_account_changed") == sorted([budi.phone, sari.phone])
    assert "pengelola pasar" in Message.objects.filter(template="receiving_account_changed")[0].text
    check_account(account=account, by=sari, now=NOW)
    assert activate_due(now=LATER) == 1
    in_use = standing_of(partner=None, kind=QRIS).in_use
    assert in_use is not None
    assert in_use.holder == "KEBUN PAK RAHMAN"


# Stopping


@pytest.mark.parametrize("is_checked", [True, False])
def test_it_stops_while_it_waits(
    in_use: ReceivingAccount, shop: Partner, sari: User, budi: User, is_checked: bool
) -> None:
    account = change_account(partner=shop, kind=BANK, by=sari, now=NOW, **KALTIM)
    if is_checked:
        check_account(account=account, by=budi, now=NOW)
    for _ in range(2):
        stop_change(account=account, by=budi, now=NOW, note="Nama tidak cocok.")
    assert (state_of(account), state_of(in_use)) == ("retired", "active")
    assert activate_due(now=LATER) == 0
    assert told("receiving_account_stopped") == sorted([*shop.users.values_list("phone", flat=True), budi.phone])
    words = Message.objects.filter(template="receiving_account_stopped")[0].text
    assert "Nama tidak cocok." in words
    assert "tetap BRI …7890" in words


def test_it_lets_a_first_one_be_stopped_and_entered_anew(shop: Partner, sari: User) -> None:
    account = enter_account(partner=shop, kind=BANK, by=sari, now=NOW, **BRI)
    stop_change(account=account, by=sari, now=NOW)
    assert enter_account(partner=shop, kind=BANK, by=sari, now=NOW, **KALTIM).state == "waiting"


def test_it_stops_nothing_that_is_in_use_and_checks_nothing_that_was_stopped(
    in_use: ReceivingAccount, shop: Partner, sari: User, budi: User
) -> None:
    with pytest.raises(NotWaiting):
        stop_change(account=in_use, by=sari, now=NOW)
    account = change_account(partner=shop, kind=BANK, by=sari, now=NOW, **KALTIM)
    stop_change(account=account, by=sari, now=NOW)
    with pytest.raises(NotWaiting):
        check_account(account=account, by=budi, now=LATER)
    assert state_of(in_use) == "active"
