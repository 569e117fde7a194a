"""Money that comes, comes twice, comes late, comes wrong, or never comes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from catalogue.models import Product
from market.gateways.registry import get_gateway
from market.notify.models import Message
from market.outbox.models import Effect
from market.settlement.actions import start_payment
from market.settlement.models import OrderGroup, Payment
from market.shop.checkout.actions import place_order_group
from market.shop.order import tasks
from market.shop.order.actions import HoldStays, NotPayable, prepare_payments, release_hold
from market.shop.order.status import Status
from market.shop.order.tasks import release_expired
from tests.market.shop.goods import make_basket, make_buyer, make_product, make_shop, stock_of
from tests.market.shop.money.news import end_hold, status_of, take_news

pytestmark = pytest.mark.django_db


def test_it_marks_paid_and_tells_buyer_and_seller(
    waiting: Payment, pay_by_card: Callable[..., Any], group: OrderGroup
) -> None:
    pay_by_card(waiting)

    assert take_news(waiting) == "dibayar"

    assert status_of(group) == Status.PAID
    told = {message.template: message for message in Message.objects.all()}
    assert set(told) == {"payment_received", "order_paid"}
    assert group.secret in told["payment_received"].text
    assert group.secret not in told["order_paid"].text
    assert "Rp65.000" in told["order_paid"].text


def test_it_tells_nobody_before_there_is_money(waiting: Payment) -> None:
    assert take_news(waiting) == Payment.Status.WAITING.label
    assert not Message.objects.exists()


def test_the_same_news_twice_is_news_once(waiting: Payment, pay_by_card: Callable[..., Any], product: Product) -> None:
    pay_by_card(waiting)
    for _ in range(3):
        take_news(waiting)

    assert Message.objects.count() == 2
    assert stock_of(product) == (1, 1)


def test_a_declined_card_leaves_the_buyer_to_try_another(
    waiting: Payment, pay_by_card: Callable[..., Any], group: OrderGroup
) -> None:
    pay_by_card(waiting, card="4000000000000002")
    take_news(waiting)
    assert status_of(group) == Status.AWAITING_PAYMENT

    pay_by_card(waiting)
    take_news(waiting)
    assert status_of(group) == Status.PAID


def test_an_ended_hold_frees_the_goods_and_closes_the_page(
    waiting: Payment,
    pay_by_card: Callable[..., Any],
    group: OrderGroup,
    product: Product,
    carry_out_all: Callable[[], None],
) -> None:
    end_hold(group)

    assert release_expired() == 1
    carry_out_all()

    assert status_of(group) == Status.EXPIRED
    assert stock_of(product) == (1, 0)
    waiting.refresh_from_db()
    assert waiting.status == Payment.Status.CANCELLED
    assert pay_by_card(waiting).status_code == 410
    assert release_expired() == 0


def test_money_that_came_just_before_the_end_is_booked_not_freed(
    waiting: Payment,
    pay_by_card: Callable[..., Any],
    group: OrderGroup,
    product: Product,
    carry_out_all: Callable[[], None],
) -> None:
    pay_by_card(waiting)
    end_hold(group)

    assert release_expired() == 1
    carry_out_all()
    assert status_of(group) == Status.PAID
    assert stock_of(product) == (1, 1)


def test_purchases_that_stay_do_not_hold_up_those_that_came_after(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "AT_ONCE", 1)
    product = make_product(make_shop(), stock=9)
    for _ in range(3):
        end_hold(
            place_order_group(basket=make_basket((product, 1)), buyer=make_buyer(), choices={}, now=timezone.now())
        )

    assert [release_expired() for _ in range(4)] == [1, 1, 1, 0]
    assert Effect.objects.filter(kind="purchase.release", done_at=None).count() == 3


def test_one_broken_purchase_does_not_hold_up_the_others(carry_out_all: Callable[[], None]) -> None:
    broken, whole = make_product(make_shop()), make_product(make_shop())
    for goods in (broken, whole):
        basket = make_basket((goods, 1))
        end_hold(place_order_group(basket=basket, buyer=make_buyer(), choices={}, now=timezone.now()))
    broken.stockrecords.update(num_allocated=0)  # what the order took is gone, so it cannot be given back

    assert release_expired() == 2
    carry_out_all()
    assert stock_of(whole) == (10, 0)
    assert status_of(OrderGroup.objects.get(members__order__lines__product=broken)) == Status.AWAITING_PAYMENT


def test_nothing_is_freed_while_the_gateway_is_silent(
    waiting: Payment, group: OrderGroup, product: Product, settings: Any
) -> None:
    end_hold(group)
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"

    with pytest.raises(HoldStays):
        release_hold(group=group, now=timezone.now())
    assert stock_of(product) == (1, 1)


def test_a_payment_given_up_while_it_was_being_started_is_closed_at_the_gateway(
    group: OrderGroup, double: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    payment = group.payments.get()
    gateway = get_gateway("stripe")
    real_start = gateway.start

    def start_while_the_hold_ends(request: Any) -> Any:
        started = real_start(request)
        end_hold(group)
        assert release_hold(group=group, now=timezone.now())
        return started

    monkeypatch.setattr(type(gateway), "start", lambda self, request: start_while_the_hold_ends(request))
    given_up = start_payment(payment.pk)

    assert given_up.status == Payment.Status.CANCELLED
    assert given_up.redirect_url == ""


def late(waiting: Payment, group: OrderGroup, monkeypatch: pytest.MonkeyPatch) -> None:
    """End the hold as if the gateway's page could not be closed in time: its session is expired only with us."""
    end_hold(group)
    gateway = type(get_gateway("stripe"))
    with monkeypatch.context() as patch:
        patch.setattr(gateway, "cancel", lambda self, external_id: None)
        patch.setattr("market.shop.order.actions.money._is_closed", lambda payment: True)
        assert release_hold(group=group, now=timezone.now())


