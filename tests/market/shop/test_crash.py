"""The power goes between placing an order and the gateway's answer: nothing is lost, nothing is asked twice."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import requests
from django.utils import timezone

from market.outbox.actions import carry_out
from market.outbox.models import Effect
from market.settlement.actions import RESUME_AFTER
from market.settlement.models import OrderGroup, Payment
from market.shop.basket.models import Basket
from market.shop.order.models import Order
from market.shop.order.status import Status
from tests.market.shop.crowd import Visitor, running_shop
from tests.market.shop.goods import make_product, make_shop, stock_of


@contextmanager
def silent_gateway() -> Iterator[tuple[str, threading.Event]]:
    """Listen, say when somebody asks, and never answer."""
    was_asked = threading.Event()
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()

        def take_one() -> None:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            connection.recv(10)
            was_asked.set()
            was_asked.connection = connection  # type: ignore[attr-defined]

        threading.Thread(target=take_one, daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", was_asked


def press_and_lose_the_line(visitor: Visitor) -> None:
    try:
        visitor.press()
    except requests.RequestException:
        return


def test_a_crash_while_the_gateway_is_asked_is_made_good_by_the_sweeper(
    race_database: str, double_address: str, settings: Any
) -> None:
    product = make_product(make_shop(), stock=1)
    with (
        silent_gateway() as (nowhere, was_asked),
        running_shop(database=race_database, gateway=nowhere) as shop,
    ):
        visitor = Visitor(shop.address, product.pk)
        buyer = threading.Thread(target=press_and_lose_the_line, args=[visitor])
        buyer.start()
        assert was_asked.wait(60)
        shop.pull_the_plug()
        buyer.join()

    payment = Payment.objects.get()
    assert payment.status == Payment.Status.STARTING
    assert Order.objects.get().status == Status.AWAITING_PAYMENT
    assert stock_of(product) == (1, 1)
    assert Basket.objects.get(pk=payment.group.basket_id).status == Basket.SUBMITTED

    settings.STRIPE_API_BASE = double_address
    effect = Effect.objects.get(kind="payment.start")
    assert carry_out(effect.pk, at=timezone.now() + RESUME_AFTER + timedelta(seconds=1))

    payment.refresh_from_db()
    assert payment.status == Payment.Status.WAITING
    assert payment.redirect_url.startswith(double_address)
    assert OrderGroup.objects.count() == Payment.objects.count() == 1
