"""A stand for each gateway: a running counterpart, and the hands of a buyer there.

A gateway that is switched on without a stand fails `test_contract.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import requests
from django.test import override_settings

from market.gateways.base import Started
from market.gateways.stripe.double.running import running_double

GOOD, POOR = "4242424242424242", "4000000000009995"


class Buyer(Protocol):
    """What a buyer can do about a payment that was started."""

    def pay(self, started: Started) -> None:
        """Pay it."""

    def fail_to_pay(self, started: Started) -> None:
        """Try with too little money."""


class CardHolder:
    """A buyer at the double of Stripe, through its ordinary form."""

    def pay(self, started: Started) -> None:
        answer = self.try_card(started, GOOD)
        assert answer.status_code == 303, answer.text

    def fail_to_pay(self, started: Started) -> None:
        assert self.try_card(started, POOR).status_code == 402

    def try_card(self, started: Started, number: str) -> requests.Response:
        form = {"card": number, "expiry": "12/34", "cvc": "123"}
        return requests.post(started.redirect_url, form, allow_redirects=False, timeout=10)


@contextmanager
def stripe_stand() -> Iterator[Buyer]:
    with running_double() as base, override_settings(STRIPE_API_BASE=base):
        yield CardHolder()


STANDS = {"stripe": stripe_stand}
