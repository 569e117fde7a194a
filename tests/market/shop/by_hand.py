"""Purchases that are paid by hand, as their buyers and the operator handle them."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from catalogue.models import Product
from market.accounts.models import User
from market.gateways.bills.actions import confirm
from market.gateways.bills.models import Bill
from market.settlement.models import OrderGroup, Payment
from market.shop.checkout.actions import place_order_group
from market.shop.order.actions import start_payments, take_payment_news
from tests.market.pictures.made import photo
from tests.market.shop.goods import make_basket, make_buyer


def place(products: list[Product], method: str, user: User | None = None) -> OrderGroup:
    basket = make_basket(*[(product, 1) for product in products], owner=user)
    group = place_order_group(basket=basket, buyer=make_buyer(user), choices={}, now=timezone.now(), method=method)
    start_payments(group=group, now=timezone.now())
    return group


def pay(payment: Payment) -> None:
    bill = Bill.objects.get(external_id=payment.external_id)
    confirm(bill_id=bill.pk, by=None, evidence="mutasi bank", at=timezone.now())
    take_payment_news(gateway_code=payment.gateway, external_id=payment.external_id)


def page_of(client: Client, group: OrderGroup) -> str:
    return client.get(f"/pesanan/{group.secret}/").content.decode()


def a_photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("struk.jpg", photo(width=300, height=500), content_type="image/jpeg")


def proof_url(group: OrderGroup, payment: Payment | None = None) -> str:
    return f"/pesanan/{group.secret}/bukti/{(payment or group.payments.get()).pk}/"
