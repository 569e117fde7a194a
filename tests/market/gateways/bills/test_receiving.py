"""Accounts that take money in are entered once, by whom they belong to, and checked by somebody else."""

from __future__ import annotations

import pytest

from market.accounts.models import User
from market.gateways.bills.banks import BANKS, bank_choices
from market.gateways.bills.details import UnusableAccount
from market.gateways.bills.models import ReceivingAccount
from market.gateways.bills.receiving import (
    AccountThere,
    OwnAccount,
    check_account,
    enter_account,
    standing_of,
)
from market.notify.models import Message
from market.shop.partner.models import Partner
from tests.market.gateways.bills.owners import BANK, BRI, KALTIM, NOW, QRIS, state_of, told
from tests.market.gateways.qris.stickers import SARI, payload

pytestmark = pytest.mark.django_db


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
