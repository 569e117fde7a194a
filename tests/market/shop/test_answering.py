"""A seller accepts or declines the lines of an order: goods are free again, money goes back to the rupiah, once."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from catalogue.models import Product
from market.accounts.models import User
from market.gateways.bills.actions import confirm
from market.gateways.bills.models import Bill
from market.ledger.balances import total
from market.notify.models import Message
from market.settlement.models import OrderGroup, Payment, Refund
from market.settlement.statement import order_line
from market.shop.checkout.actions import place_order_group
from market.shop.order.actions import (
    NotAnswerable,
    accept_line,
    cancel_order,
    change_method,
    decline_line,
    hand_over,
    receive,
    refund_order,
    take_payment_news,
)
from market.shop.order.actions import answering as room
from market.shop.order.actions.locks import lock_order
from market.shop.order.models import Line, Order, OrderNote
from market.shop.order.status import LineState, Status
from market.shop.partner.models import Partner
from tests.market.settlement.world import check_the_books
from tests.market.shop.goods import make_basket, make_buyer, make_product, pay_up, stock_of
from tests.market.shop.ways import bank_account, offer

pytestmark = pytest.mark.django_db
PRICES = (25_000, 60_000, 13_337)


@pytest.fixture
def goods(shop: Partner) -> list[Product]:
    return [make_product(shop, price=price, stock=5) for price in PRICES]


def ordered(goods: list[Product], *, method: str = "stripe", user: User | None = None) -> Order:
    """Return the order of two of each, not paid yet."""
    basket = make_basket(*[(product, 2) for product in goods], owner=user)
    group = place_order_group(basket=basket, buyer=make_buyer(user), choices={}, now=timezone.now(), method=method)
    return Order.objects.get(membership__group=group)


def paid(goods: list[Product]) -> Order:
    order = ordered(goods)
    pay_up(order.membership.group)
    order.refresh_from_db()
    return order


def cash(goods: list[Product], rina: User) -> Order:
    offer("cash", is_local_only=False, cap=None)
    return ordered(goods, method="cash", user=rina)


def line_of(order: Order, product: Product) -> Line:
    return order.lines.get(product=product)


def decline(order: Order, product: Product, reason: str = "panen gagal") -> Line:
    return decline_line(line=line_of(order, product), reason=reason, by=None)


def say_cash_came(order: Order) -> None:
    bill = Bill.objects.get(state=Bill.State.WAITING, reference__startswith=order.membership.group.number)
    confirm(bill_id=bill.pk, by=None, evidence="tunai", at=timezone.now())
    take_payment_news(gateway_code="cash", external_id=bill.external_id)


def test_the_buyer_sees_what_is_accepted(client: Client, goods: list[Product]) -> None:
    order = paid(goods)
    for _ in range(2):
        accept_line(line=line_of(order, goods[0]), by=None)
    assert [line.is_accepted for line in order.lines.order_by("pk")] == [True, False, False]
    assert OrderNote.objects.count() == 1
    page = client.get(f"/pesanan/{order.membership.group.secret}/").content.decode()
    assert page.count("diterima penjual") == 1


def test_a_declined_line_gives_goods_and_money_back_once(client: Client, goods: list[Product]) -> None:
    order = paid(goods)
    for _ in range(2):
        decline(order, goods[2])

    refund = Refund.objects.get()
    assert (refund.amount, refund.reason) == (2 * 13_337, f"{goods[2].title}: panen gagal")
    assert [stock_of(product) for product in goods] == [(5, 2), (5, 2), (5, 0)]
    order.refresh_from_db()
    assert order.status == Status.PAID
    message = Message.objects.get(template="line_declined")
    assert "Rp26.674 kami kembalikan" in message.text
    assert "panen gagal" in message.text
    page = client.get(f"/pesanan/{order.membership.group.secret}/").content.decode()
    assert "tidak bisa dipenuhi" in page
    assert "panen gagal" in page
    assert total() == 0


def test_the_sellers_part_and_the_commission_shrink_with_it(goods: list[Product]) -> None:
    order = paid(goods)
    before = order_line(order_id=order.pk, now=timezone.now())
    decline(order, goods[1])
    hand_over(order=order, carrier="K", tracking_number="", by=None)
    assert [stock_of(product) for product in goods] == [(3, 0), (5, 0), (3, 0)]
    receive(order=order)

    after = order_line(order_id=order.pk, now=timezone.now())
    kept = int(order.total_incl_tax) - 120_000
    assert (before.due.kept, after.due.kept) == (int(order.total_incl_tax), kept)
    assert after.due == before.terms.due(kept)
    assert after.due.commission < before.due.commission
    check_the_books()


def test_the_last_line_takes_the_order_and_the_delivery_with_it(goods: list[Product]) -> None:
    order = paid(goods)
    for product in goods:
        decline(order, product)

    order.refresh_from_db()
    assert order.status == Status.CANCELLED
    assert sum(Refund.objects.values_list("amount", flat=True)) == order.total_incl_tax
    assert {stock_of(product) for product in goods} == {(5, 0)}
    assert all(line.is_declined for line in order.lines.all())
    assert Message.objects.filter(template="order_cancelled").count() == 1
    assert Message.objects.filter(template="line_declined").count() == 2
    assert total() == 0


def test_what_went_back_otherwise_is_not_given_back_again(goods: list[Product]) -> None:
    order = paid(goods)
    most = int(order.total_incl_tax) - 20_000
    refund_order(order=order, amount=most, reason="r", key="k", by=None)
    decline(order, goods[0])
    assert Refund.objects.latest("pk").amount == 20_000
    decline(order, goods[1])
    assert Refund.objects.count() == 2
    assert total() == 0


def test_of_cash_to_come_less_is_asked(client: Client, goods: list[Product], rina: User) -> None:
    order = cash(goods, rina)
    decline(order, goods[1])

    left = int(order.total_incl_tax) - 120_000
    order.refresh_from_db()
    assert (order.status, order.owed()) == (Status.CASH_DUE, left)
    assert not Refund.objects.exists()
    assert [bill.payable for bill in Bill.objects.filter(state=Bill.State.WAITING)] == [left]
    assert stock_of(goods[1]) == (5, 0)
    shown = f"Rp{left:,}".replace(",", ".")
    client.force_login(rina)
    address = f"/pesanan/{order.membership.group.secret}/"
    assert shown in client.get(address).content.decode()
    assert shown in client.get(f"{address}kuitansi/").content.decode()

    hand_over(order=order, carrier="K", tracking_number="", by=None)
    say_cash_came(order)
    receive(order=order)
    due = order_line(order_id=order.pk, now=timezone.now()).due
    assert due.kept == left
    assert [stock_of(product) for product in goods] == [(3, 0), (5, 0), (3, 0)]
    check_the_books()


def test_who_thinks_better_of_cash_pays_as_little(goods: list[Product], rina: User) -> None:
    order = cash(goods, rina)
    decline(order, goods[0])
    offer("transfer")
    bank_account()
    group = change_method(group=order.membership.group, code="transfer", now=timezone.now())
    assert group.payments.get(status="starting").amount == order.total_incl_tax - 50_000


def test_the_last_line_of_cash_gives_nothing_back(goods: list[Product], rina: User) -> None:
    order = cash(goods[:1], rina)
    decline(order, goods[0])
    order.refresh_from_db()
    assert order.status == Status.CANCELLED
    assert not Refund.objects.exists()
    assert not Bill.objects.filter(state=Bill.State.WAITING).exists()
    assert stock_of(goods[0]) == (5, 0)


def test_money_that_the_seller_has_herself_is_hers_to_give_back(shop: Partner, goods: list[Product]) -> None:
    offer("transfer", is_direct=True)
    bank_account(shop)
    order = ordered(goods, method="transfer")
    pay_up(order.membership.group)
    decline(order, goods[0])
    refund = Refund.objects.get()
    assert (refund.amount, refund.split.payment.partner) == (50_000, shop)


@pytest.mark.parametrize("state", ["waiting", "handed over", "cancelled"])
def test_nothing_is_answered_too_early_or_too_late(goods: list[Product], state: str) -> None:
    order = ordered(goods) if state == "waiting" else paid(goods)
    if state == "handed over":
        hand_over(order=order, carrier="K", tracking_number="", by=None)
    elif state == "cancelled":
        cancel_order(order=order, reason="r", by=None)
    refunds, shelves = Refund.objects.count(), [stock_of(product) for product in goods]
    for answer in (lambda: decline(order, goods[0]), lambda: accept_line(line=line_of(order, goods[0]), by=None)):
        with pytest.raises(NotAnswerable):
            answer()
    assert Refund.objects.count() == refunds
    assert [stock_of(product) for product in goods] == shelves


def test_what_was_accepted_may_be_declined_but_not_the_other_way(goods: list[Product]) -> None:
    order = paid(goods)
    accept_line(line=line_of(order, goods[0]), by=None)
    assert decline(order, goods[0]).status == LineState.DECLINED
    with pytest.raises(NotAnswerable):
        accept_line(line=line_of(order, goods[0]), by=None)


def test_cash_of_goods_that_left_meanwhile_is_still_to_come(
    goods: list[Product], rina: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = cash(goods, rina)

    def too_late(asked: Order) -> Order:
        monkeypatch.setattr(room, "lock_order", lock_order)
        hand_over(order=asked, carrier="K", tracking_number="", by=None)
        return lock_order(asked)

    monkeypatch.setattr(room, "lock_order", too_late)
    with pytest.raises(NotAnswerable):
        decline(order, goods[0])
    assert Bill.objects.get(state=Bill.State.WAITING).payable == order.total_incl_tax
    say_cash_came(order)
    assert Payment.objects.get(captured__gt=0).amount == order.total_incl_tax


def test_a_purchase_of_several_shops_goes_on_without_the_line(shop: Partner, shops: list[Partner]) -> None:
    ours, theirs = make_product(shop, price=10_000), make_product(shops[1], price=20_000)
    basket = make_basket((ours, 1), (make_product(shop, price=7_000), 1), (theirs, 1))
    group: OrderGroup = place_order_group(
        basket=basket, buyer=make_buyer(), choices={}, now=timezone.now(), method="stripe"
    )
    pay_up(group)
    order = Order.objects.get(membership__group=group, membership__seller=shop)
    decline(order, ours)
    assert Refund.objects.get().split.order == order
    assert Order.objects.get(membership__group=group, membership__seller=shops[1]).status == Status.PAID
