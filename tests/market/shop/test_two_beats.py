"""Two beats, or sixteen, tick at once: what the clock asks for is done once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from market.outbox import registry
from market.outbox.actions import sweep
from market.outbox.models import Effect
from market.settlement.models import OrderGroup
from market.shop.checkout.actions import place_order_group
from market.shop.order.models import Order
from market.shop.order.status import Status
from market.shop.order.tasks import release_expired
from tests.market.outbox.test_race import at_once
from tests.market.shop.goods import make_basket, make_buyer, make_product, make_shop, stock_of
from tests.market.shop.ways import bank_account, offer

pytestmark = pytest.mark.django_db(transaction=True)

PURCHASES = 5


def tick() -> None:
    release_expired()
    sweep()


def test_each_expired_purchase_is_released_once(monkeypatch: pytest.MonkeyPatch) -> None:
    offer("transfer")
    bank_account()
    product = make_product(make_shop(), stock=20)
    for _ in range(PURCHASES):
        place_order_group(
            basket=make_basket((product, 2)), buyer=make_buyer(), choices={}, now=timezone.now(), method="transfer"
        )
    assert stock_of(product) == (20, 2 * PURCHASES)
    OrderGroup.objects.update(hold_expires_at=timezone.now() - timedelta(minutes=1))
    runs: list[str] = []
    release = registry.handler_of("purchase.release")

    def counted(payload: dict[str, Any], *, key: str) -> None:
        runs.append(key)
        release(payload, key=key)

    monkeypatch.setitem(registry._handlers, "purchase.release", counted)
    at_once(tick)

    assert len(runs) == len(set(runs)) == PURCHASES
    assert stock_of(product) == (20, 0)
    assert Order.objects.filter(status=Status.EXPIRED).count() == PURCHASES
    assert not Effect.objects.waiting().filter(kind="purchase.release").exists()
