"""Whose accounts they are, what is entered of them, and what can be asked of them afterwards."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from market.accounts.models import User
from market.gateways.bills.models import ReceivingAccount
from market.notify.models import Message

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
LATER = NOW + timedelta(hours=48)
BRI = {"bank": "002", "number": "0123 0100 4567 890", "holder": "Sari  Wulandari"}
KALTIM = {"bank": "124", "number": "0012345678", "holder": "SARI WULANDARI"}
BANK, QRIS = "bank", "qris"


def a_person(number: int, name: str) -> User:
    return User.objects.create_user(f"+62812777000{number:02d}", first_name=name)


def state_of(account: ReceivingAccount) -> str:
    return str(ReceivingAccount.objects.get(pk=account.pk).state)


def told(template: str) -> list[str]:
    return sorted(Message.objects.filter(template=template).values_list("phone", flat=True))
