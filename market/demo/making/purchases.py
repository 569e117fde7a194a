"""What people of the demo do with money, through the same doors as on the pages: buy, pay, hand over, receive."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from catalogue.models import Product
from market.accounts.models import User
from market.gateways.bills.actions import confirm
from market.gateways.bills.models import Bill
from market.outbox.actions import carry_out
from market.outbox.models import Effect
from market.regions.models import District
from market.settlement.models import OrderGroup
from market.shop.basket.models import Basket
from market.shop.checkout.actions import Buyer, place_order_group
from market.shop.checkout.review import Contact
from market.shop.order.actions import hand_over, receive, start_payments
from market.shop.order.models import Order
from market.shop.partner.models import Partner
from market.shop.partner.strategy import Strategy

MONEY_EFFECTS = ("payment.news", "payment.refund")


@dataclass(frozen=True)
class Customer:
    """Who buys, and where the goods go; `user` only for who is signed in."""

    name: str
    phone: str
    district: District
    street: str
    user: User | None = None


def buy(customer: Customer, shops: list[Partner], *, method: str, quantity: int = 1) -> OrderGroup:
    """Buy what each of these shops has most of, and go on to pay."""
    basket = Basket.objects.create(owner=customer.user)
    basket.strategy = Strategy()
    for shop in shops:
        basket.add_product(_best_stocked(shop), quantity)
    contact = Contact(
        name=customer.name,
        phone=customer.phone,
        email="",
        district=customer.district,
        street=customer.street,
        postcode="",
        note="",
    )
    group = place_order_group(
        basket=basket,
        buyer=Buyer(contact=contact, user=customer.user),
        choices={},
        now=timezone.now(),
        method=method,
    )
    start_payments(group=group, now=timezone.now())
    return group


def pay(group: OrderGroup, *, by: User | None, evidence: str) -> OrderGroup:
    """Let somebody say of all that is asked for in a purchase that the money is there."""
    for bill in bills_of(group):
        confirm(bill_id=bill.pk, by=by, evidence=evidence, at=timezone.now())
    follow_the_money()
    return group


def bills_of(group: OrderGroup) -> list[Bill]:
    """Return the bills that wait for money."""
    asked = group.payments.values("external_id")
    return list(Bill.objects.filter(external_id__in=asked, state=Bill.State.WAITING).order_by("pk"))


def follow_the_money() -> None:
    """Carry out at once what the worker would do about money; further news may come of it."""
    while due := list(Effect.objects.filter(kind__in=MONEY_EFFECTS, done_at=None, attempts=0).order_by("pk")):
        for effect in due:
            carry_out(effect.pk)


def send_off(group: OrderGroup, *, carrier: str = "JNE") -> list[Order]:
    """Let each seller hand her part over."""
    orders = list(Order.objects.filter(membership__group=group).order_by("pk"))
    for order in orders:
        seller = order.membership.seller.users.first()
        hand_over(order=order, carrier=carrier, tracking_number=f"DEMO{order.pk:08d}", by=seller)
    return orders


def arrive(group: OrderGroup) -> None:
    """Let the buyer have all of it."""
    for order in Order.objects.filter(membership__group=group).order_by("pk"):
        receive(order=order)


def _best_stocked(shop: Partner) -> Product:
    free = F("stockrecords__num_in_stock") - Coalesce(F("stockrecords__num_allocated"), 0)
    listed = Product.objects.on_sale().filter(seller=shop, structure=Product.STANDALONE)
    return listed.annotate(free=free).order_by("-free", "pk")[0]
