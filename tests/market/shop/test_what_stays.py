"""Giving up, running out of time and paying otherwise touch only what nobody has paid and nobody was handed."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from market.accounts.models import User
from market.gateways.bills.actions import confirm
from market.gateways.bills.models import Bill
from market.ledger.balances import balance
from market.notify.models import Message
from market.outbox.models import Effect
from market.settlement import quarantine
from market.settlement import reasons as settlement_reasons
from market.settlement.methods import MethodPart, methods_for
from market.settlement.models import OrderGroup, Payment, Refund
from market.settlement.refunds import DifferentRefund
from market.shop.checkout.actions import place_order_group
from market.shop.order import reasons
from market.shop.order.actions import (
    NotCancellable,
    NotPayable,
    cancel_order,
    cancel_unpaid,
    change_method,
    hand_over,
    receive,
    refund_order,
    release_hold,
    start_payments,
)
from market.shop.order.actions.money import _take_standing
from market.shop.order.models import Order
from market.shop.order.status import Status
from tests.market.shop.goods import captured, make_basket, make_buyer, make_product, make_shop, pay_up
from tests.market.shop.ways import bank_account, offer

pytestmark = pytest.mark.django_db


@pytest.fixture
def products() -> list[Any]:
    return [make_product(make_shop(name), stock=5) for name in ("Dapur Bu Ros", "Anyaman Ibu Ani")]


def place(products: list[Any], method: str, user: User | None = None) -> OrderGroup:
    basket = make_basket(*[(product, 2) for product in products], owner=user)
    return place_order_group(basket=basket, buyer=make_buyer(user), choices={}, now=timezone.now(), method=method)


def orders_of(group: OrderGroup) -> list[Order]:
    return list(Order.objects.filter(membership__group=group).order_by("pk"))


@pytest.fixture
def promised(products: list[Any], rina: User) -> OrderGroup:
    """Two sellers' goods for cash; those of the first have left, the money is still to come."""
    offer("cash", is_local_only=False)
    group = place(products, "cash", rina)
    start_payments(group=group, now=timezone.now())
    hand_over(order=orders_of(group)[0], carrier="Pak Amat", tracking_number="", by=None)
    return group


def cash_comes(group: OrderGroup) -> None:
    """Let the first seller say that she has the money now."""
    payment = group.payments.earliest("pk")
    bill = Bill.objects.get(external_id=payment.external_id)
    assert bill.state == Bill.State.WAITING
    bill = confirm(bill_id=bill.pk, by=None, evidence="Tunai", at=timezone.now())
    now = timezone.now()
    _take_standing("cash", captured(payment, account=f"seller:{bill.partner_id}:cash"), now, now)


def test_the_buyer_who_gives_up_still_owes_the_cash_for_what_has_left(promised: OrderGroup) -> None:
    assert cancel_unpaid(group=promised, now=timezone.now())

    assert [order.status for order in orders_of(promised)] == [Status.HANDED_OVER, Status.CANCELLED]
    assert not cancel_unpaid(group=promised, now=timezone.now())
    cash_comes(promised)
    assert promised.payments.earliest("pk").status == Payment.Status.CAPTURED


def test_the_time_that_runs_out_for_one_seller_leaves_the_other_her_cash(promised: OrderGroup) -> None:
    assert release_hold(group=promised, now=promised.hold_expires_at)

    assert [order.status for order in orders_of(promised)] == [Status.HANDED_OVER, Status.EXPIRED]
    assert Message.objects.filter(template="order_given_up").count() == 1
    receive(order=orders_of(promised)[0])
    cash_comes(promised)
    assert balance("held") == 0


def test_what_has_left_is_not_paid_otherwise(promised: OrderGroup) -> None:
    offer("transfer")
    bank_account()

    with pytest.raises(NotPayable):
        change_method(group=promised, code="transfer", now=timezone.now())
    assert {payment.status for payment in promised.payments.all()} == {Payment.Status.WAITING}


def test_a_seller_hears_that_her_cash_order_is_off_unless_she_said_so_herself(promised: OrderGroup) -> None:
    first, second = orders_of(promised)
    cancel_order(order=second, reason="Tidak jadi", by=None)
    cancel_order(order=first, reason="Ditolak", by=first.membership.seller.users.get())

    told = Message.objects.filter(template="order_given_up")
    assert [message.phone for message in told] == [second.membership.seller.users.get().phone]


def test_nobody_hears_of_an_order_that_was_never_paid(products: list[Any]) -> None:
    offer("transfer", is_direct=True)
    for product in products:
        bank_account(product.seller)
    group = place(products, "transfer")

    cancel_order(order=orders_of(group)[0], reason="Tidak jadi", by=None)

    assert [message.template for message in Message.objects.all()] == ["purchase_placed"]


def test_asking_for_one_order_of_a_pooled_purchase_leaves_its_page_open(products: list[Any]) -> None:
    offer("transfer")
    bank_account()
    group = place(products, "transfer")
    start_payments(group=group, now=timezone.now())

    with pytest.raises(NotCancellable):
        cancel_order(order=orders_of(group)[0], reason="Salah pesan", by=None)
    assert group.payments.get().status == Payment.Status.WAITING


