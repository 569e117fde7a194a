"""Purchases written straight into the tables, so that money can be tried without the whole shop around it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from oscar.core.loading import get_model

from market.gateways.base import Standing
from market.ledger.balances import balance, balances, total
from market.outbox.actions import sweep
from market.settlement import actions
from market.settlement.models import (
    CommissionLine,
    DiscountLine,
    GroupMember,
    OrderGroup,
    Payment,
    PaymentSplit,
    Refund,
    SellerPayout,
    SellerTransfer,
    new_number,
)
from market.settlement.refunds import ask_order_refund
from market.shop.basket.models import Basket
from market.shop.order.models import Order
from market.shop.partner.models import Partner
from tests.market.settlement.stand import Stand

NOW = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)
counter = itertools.count(1)
Site = get_model("sites", "Site")


@dataclass(frozen=True, kw_only=True)
class Sold:
    """One order to be made: what was bought from whom; whole rupiah."""

    goods: int
    delivery: int = 0
    commission: int = 0
    discount: int = 0
    by_market: int = 0
    seller: Partner | None = None


def a_seller(name: str = "Dapur Bu Ros") -> Partner:
    """Return a shop."""
    number = next(counter)
    return Partner.objects.create(name=name, code=f"toko-uang-{number}")


def a_purchase(*sold: Sold, gateway: str = "stripe", is_direct: bool = False, is_bare: bool = False) -> OrderGroup:
    """Return a purchase with one order for each, waiting for money; bare orders have no commission written down."""
    group = OrderGroup.objects.create(
        basket=Basket.objects.create(),
        buyer_name="Siti",
        buyer_phone="+6281234567890",
        total=sum(one.goods + one.delivery for one in sold),
        gateway=gateway,
        is_direct=is_direct,
        hold_expires_at=NOW,
    )
    for one in sold:
        order = _an_order(group, one)
        if not is_bare:
            _agree(order, one)
    return group


def _an_order(group: OrderGroup, sold: Sold) -> Order:
    paid = Decimal(sold.goods + sold.delivery)
    order = Order.objects.create(
        number=new_number("PS"),
        site=Site.objects.first(),
        currency="IDR",
        total_incl_tax=paid,
        total_excl_tax=paid,
        shipping_incl_tax=Decimal(sold.delivery),
        shipping_excl_tax=Decimal(sold.delivery),
        status="awaiting_payment",
        date_placed=NOW,
    )
    GroupMember.objects.create(group=group, order=order, seller=sold.seller or a_seller())
    return order


def _agree(order: Order, sold: Sold) -> None:
    CommissionLine.objects.create(order=order, name="Komisi", base=sold.goods, amount=sold.commission)
    if sold.discount:
        DiscountLine.objects.create(
            order=order, offer_name="Potongan", amount=sold.discount, by_marketplace=sold.by_market
        )


def orders_of(group: OrderGroup) -> list[Order]:
    """Return the orders of a purchase in the order in which they were made."""
    return [member.order for member in group.members.select_related("order").order_by("pk")]


def open_payments(group: OrderGroup, stand: Stand) -> list[Payment]:
    """Return a payment that waits at the gateway for all, or one an order when the money goes straight to sellers."""
    members = list(group.members.select_related("order").order_by("pk"))
    wholes = [[member] for member in members] if group.is_direct else [members]
    return [_open_payment(group, whole, stand) for whole in wholes]


def _open_payment(group: OrderGroup, members: list[GroupMember], stand: Stand) -> Payment:
    amounts = {member.order_id: int(member.order.total_incl_tax) for member in members}
    payment = Payment.objects.create(
        group=group,
        partner_id=members[0].seller_id if group.is_direct else None,
        gateway=group.gateway,
        amount=sum(amounts.values()),
        idempotency_key=f"{group.number}-pay-{group.payments.count() + 1}",
        external_id=f"pay_{next(counter)}",
        status=Payment.Status.WAITING,
    )
    PaymentSplit.objects.bulk_create(
        PaymentSplit(payment=payment, order_id=order_id, amount=amount) for order_id, amount in amounts.items()
    )
    stand.expect(payment.external_id, reference=payment.idempotency_key, amount=payment.amount)
    return payment


def take_news(payment: Payment, standing: Standing, *, now: datetime = NOW, asked_at: datetime | None = None) -> bool:
    """Write down what the gateway says, as news does: under the locks."""
    with transaction.atomic():
        OrderGroup.objects.select_for_update().get(pk=payment.group_id)
        locked = Payment.objects.select_for_update().get(pk=payment.pk)
        has_come = actions.record_standing(payment=locked, standing=standing, now=now, asked_at=asked_at)
    payment.refresh_from_db()
    return has_come


def paid_purchase(stand: Stand, *sold: Sold, gateway: str = "stripe", is_direct: bool = False) -> OrderGroup:
    """Return a purchase whose money has come."""
    group = a_purchase(*sold, gateway=gateway, is_direct=is_direct)
    for payment in open_payments(group, stand):
        take_news(payment, stand.capture(payment.external_id))
    return group


def carry_out_all() -> None:
    """Let the outbox do what is due."""
    while sweep():
        pass


def owed_to(seller: Partner) -> int:
    """Return what the ledger says that the market owes a seller."""
    return -balance(f"seller:{seller.pk}")


def standing_of_accounts() -> dict[str, int]:
    """Return the balances that are not zero: assets and expenses above, liabilities and income below."""
    return {one.code: one.balance for one in balances() if one.balance}


def check_the_books() -> None:
    """Look at what must always hold: nothing made or lost, and each seller has to get what is unpaid."""
    assert total() == 0
    paid = SellerPayout.Status.PAID
    unpaid = SellerTransfer.objects.exclude(payout__status=paid).values("partner_id").annotate(sum=Sum("amount"))
    owed = {one.code: -one.balance for one in balances("seller:") if one.code.count(":") == 1 and one.balance}
    assert owed == {f"seller:{row['partner_id']}": row["sum"] for row in unpaid if row["sum"]}
    captured = Payment.objects.aggregate(sum=Sum("disputed"))["sum"] or 0
    assert balance("disputes") == captured


def ask(order: Order, amount: int, key: str = "") -> Refund:
    """Have a part of an order's money given back; a key of its own where none is said."""
    key = key or f"refund-{next(counter)}"
    return ask_order_refund(order_id=order.pk, amount=amount, reason="pecah di jalan", key=key, by=None, now=NOW)
