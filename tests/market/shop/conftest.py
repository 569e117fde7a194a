"""The order path's gateway: Stripe's double over real HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import requests
from django.db import connections

from market.gateways.registry import get_gateway
from market.gateways.stripe.double.running import running_double
from market.outbox.actions import sweep
from market.settlement.models import Payment
from tests import databases


@pytest.fixture(scope="session")
def double_address() -> Iterator[str]:
    """Run the double once for all tests of this room."""
    with running_double() as address:
        yield address


@pytest.fixture
def double(double_address: str, settings: Any) -> str:
    """Let the gateway speak to the double."""
    settings.STRIPE_API_BASE = double_address
    get_gateway("stripe")
    return double_address


@pytest.fixture
def pay_by_card(double: str) -> Callable[..., requests.Response]:
    """Return what a buyer does on the hosted page; the webhook is not sent, news is taken by hand."""

    def pay(payment: Payment, card: str = "4242424242424242") -> requests.Response:
        return requests.post(
            payment.redirect_url.split("#")[0],
            data={"card": card, "expiry": "12/34", "cvc": "123"},
            allow_redirects=False,
            timeout=10,
        )

    return pay


@pytest.fixture
def carry_out_all() -> Callable[[], None]:
    """Return the sweeper, run until nothing is due."""

    def carry_out() -> None:
        while sweep():
            pass

    return carry_out


@contextmanager
def own_database(name: str) -> Iterator[str]:
    """Speak to a fresh copy of the migrated template meanwhile; give its address for other processes."""
    databases.copy_database(databases.migrated_template(), name)
    default = connections["default"]
    default.close()
    before, default.settings_dict["NAME"] = default.settings_dict["NAME"], name
    try:
        yield databases.url(name)
    finally:
        default.close()
        default.settings_dict["NAME"] = before
        databases.drop_database(name)


@pytest.fixture
def race_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """A database that other processes see, too."""
    name = f"{connections['default'].settings_dict['NAME']}_race"
    with django_db_blocker.unblock(), own_database(name) as address:
        yield address