def test_nobody_pays_otherwise_while_money_is_held_back(products: list[Any]) -> None:
    for code in ("transfer", "cash"):
        offer(code, is_local_only=False)
    bank_account()
    group = place(products, "transfer")
    group.payments.update(status=Payment.Status.QUARANTINED)

    with pytest.raises(NotPayable):
        change_method(group=group, code="cash", now=timezone.now())


def test_a_guest_who_thinks_better_of_a_card_is_sent_the_way_back(products: list[Any]) -> None:
    offer("transfer")
    bank_account()
    group = place(products[:1], "stripe")
    assert not Message.objects.exists()

    for _ in range(2):
        change_method(group=group, code="transfer", now=timezone.now())

    [told] = Message.objects.all()
    assert (told.template, told.phone) == ("purchase_placed", group.buyer_phone)
    assert group.secret in told.text


def test_a_seller_hears_again_when_promised_cash_is_paid_by_transfer(products: list[Any], rina: User) -> None:
    for code in ("transfer", "cash"):
        offer(code, is_local_only=False)
    bank_account()
    group = place(products[:1], "cash", rina)
    group = change_method(group=group, code="transfer", now=timezone.now())
    pay_up(group)

    told = Message.objects.filter(template="order_paid").order_by("pk")
    assert ["tunai" in message.text for message in told] == [True, False]


def test_a_seller_is_told_to_wait_when_cash_is_promised_no_more_and_again_when_it_is(
    products: list[Any], rina: User
) -> None:
    for code in ("transfer", "cash"):
        offer(code, is_local_only=False)
    bank_account()
    group = place(products[:1], "cash", rina)
    for code in ("transfer", "cash", "transfer"):
        group = change_method(group=group, code=code, now=timezone.now())

    phone = products[0].seller.users.get().phone
    told = Message.objects.filter(phone=phone).order_by("pk").values_list("template", flat=True)
    assert list(told) == ["order_paid", "order_waits", "order_paid", "order_waits"]


def test_money_that_comes_after_all_was_given_back_goes_back_too(products: list[Any]) -> None:
    offer("transfer")
    bank_account()
    group = place(products[:1], "stripe")
    first = group.payments.get()
    group = change_method(group=group, code="transfer", now=timezone.now())
    pay_up(group)
    order = orders_of(group)[0]
    hand_over(order=order, carrier="Kapal Sari", tracking_number="", by=None)
    receive(order=order)
    paid = group.payments.latest("pk")
    refund_order(order=order, amount=paid.amount, reason="Semua pecah", key="retur", by=None)
    Payment.objects.filter(pk=paid.pk).update(refunded=paid.amount, status=Payment.Status.REFUNDED)

    now = timezone.now()
    outcome = _take_standing("stripe", captured(first), now, now)

    assert outcome == "uang dikembalikan"
    assert balance("held") == 0


def test_late_money_is_sent_back_with_a_reason_that_is_true(products: list[Any], rina: User) -> None:
    offer("cash", is_local_only=False)
    group = place(products, "stripe", rina)
    late = group.payments.get()
    group = change_method(group=group, code="cash", now=timezone.now())
    hand_over(order=orders_of(group)[0], carrier="Pak Amat", tracking_number="", by=None)

    now = timezone.now()
    _take_standing("stripe", captured(late), now, now)

    assert {refund.reason for refund in Refund.objects.all()} == {reasons.OTHERWISE}
    text = Message.objects.get(template="payment_refunded").text
    assert reasons.OTHERWISE in text
    assert "dibatalkan" not in text


def test_our_own_reasons_are_read_in_the_buyers_language_and_typed_ones_as_they_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reasons, "_", lambda words: f"en: {words}")
    for room in (reasons, settlement_reasons):
        assert {words for name, words in vars(room).items() if name.isupper() and name != "OURS"} <= reasons.OURS
    assert reasons.reason_words(reasons.CALLED_OFF) == f"en: {reasons.CALLED_OFF}"
    assert reasons.reason_words("Satu pecah") == "Satu pecah"


def test_the_key_of_a_refund_is_not_taken_for_another_sum(products: list[Any]) -> None:
    group = place(products[:1], "stripe")
    pay_up(group)
    order = orders_of(group)[0]
    refund_order(order=order, amount=10_000, reason="Satu pecah", key="retur", by=None)

    with pytest.raises(DifferentRefund):
        refund_order(order=order, amount=20_000, reason="Dua pecah", key="retur", by=None)


def test_nothing_to_pay_is_no_payment() -> None:
    for code in ("transfer", "cash"):
        offer(code, is_local_only=False)
    bank_account()
    parts = [MethodPart(partner_id=1, name="Dapur", total=total, regency_code="64.02") for total in (0, 50_000)]

    def open_ways(parts: list[MethodPart]) -> set[str]:
        found = methods_for(parts=parts, destination_regency="64.02", is_known=True)
        return {choice.method.code for choice in found if choice.is_open}

    assert not open_ways(parts[:1])
    assert {"transfer", "cash"} & open_ways(parts) == {"transfer"}


def test_a_payment_is_asked_about_each_time_that_it_is_let_go(products: list[Any]) -> None:
    group = place(products, "stripe")
    payment = group.payments.get()
    asked = []
    for _ in range(2):
        Payment.objects.update(status=Payment.Status.QUARANTINED)
        quarantine.let_go(payment_id=payment.pk, note="Sudah dicek", by=None)
        asked.append(Effect.objects.filter(kind="payment.news").count())

    assert asked == [1, 2]
