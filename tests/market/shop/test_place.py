"""A basket becomes one purchase with one order a seller, or nothing at all."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from market.gateways.base import GatewayUnavailable
from market.outbox.models import Effect
from market.settlement.models import OrderGroup, Payment
from market.shop.basket.models import Basket
from market.shop.checkout.actions import Buyer, OrderChanged, place_order_group
from market.shop.order.models import Order
from market.shop.order.status import Status
from tests.market.shop.goods import NOW, make_basket, make_buyer, make_product, make_shop, make_village, stock_of

pytestmark = pytest.mark.django_db


def place(basket: Basket, buyer: Buyer | None = None, **more: object) -> OrderGroup:
    buyer = buyer or make_buyer()
    return place_order_group(basket=basket, buyer=buyer, choices={}, now=NOW, **more)  # type: ignore[arg-type]


def test_it_writes_one_order_a_seller_with_its_own_delivery() -> None:
    near = make_shop("Dapur Bu Ros")
    far = make_shop("Anyaman Ibu Ani", make_village("64.02.07.2003", "Tabang Lama", "Tabang"))
    amplang, tikar = make_product(near, price=25_000), make_product(far, price=150_000)

    group = place(make_basket((amplang, 3), (tikar, 1)))

    orders = list(Order.objects.filter(membership__group=group).order_by("pk"))
    assert [order.membership.seller for order in orders] == [near, far]
    assert [order.status for order in orders] == [Status.AWAITING_PAYMENT] * 2
    assert [int(order.shipping_incl_tax) for order in orders] == [80_000, 40_000]  # 1.5 kg is two begun kilograms
    assert [int(order.total_incl_tax) for order in orders] == [155_000, 190_000]
    assert group.total == 345_000
    assert [order.delivery.charge for order in orders] == [80_000, 40_000]
    assert orders[0].delivery.promised_until == NOW.date() + timedelta(days=5)
    assert orders[0].shipping_address.line2 == "Kec. Tebet"
    assert orders[0].shipping_address_id != orders[1].shipping_address_id


def test_it_places_nothing_when_the_money_would_go_elsewhere_than_the_page_said() -> None:
    """Looked at under the basket's lock, so that nothing slips in between."""
    product = make_product(make_shop(), stock=5)
    basket = make_basket((product, 2))

    with pytest.raises(OrderChanged):
        place(basket, is_direct=True)

    assert stock_of(product) == (5, 0)
    assert not OrderGroup.objects.exists()
    group = place(basket, is_direct=False)
    assert place(basket, is_direct=True) == group  # placed already


def test_it_takes_the_stock_and_closes_the_basket() -> None:
    product = make_product(make_shop(), stock=5)
    basket = make_basket((product, 2))

    place(basket)

    assert stock_of(product) == (5, 2)
    basket.refresh_from_db()
    assert basket.status == Basket.SUBMITTED


def test_it_prepares_one_payment_whose_shares_are_the_orders_totals() -> None:
    amplang, tikar = make_product(make_shop(), price=25_001), make_product(make_shop(), price=33_333)

    group = place(make_basket((amplang, 1), (tikar, 2)))

    payment = group.payments.get()
    assert (payment.status, payment.amount) == (Payment.Status.STARTING, group.total)
    shares = {split.order: split.amount for split in payment.splits.all()}
    assert shares == {order: int(order.total_incl_tax) for order in Order.objects.filter(membership__group=group)}
    assert sum(shares.values()) == group.total
    assert Effect.objects.get(kind="payment.start").payload == {"payment": payment.pk}


def test_it_gives_the_same_purchase_to_whoever_comes_second() -> None:
    basket = make_basket((make_product(make_shop()), 1))

    assert place(basket) == place(basket)
    assert Payment.objects.count() == 1


def test_it_writes_nothing_when_the_stock_is_gone() -> None:
    product = make_product(make_shop(), stock=1)
    first, second = make_basket((product, 1)), make_basket((product, 1))
    place(first)

    with pytest.raises(OrderChanged):
        place(second)

    assert OrderGroup.objects.count() == Order.objects.count() == 1
    assert stock_of(product) == (1, 1)