def test_late_money_takes_the_goods_when_they_are_still_there(
    waiting: Payment,
    group: OrderGroup,
    product: Product,
    pay_by_card: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    late(waiting, group, monkeypatch)
    pay_by_card(waiting)

    assert take_news(waiting) == "dibayar"
    assert status_of(group) == Status.PAID
    assert stock_of(product) == (1, 1)


def test_late_money_for_goods_that_are_gone_goes_back_in_full(
    waiting: Payment,
    group: OrderGroup,
    product: Product,
    pay_by_card: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    carry_out_all: Callable[[], None],
) -> None:
    late(waiting, group, monkeypatch)
    place_order_group(basket=make_basket((product, 1)), buyer=make_buyer(), choices={}, now=timezone.now())
    pay_by_card(waiting)

    assert take_news(waiting) == "uang dikembalikan"
    assert status_of(group) == Status.EXPIRED
    carry_out_all()

    waiting.refresh_from_db()
    assert (waiting.status, waiting.captured, waiting.refunded) == (Payment.Status.REFUNDED, 65_000, 65_000)
    assert Effect.objects.filter(kind="payment.refund").count() == 1
    assert Message.objects.get(template="payment_refunded").phone == group.buyer_phone
    assert take_news(waiting) == Payment.Status.REFUNDED.label
    assert stock_of(product) == (1, 1)


def test_a_second_payment_for_the_same_purchase_goes_back(
    waiting: Payment, group: OrderGroup, pay_by_card: Callable[..., Any], carry_out_all: Callable[[], None]
) -> None:
    Payment.objects.filter(pk=waiting.pk).update(status=Payment.Status.FAILED)
    second = start_payment(prepare_payments(group=group, now=timezone.now())[0].pk)
    assert second.pk != waiting.pk
    for payment in (second, waiting):
        pay_by_card(payment)
        take_news(payment)
    carry_out_all()

    statuses = list(group.payments.order_by("pk").values_list("status", flat=True))
    assert statuses == [Payment.Status.REFUNDED, Payment.Status.CAPTURED]
    assert status_of(group) == Status.PAID


def test_a_paid_or_ended_purchase_cannot_be_paid_again(
    waiting: Payment, group: OrderGroup, pay_by_card: Callable[..., Any]
) -> None:
    pay_by_card(waiting)
    take_news(waiting)

    with pytest.raises(NotPayable):
        prepare_payments(group=group, now=timezone.now())


def test_a_further_attempt_follows_a_refused_one(group: OrderGroup, double: str) -> None:
    first = start_payment(group.payments.get().pk)
    get_gateway("stripe").cancel(first.external_id)
    take_news(first)

    second = start_payment(prepare_payments(group=group, now=timezone.now())[0].pk)

    assert first.idempotency_key.endswith("-pay-1")
    assert second.idempotency_key.endswith("-pay-2")
    assert second.external_id != first.external_id
