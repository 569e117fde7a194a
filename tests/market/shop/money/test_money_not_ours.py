"""What a gateway tells of a payment that is not ours to book, or older than what we know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from catalogue.models import Product
from market.gateways.base import Progress
from market.gateways.registry import get_gateway
from market.notify.models import Message
from market.settlement.actions import record_standing
from market.settlement.models import OrderGroup, Payment
from market.shop.order.actions import NotPayable, prepare_payments
from market.shop.order.models import Order
from market.shop.order.status import Status
from market.shop.order.tasks import release_expired
from tests.market.shop.goods import captured, stock_of
from tests.market.shop.money.news import end_hold, status_of, take_news

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": 64_999},
        {"amount": 6_500_000, "captured": 6_500_000},
        {"captured": 1},
        {"currency": "USD"},
        {"reference": "PH-0000-0000-pay-1"},
        {"reference": ""},
        {"external_id": "cs_test_of_somebody_else"},
    ],
)
def test_it_holds_back_what_is_not_ours_to_book(waiting: Payment, wrong: dict[str, Any], group: OrderGroup) -> None:
    standing = replace(captured(waiting), **wrong)

    assert not record_standing(payment=waiting, standing=standing, now=timezone.now())

    waiting.refresh_from_db()
    assert waiting.status == Payment.Status.QUARANTINED
    assert waiting.captured == 0
    assert status_of(group) == Status.AWAITING_PAYMENT
    assert not record_standing(payment=waiting, standing=captured(waiting), now=timezone.now())


def test_nobody_pays_again_while_money_is_held_back(waiting: Payment, group: OrderGroup) -> None:
    record_standing(payment=waiting, standing=replace(captured(waiting), captured=1), now=timezone.now())

    with pytest.raises(NotPayable):
        prepare_payments(group=group, now=timezone.now())
    assert group.payments.count() == 1


def test_money_given_back_before_we_heard_of_it_pays_for_nothing(
    waiting: Payment,
    pay_by_card: Callable[..., Any],
    group: OrderGroup,
    product: Product,
    carry_out_all: Callable[[], None],
) -> None:
    pay_by_card(waiting)
    get_gateway("stripe").refund(waiting.external_id, amount=waiting.amount, idempotency_key="by hand at Stripe")

    take_news(waiting)

    assert status_of(group) == Status.AWAITING_PAYMENT
    assert not Message.objects.exists()
    end_hold(group)
    assert release_expired() == 1
    carry_out_all()
    assert stock_of(product) == (1, 0)


@pytest.mark.parametrize("older", [Progress.WAITING, Progress.FAILED, Progress.CANCELLED])
def test_it_never_goes_back(waiting: Payment, older: Progress) -> None:
    assert record_standing(payment=waiting, standing=captured(waiting), now=timezone.now())

    standing = replace(captured(waiting), progress=older, captured=0)
    assert not record_standing(payment=waiting, standing=standing, now=timezone.now())
    assert waiting.status == Payment.Status.CAPTURED
    assert waiting.captured == 65_000


def test_whole_rupiah_of_the_order_are_those_of_the_payment(group: OrderGroup) -> None:
    order = Order.objects.get(membership__group=group)
    assert order.total_incl_tax == Decimal(group.total) == group.payments.get().amount
