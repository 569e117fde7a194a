"""The demo's money is made by the real actions, so that people can go on with it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from market.accounts.models import User
from market.demo.making import money, ways
from market.demo.making.money import TOO_MUCH, pay_too_much
from market.demo.making.purchases import follow_the_money
from market.gateways.bills.actions import mark_refunded
from market.gateways.bills.models import BillRefund
from market.gateways.registry import get_gateway
from market.ledger.balances import balance
from market.settlement.mismatches import choices_for
from market.settlement.models import Payment, SellerPayout, SellerTransfer
from market.settlement.quarantine import decide
from market.shop.checkout.actions import place_order_group
from market.shop.order.actions import start_payments
from tests.market.settlement.desk import a_keeper, earned
from tests.market.shop.goods import make_basket, make_buyer, make_product, make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper() -> User:
    return a_keeper()


@pytest.fixture
def held(keeper: User) -> Payment:
    """The payment that the demo lets be held back."""
    ways.switch_all_ways_on()
    ways._bank(None, 1, "Pengelola Pasar Hulu", ways.KALTIM, keeper, keeper)
    goods = make_basket((make_product(make_shop(), price=75_000), 1))
    now = timezone.now()
    group = place_order_group(basket=goods, buyer=make_buyer(), choices={}, now=now, method="transfer")
    start_payments(group=group, now=now)
    pay_too_much(group, by=keeper)
    return group.payments.get()


def test_it_holds_back_a_payment_that_its_gateway_speaks_of_in_the_same_way(held: Payment) -> None:
    standing = get_gateway("transfer").status(held.external_id)

    assert held.status == Payment.Status.QUARANTINED
    assert standing.captured == held.amount + TOO_MUCH
    assert choices_for(held, standing) == [Payment.Decision.ACCEPT, Payment.Decision.GIVE_BACK]
    assert "uang yang masuk Rp" in held.note
    assert ", seharusnya Rp" in held.note


@pytest.mark.parametrize(("decision", "back"), [("accept", TOO_MUCH), ("give_back", None)])
def test_it_leaves_nothing_in_suspense_once_somebody_has_decided(
    held: Payment, keeper: User, decision: str, back: int | None
) -> None:
    decide(payment_id=held.pk, decision=Payment.Decision(decision), note="Menelepon pembeli", by=keeper)
    follow_the_money()
    [refund] = BillRefund.objects.all()
    mark_refunded(refund_id=refund.pk, by=keeper, evidence="TRF-1", at=timezone.now())
    follow_the_money()

    assert refund.amount == (back or held.amount + TOO_MUCH)
    assert balance("suspense") == balance("refunds") == 0


def test_the_treasurer_pays_from_the_cash_box_who_has_no_account(keeper: User) -> None:
    ways._bank(None, 1, "Pengelola Pasar Hulu", ways.KALTIM, keeper, keeper)
    earned()
    SellerTransfer.objects.update(created_at=timezone.now() - timedelta(days=2))

    money._pay_out(keeper)

    assert SellerPayout.objects.filter(status="paid", account=None).count() == 2
    assert balance("bank:treasurer") == -sum(SellerPayout.objects.values_list("amount", flat=True))
