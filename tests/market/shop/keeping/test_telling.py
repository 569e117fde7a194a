"""Who waits for goods is told once when they are back, whichever way they came."""

from __future__ import annotations

import threading

import pytest
from django.db import connection
from django.utils import timezone

from catalogue.models import Product
from market.accounts.models import User
from market.notify.models import Message
from market.outbox.models import Effect
from market.shop.checkout.actions import place_order_group
from market.shop.keeping.models import Wait
from market.shop.keeping.tasks import tell_who_waits
from market.shop.keeping.wishes import tell_back, wait_for
from market.shop.order.actions import cancel_unpaid
from market.shop.partner.models import Partner, StockRecord
from tests.market.shop.goods import make_basket, make_buyer, make_product, make_shop


def refill(product: Product, number: int = 3) -> None:
    StockRecord.objects.filter(product=product).update(num_in_stock=number)


def test_she_is_told_once_with_a_link_in_her_language(rina: User, gone: Product) -> None:
    wait_for(user=rina, product=gone, language="en")
    assert tell_who_waits() == 0

    refill(gone)
    assert (tell_who_waits(), tell_who_waits()) == (1, 0)

    message = Message.objects.get(template="back_in_stock")
    assert message.phone == rina.phone
    assert f"{gone.title} is back" in message.text
    assert f"/en{gone.get_absolute_url()}" in message.text
    assert Effect.objects.filter(kind="notify.send", payload__message=message.pk).count() == 1
    assert not Wait.objects.exists()


def test_it_is_back_when_a_hold_ends(rina: User, gone: Product) -> None:
    refill(gone, 1)
    group = place_order_group(
        basket=make_basket((gone, 1)), buyer=make_buyer(), choices={}, now=timezone.now(), seen=None
    )
    wait_for(user=rina, product=Product.objects.get(pk=gone.pk), language="id")
    assert tell_who_waits() == 0

    cancel_unpaid(group=group, now=timezone.now())
    assert tell_who_waits() == 1


def test_nothing_is_said_of_goods_that_are_not_on_sale_nor_to_whom_the_account_is_closed(
    rina: User, tono: User, gone: Product
) -> None:
    wait_for(user=rina, product=gone, language="id")
    refill(gone)
    Partner.objects.update(pause_reason="panen")
    assert tell_who_waits() == 0
    Partner.objects.update(pause_reason="", is_open=False)
    assert tell_who_waits() == 0

    Partner.objects.update(is_open=True)
    User.objects.filter(pk=rina.pk).update(is_active=False)
    assert tell_who_waits() == 0


@pytest.mark.django_db(transaction=True)
def test_sixteen_at_once_tell_her_once() -> None:
    rina = User.objects.create_user("+6281277700003", first_name="Rina")
    product = make_product(make_shop(), stock=0)
    wait_for(user=rina, product=product, language="id")
    refill(product)
    number, start, told = Wait.objects.get().pk, threading.Barrier(16), []

    def tell() -> None:
        start.wait()
        try:
            told.append(tell_back(wait_id=number))
        finally:
            connection.close()

    threads = [threading.Thread(target=tell) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(told) == [False] * 15 + [True]
    assert Message.objects.filter(template="back_in_stock").count() == 1
