"""A hub (BUMDes) sells for producers without phones and collects the cash: one order, one commission, in its books."""

from __future__ import annotations

import pytest
from django.utils import timezone

from market.accounts.models import User
from market.gateways.bills.actions import confirm
from market.gateways.bills.models import Bill
from market.ledger.balances import balance, total
from market.settlement.models import SellerTransfer
from market.shop.checkout.actions import place_order_group
from market.shop.order.actions import hand_over, receive, start_payments, take_payment_news
from market.shop.order.models import Order
from sellers.models import Producer, Seller
from tests.market.shop.goods import make_basket, make_buyer, make_product, make_shop
from tests.market.shop.ways import offer

pytestmark = pytest.mark.django_db


def test_a_hub_collects_cash_for_its_producers_and_owes_the_commission() -> None:
    offer("cash", is_local_only=False)
    hub, rina = make_shop("BUMDes Muara Kaman"), User.objects.create_user("+6281299990000", first_name="Rina")
    Seller.objects.filter(partner=hub).update(kind=Seller.Kind.HUB)
    acil = Producer.objects.create(name="Acil Imah", village=hub.village, seller=hub.seller, makes="tikar")
    mat, amplang = make_product(hub, price=60_000, title="Tikar"), make_product(hub, price=40_000)
    mat.producer = acil
    mat.save()
    basket = make_basket((mat, 1), (amplang, 1), owner=rina)
    group = place_order_group(basket=basket, buyer=make_buyer(rina), choices={}, now=timezone.now(), method="cash")
    start_payments(group=group, now=timezone.now())
    order, payment = Order.objects.get(membership__group=group), group.payments.get()

    hand_over(order=order, carrier="", tracking_number="", by=None)
    bill = Bill.objects.get(external_id=payment.external_id)
    confirm(bill_id=bill.pk, by=None, evidence="diterima kurir BUMDes", at=timezone.now())
    take_payment_news(gateway_code="cash", external_id=payment.external_id)

    collected = int(order.total_incl_tax)
    assert balance(f"seller:{hub.pk}:cash") == collected > 100_000
    order.refresh_from_db()
    receive(order=order)

    transfer = SellerTransfer.objects.get(order=order)
    assert balance(f"seller:{hub.pk}:cash") == 0
    assert balance(f"seller:{hub.pk}") == -transfer.amount == -balance("income:commission") > 0
    assert total() == 0
