"""A purchase of the last one of a product, whose card payment waits."""

from __future__ import annotations

import pytest
from django.utils import timezone

from catalogue.models import Product
from market.settlement.actions import start_payment
from market.settlement.models import OrderGroup, Payment
from market.shop.checkout.actions import place_order_group
from tests.market.shop.goods import make_basket, make_buyer, make_product, make_shop


@pytest.fixture
def product() -> Product:
    return make_product(make_shop(), stock=1)


@pytest.fixture
def group(product: Product) -> OrderGroup:
    return place_order_group(basket=make_basket((product, 1)), buyer=make_buyer(), choices={}, now=timezone.now())


@pytest.fixture
def waiting(group: OrderGroup, double: str) -> Payment:
    return start_payment(group.payments.get().pk)
