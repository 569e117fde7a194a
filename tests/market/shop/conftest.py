"""The order path's gateway, Stripe's double over real HTTP; and shops with purchases that wait for money."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import requests
import stripe
from django.db import connections
from django.utils import timezone

from catalogue.models import Product
from market.accounts.models import User
from market.gateways.registry import get_gateway
from market.gateways.stripe import client as client_room
from market.gateways.stripe.double.running import running_double
from market.outbox.actions import sweep
from market.settlement.actions import start_payment
from market.settlement.models import OrderGroup, Payment
from market.shop.checkout.actions import place_order_group
from market.shop.partner.models import Partner
from tests import databases
from tests.market.shop.by_hand import place
from tests.market.shop.goods import make_basket, make_buyer, make_destination, make_product, make_shop
from tests.market.shop.streams import InProcess, Outside, Shore, new_house
from tests.market.shop.ways import bank_account, offer


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
def shop(db: None) -> Partner:
    make_destination()
    return make_shop("Dapur Bu Ros")


@pytest.fixture
def product(shop: Partner) -> Product:
    return make_product(shop, price=25_000, stock=5)


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


@pytest.fixture
def shore(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shore]:
    """Two shops, one purchase of both, one card payment that waits at a double without sockets."""
    house = new_house()
    sdk = stripe.StripeClient("sk_test_double", base_addresses={"api": house.base}, http_client=InProcess(house))
    monkeypatch.setattr(client_room, "_client", lambda key, base: sdk)
    settings.NOTIFY_CHANNEL = "tests.market.shop.streams.Outside"
    Outside.sent.clear()
    offer("stripe")
    goods = [(make_product(make_shop(name), stock=5), 2) for name in ("Dapur Bu Ros", "Anyaman Ibu Ani")]
    group = place_order_group(
        basket=make_basket(*goods), buyer=make_buyer(), choices={}, now=timezone.now(), method="stripe"
    )
    yield Shore(house=house, group=group, payment=start_payment(group.payments.get().pk))
    house.close()


@pytest.fixture
def quiet() -> Iterator[None]:
    """Keep alarms out of the output that are raised a thousand times, as they should be."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def rina(db: None) -> User:
    return User.objects.create_user("+6281299990000", first_name="Rina")


@pytest.fixture
def shops(db: None) -> list[Partner]:
    make_destination()
    return [make_shop("Dapur Bu Ros"), make_shop("Anyaman Ibu Ani"), make_shop("Madu Pak Udin")]


@pytest.fixture
def products(shops: list[Partner]) -> list[Product]:
    return [make_product(shop, stock=5) for shop in shops]


@pytest.fixture
def pooled(products: list[Product]) -> OrderGroup:
    offer("transfer")
    bank_account()
    return place(products[:1], "transfer")


@pytest.fixture
def direct(shops: list[Partner], products: list[Product]) -> OrderGroup:
    offer("transfer", is_direct=True)
    for number, shop in enumerate(shops):
        bank_account(shop, number=f"55566677{number}")
    return place(products, "transfer")