@pytest.mark.parametrize("change", ["price", "moderation", "closed", "tariff"])
def test_it_refuses_what_was_not_seen(change: str) -> None:
    from django.utils import timezone

    from market.fulfilment.models import Tariff
    from market.shop.checkout.review import make_review

    shop = make_shop()
    product = make_product(shop)
    basket, buyer = make_basket((product, 1)), make_buyer()
    seen = make_review(basket=basket, contact=buyer.contact, choices={}, today=timezone.localdate(NOW)).digest
    if change == "price":
        product.stockrecords.update(price=Decimal(26_000))
    elif change == "moderation":
        type(product).objects.filter(pk=product.pk).update(moderation="waiting", is_public=False)
    elif change == "closed":
        type(shop).objects.filter(pk=shop.pk).update(is_open=False)
    else:
        Tariff.objects.update(price_per_kg=41_000)

    with pytest.raises(OrderChanged):
        place(make_fresh(basket), buyer, seen=seen)
    assert not OrderGroup.objects.exists()


def test_it_places_what_was_seen() -> None:
    from django.utils import timezone

    from market.shop.checkout.review import make_review

    basket, buyer = make_basket((make_product(make_shop()), 1)), make_buyer()
    seen = make_review(basket=basket, contact=buyer.contact, choices={}, today=timezone.localdate(NOW)).digest

    assert place(basket, buyer, seen=seen).total == 65_000


def test_it_never_chooses_picking_up_for_anybody() -> None:
    from market.fulfilment.models import Tariff

    basket = make_basket((make_product(make_shop()), 1))
    Tariff.objects.all().delete()

    with pytest.raises(OrderChanged):
        place(basket)


def test_it_lets_the_buyer_pick_up() -> None:
    from market.fulfilment.quotes import PICK_UP_CODE

    shop = make_shop()
    basket = make_basket((make_product(shop), 1))

    group = place_order_group(basket=basket, buyer=make_buyer(), choices={str(shop.pk): PICK_UP_CODE}, now=NOW)

    assert group.total == 25_000
    assert Order.objects.get().delivery.service is None


def test_its_numbers_tell_nothing_and_differ() -> None:
    shop = make_shop()
    product = make_product(shop, stock=20)
    groups = [place(make_basket((product, 1))) for _ in range(8)]
    numbers = [group.number for group in groups] + list(Order.objects.values_list("number", flat=True))

    assert len(set(numbers)) == 16
    assert {number[:3] for number in numbers} == {"PH-", "PS-"}
    drawn = [number[3:].replace("-", "") for number in numbers]
    assert drawn != sorted(drawn)
    assert all(len({number[place] for number in drawn}) > 1 for place in range(len(drawn[0]))), "no part is a counter"
    assert len({group.secret for group in groups}) == 8


def test_the_sweeper_starts_a_payment_that_a_crash_left_behind(double: str) -> None:
    from market.outbox.actions import carry_out
    from market.settlement.actions import RESUME_AFTER

    group = place(make_basket((make_product(make_shop()), 1)))
    effect = Effect.objects.get(kind="payment.start")

    Payment.objects.update(created_at=effect.created_at)
    assert not carry_out(effect.pk, at=NOW)
    assert carry_out(effect.pk, at=NOW + RESUME_AFTER + timedelta(seconds=1))

    payment = group.payments.get()
    assert payment.status == Payment.Status.WAITING
    assert payment.redirect_url.startswith(double)


def test_a_silent_gateway_leaves_the_payment_to_be_started_again(settings) -> None:  # type: ignore[no-untyped-def]
    from market.settlement.actions import start_payment

    settings.STRIPE_API_BASE = "http://127.0.0.1:9"
    payment = place(make_basket((make_product(make_shop()), 1))).payments.get()

    with pytest.raises(GatewayUnavailable):
        start_payment(payment.pk)
    payment.refresh_from_db()
    assert payment.status == Payment.Status.STARTING


def make_fresh(basket: Basket) -> Basket:
    """Return the basket as another request would load it."""
    return Basket.objects.get(pk=basket.pk)
