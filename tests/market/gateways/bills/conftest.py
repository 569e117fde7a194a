"""An account of the operator's, a bill on it, and files as banks give them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile

from market.accounts.models import User
from market.gateways.base import Request
from market.gateways.bills.models import Bill, ReceivingAccount
from market.gateways.bills.receiving import check_account, enter_account
from market.gateways.bills.statements import TakenIn, take_in_statement
from market.notify.models import Message
from market.shop.partner.models import Partner
from tests.market.gateways.bills.owners import BANK, BRI, NOW, a_person
from tests.market.gateways.stands import a_bank_account

SAMPLES = Path(__file__).parent / "samples"
NOON = datetime(2026, 11, 19, 4, tzinfo=UTC)
"""Noon in Samarinda on the day of the samples."""


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


@pytest.fixture
def account(db: None) -> ReceivingAccount:
    return a_bank_account()


def a_request(**changes: Any) -> Request:
    """Return what the order path would ask."""
    key = str(uuid4())
    fields: dict[str, Any] = {
        "reference": f"PH-{key[:8]}",
        "description": "Pasar Hulu PH-7K2M-9QXR",
        "amount": 58_000,
        "idempotency_key": key,
        "success_url": "http://127.0.0.1:9/ok",
        "cancel_url": "http://127.0.0.1:9/batal",
        "expires_at": NOON + timedelta(hours=24),
    }
    return Request(**{**fields, **changes})


def a_bill(account: ReceivingAccount | None, amount: int = 58_000, extra: int = 45, **changes: Any) -> Bill:
    """Return a bill as it lies there before money comes."""
    bill = an_unsaved_bill(account, amount, extra, **changes)
    bill.save()
    return bill


def an_unsaved_bill(account: ReceivingAccount | None, amount: int, extra: int, **changes: Any) -> Bill:
    """Return such a bill to be written with many others."""
    fields: dict[str, Any] = {
        "gateway": "transfer",
        "reference": f"PH-{uuid4()}",
        "idempotency_key": str(uuid4()),
        "description": "Pasar Hulu PH-7K2M-9QXR",
        "amount": amount,
        "extra": extra,
        "payable": amount + extra,
        "account": account,
        "partner_id": account and account.partner_id,
        "created_at": NOON,
        "expires_at": NOON + timedelta(hours=24),
        **changes,
    }
    return Bill(**fields)


TakeIn = Callable[..., TakenIn]


@pytest.fixture
def take_in(account: ReceivingAccount) -> TakeIn:
    """Take a sample in by its name, or a file by its rows."""

    def take_in(*rows: str, name: str = "mutasi.csv", into: ReceivingAccount = account) -> TakenIn:
        data = (
            "\n".join(("Tanggal;Keterangan;Debet;Kredit", *rows)).encode() if rows else (SAMPLES / name).read_bytes()
        )
        upload = ContentFile(data, name=name)
        return take_in_statement(account=into, upload=upload, by=None, at=NOON)

    return take_in
