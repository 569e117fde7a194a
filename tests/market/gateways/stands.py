"""A stand for each gateway: a running counterpart, and the hands of a buyer and of the office there.

A gateway that is switched on without a stand fails `test_contract.py`. One that keeps bills of its own needs a line in
STANDS with `desk_stand`, and what makes its account.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any, Protocol

import pytest
import requests
from django.test import override_settings
from django.utils.crypto import get_random_string

from market.gateways.base import Started
from market.gateways.bills.actions import WrongAmount, confirm, mark_refunded
from market.gateways.bills.models import Bill, BillRefund, ReceivingAccount
from market.gateways.stripe.double.running import running_double
from market.shop.partner.models import Partner
from tests.market.gateways.qris.conftest import an_account as a_qris_account
from tests.market.gateways.qris.stickers import MARKET

GOOD, POOR = "4242424242424242", "4000000000009995"


class Buyer(Protocol):
    """What a buyer can do about a payment that was started, and what the office does about one that goes back.

    `payee` is the partner whom the money goes straight to, once settled in; None for the operator.
    """

    payee: int | None

    def settle_in(self) -> None:
        """Put into the test's database what the gateway needs there."""

    def pay(self, started: Started) -> None:
        """Pay it."""

    def fail_to_pay(self, started: Started) -> None:
        """Try with too little money."""

    def give_back(self, started: Started) -> None:
        """Do by hand what was asked to go back, where hands are needed; doing it twice is doing it once."""


class CardHolder:
    """A buyer at the double of Stripe, through its ordinary form."""

    payee = None

    def settle_in(self) -> None:
        pass

    def pay(self, started: Started) -> None:
        answer = self.try_card(started, GOOD)
        assert answer.status_code == 303, answer.text

    def fail_to_pay(self, started: Started) -> None:
        assert self.try_card(started, POOR).status_code == 402

    def give_back(self, started: Started) -> None:
        pass

    def try_card(self, started: Started, number: str) -> requests.Response:
        form = {"card": number, "expiry": "12/34", "cvc": "123"}
        return requests.post(started.redirect_url, form, allow_redirects=False, timeout=10)


@contextmanager
def stripe_stand() -> Iterator[Buyer]:
    with running_double() as base, override_settings(STRIPE_API_BASE=base):
        yield CardHolder()


@dataclass
class Desk:
    """A buyer whose money people see come, and who hand it back."""

    make_account: Callable[[], Any]
    payee: int | None = None

    def settle_in(self) -> None:
        made = self.make_account()
        self.payee = made.pk if isinstance(made, Partner) else None

    def pay(self, started: Started) -> None:
        bill = Bill.objects.get(external_id=started.external_id)
        confirm(bill_id=bill.pk, by=None, evidence="uang di atas meja", at=datetime.now(UTC))

    def fail_to_pay(self, started: Started) -> None:
        bill = Bill.objects.get(external_id=started.external_id)
        with pytest.raises(WrongAmount):
            confirm(bill_id=bill.pk, by=None, evidence="kurang", at=datetime.now(UTC), received=bill.amount - 1)

    def give_back(self, started: Started) -> None:
        for refund in BillRefund.objects.filter(bill__external_id=started.external_id):
            for _ in range(2):
                mark_refunded(refund_id=refund.pk, by=None, evidence="dikirim kembali", at=datetime.now(UTC))


@contextmanager
def desk_stand(make_account: Callable[[], Any]) -> Iterator[Buyer]:
    yield Desk(make_account)


def a_bank_account(partner: int | None = None, **changes: Any) -> ReceivingAccount:
    """Return an account in use: the operator's, or a partner's."""
    fields: dict[str, Any] = {
        "partner_id": partner,
        "kind": ReceivingAccount.Kind.BANK,
        "bank": "Bankaltimtara",
        "number": "0012345678",
        "holder": "BUMDes Muara Kaman",
        "state": ReceivingAccount.State.ACTIVE,
        "active_from": datetime(2026, 1, 1, tzinfo=UTC),
        **changes,
    }
    return ReceivingAccount.objects.create(**fields)


def a_shop_that_takes_cash() -> Partner:
    """Return a shop; cash always goes to one."""
    return Partner.objects.create(name="Dapur Ibu Sari", code=get_random_string(8).lower())


STANDS = {
    "stripe": stripe_stand,
    "transfer": partial(desk_stand, a_bank_account),
    "qris": partial(desk_stand, partial(a_qris_account, MARKET)),
    "cash": partial(desk_stand, a_shop_that_takes_cash),
}
