"""Accounts that take money in: entered once, checked, changed slowly, and never in secret."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from market.accounts.models import User
from market.gateways.bills import receiving, tasks
from market.gateways.bills.banks import BANKS, bank_choices, code_of
from market.gateways.bills.details import UnusableAccount, read_details
from market.gateways.bills.models import ReceivingAccount
from market.gateways.bills.receiving import (
    AccountThere,
    NothingToChange,
    NotWaiting,
    OwnAccount,
    activate_due,
    change_account,
    check_account,
    enter_account,
    standing_of,
    stop_change,
)
from market.notify.models import Message
from market.shop.partner.models import Partner
from tests.market.gateways.crowd import at_once
from tests.market.gateways.qris.stickers import RAHMAN, SARI, payload

pytestmark = pytest.mark.django_db
in_parallel = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
LATER = NOW + timedelta(hours=48)
BRI = {"bank": "002", "number": "0123 0100 4567 890", "holder": "Sari  Wulandari"}
KALTIM = {"bank": "124", "number": "0012345678", "holder": "SARI WULANDARI"}
BANK, QRIS = "bank", "qris"


def a_person(number: int, name: str) -> User:
    return User.objects.create_user(f"+62812777000{number:02d}", first_name=name)


@pytest.fixture
def sari(db: None) -> User:
    return a_person(1, "Ibu Sari")


@pytest.fixture
def budi(db: None) -> User:
    return a_person(5, "Budi")


@pytest.fixture
def shop(sari: User) -> Partner:
    shop = Partner.objects.create(name="Dapur Ibu Sari", code="dapur-ibu-sari")
    shop.users.add(sari, a_person(2, "Anak Sari"))
    return shop


@pytest.fixture
def in_use(shop: Partner, sari: User, budi: User) -> ReceivingAccount:
    entered = enter_account(partner=shop, kind=BANK, by=sari, now=NOW - timedelta(days=90), **BRI)
    account = check_account(account=entered, by=budi, now=NOW - timedelta(days=89))
    Message.objects.all().delete()
    return account


def state_of(account: ReceivingAccount) -> str:
    return str(ReceivingAccount.objects.get(pk=account.pk).state)


def told(template: str) -> list[str]:
    return sorted(Message.objects.filter(template=template).values_list("phone", flat=True))


# Entering


def test_it_keeps_a_first_account_waiting_until_it_is_checked(shop: Partner, sari: User, budi: User) -> None:
    account = enter_account(partner=shop, kind=BANK, by=sari, now=NOW, **BRI)
    assert (account.bank, account.number, account.holder) == ("BRI", "012301004567890", "Sari Wulandari")
    assert (account.state, account.entered_phone) == ("waiting", sari.phone)
    assert standing_of(partner=shop, kind=BANK).in_use is None
    account = check_account(account=account, by=budi, now=NOW)
    assert (account.state, account.checked_by, account.checked_at) == ("active", budi, NOW)
    assert standing_of(partner=shop, kind=BANK).in_use == account
    assert sari.phone in told("receiving_account_in_use")


def test_it_shows_back_whose_qris_it_is(shop: Partner, sari: User) -> None:
    account = enter_account(partner=shop, kind=QRIS, by=sari, now=NOW, payload=f" {SARI}\n")
    assert (account.holder, account.merchant_id) == ("DAPUR IBU SARI", "ID1026123456789")
    assert account.payload == SARI


def test_it_keeps_a_bank_account_and_a_qris_side_by_side_and_the_operators_too(
    shop: Partner, sari: User, budi: User
) -> None:
    for partner in (shop, None):
        enter_account(partner=partner, kind=BANK, by=sari, now=NOW, **BRI)
        enter_account(partner=partner, kind=QRIS, by=sari, now=NOW, payload=SARI)
    assert ReceivingAccount.objects.filter(state="waiting").count() == 4


@pytest.mark.parametrize("has_partner", [True, False])
def test_it_takes_one_at_a_time(shop: Partner, sari: User, budi: User, has_partner: bool) -> None:
    partner = shop if has_partner else None
    account = enter_account(partner=partner, kind=BANK, by=sari, now=NOW, **BRI)
    with pytest.raises(AccountThere, match="menunggu"):
        enter_account(partner=partner, kind=BANK, by=sari, now=NOW, **KALTIM)
    check_account(account=account, by=budi, now=NOW)
    with pytest.raises(AccountThere, match="ganti"):
        enter_account(partner=partner, kind=BANK, by=sari, now=NOW, **KALTIM)


WRONG: dict[str, tuple[dict[str, str], str]] = {
    "no bank": ({**BRI, "bank": ""}, "bank"),
    "a bank nobody knows": ({**BRI, "bank": "999"}, "bank"),
    "a bank by name": ({**BRI, "bank": "BRI"}, "bank"),
    "no number": ({**BRI, "number": ""}, "number"),
    "letters in the number": ({**BRI, "number": "0123O1004567890"}, "number"),
    "digits of another script": ({**KALTIM, "number": "٠٠١٢٣٤٥٦٧٨"}, "number"),
    "a digit too few": ({**BRI, "number": "01230100456789"}, "number"),
    "a digit too many": ({**BRI, "number": "0123010045678901"}, "number"),
    "seven digits": ({**KALTIM, "number": "1234567"}, "number"),
    "nineteen digits": ({**KALTIM, "number": "1234567890123456789"}, "number"),
    "noughts only": ({**KALTIM, "number": "0000000000"}, "number"),
    "a minus": ({**KALTIM, "number": "+6212345678"}, "number"),
    "no holder": ({**BRI, "holder": " "}, "holder"),
    "a number for a name": ({**BRI, "holder": "12345"}, "holder"),
    "an endless name": ({**BRI, "holder": "A" * 101}, "holder"),
    "no payload": ({"payload": ""}, "payload"),
    "a payload of one payment": ({"payload": payload(f01="12", f54="5000")}, "payload"),
    "a broken payload": ({"payload": SARI[:-1] + "0"}, "payload"),
}


@pytest.mark.parametrize("case", WRONG)
def test_it_refuses_what_cannot_be_right_and_says_where(shop: Partner, sari: User, case: str) -> None:
    typed, field = WRONG[case]
    kind = QRIS if "payload" in typed else BANK
    with pytest.raises(UnusableAccount) as refusal:
        enter_account(partner=shop, kind=kind, by=sari, now=NOW, **typed)
    assert refusal.value.field == field
    assert str(refusal.value).endswith(".")
    assert not ReceivingAccount.objects.exists()


def test_it_knows_each_bank_once() -> None:
    assert len({bank.code for bank in BANKS}) == len({bank.name for bank in BANKS}) == len(BANKS)
    assert bank_choices()[1] == ("124", "Bankaltimtara")
    assert code_of(read_details(kind=BANK, **KALTIM).bank) == "124"


# Checking


def test_nobody_checks_an_account_of_her_own_shop(shop: Partner, sari: User, budi: User) -> None:
    account = enter_account(partner=shop, kind=BANK, by=sari, now=NOW, **BRI)
    for own in shop.users.all():
        with pytest.raises(OwnAccount):
            check_account(account=account, by=own, now=NOW)
    shop.users.remove(sari)
    with pytest.raises(OwnAccount):
        check_account(account=account, by=sari, now=NOW)
    assert state_of(account) == "waiting"


def test_it_checks_once(in_use: ReceivingAccount, budi: User) -> None:
    before = in_use.checked_at
    assert check_account(account=in_use, by=budi, now=NOW).checked_at == before
    assert not Message.objects.exists()


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


# The clock, and many at once


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
