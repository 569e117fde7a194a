"""Money from the buyer to the seller: what every account says after each way it can go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from market.ledger.models import Journal
from market.settlement.earnings import fulfil
from market.settlement.models import SellerTransfer, StatementLetter
from market.settlement.refunds import ask_order_refund
from tests.market.settlement.stand import Stand
from tests.market.settlement.world import (
    NOW,
    Sold,
    a_purchase,
    a_seller,
    carry_out_all,
    open_payments,
    orders_of,
    owed_to,
    paid_purchase,
    standing_of_accounts,
    take_news,
)

pytestmark = pytest.mark.usefixtures("books")


def test_it_holds_each_orders_money_until_it_is_received(stand: Stand) -> None:
    group = paid_purchase(stand, Sold(goods=45_000, delivery=20_000), Sold(goods=30_000))

    assert standing_of_accounts() == {"gateway:stripe": 95_000, "held": -95_000}
    first, second = orders_of(group)
    assert [journal.about for journal in Journal.objects.of_kind("payment").order_by("pk")] == [
        first.number,
        second.number,
    ]


def test_it_shares_out_a_received_order_once(stand: Stand) -> None:
    seller = a_seller()
    group = paid_purchase(stand, Sold(goods=45_000, delivery=20_000, commission=2_250, seller=seller))
    [order] = orders_of(group)

    transfers = [fulfil(order_id=order.pk, now=NOW) for _ in range(3)]

    assert {transfer.pk for transfer in transfers if transfer} == {SellerTransfer.objects.get().pk}
    assert transfers[0]
    assert transfers[0].amount == 62_750
    assert standing_of_accounts() == {
        "gateway:stripe": 65_000,
        "income:commission": -2_250,
        f"seller:{seller.pk}": -62_750,
    }


def test_it_gives_the_seller_the_markets_part_of_a_discount(stand: Stand) -> None:
    seller = a_seller()
    sold = Sold(goods=40_000, commission=2_000, discount=10_000, by_market=6_667, seller=seller)
    group = paid_purchase(stand, sold)

    fulfil(order_id=orders_of(group)[0].pk, now=NOW)

    assert owed_to(seller) == 40_000 + 6_667 - 2_000
    assert standing_of_accounts()["expense:discounts"] == 6_667


def test_it_takes_less_commission_of_an_order_that_was_partly_given_back(stand: Stand) -> None:
    seller = a_seller()
    group = paid_purchase(stand, Sold(goods=45_000, delivery=20_000, commission=2_250, seller=seller))
    [order] = orders_of(group)
    ask_order_refund(order_id=order.pk, amount=26_000, reason="satu pecah", key="a", by=None, now=NOW)

    transfer = fulfil(order_id=order.pk, now=NOW)

    assert transfer
    assert transfer.amount == 39_000 - 1_350
    assert standing_of_accounts() == {
        "gateway:stripe": 65_000,
        "income:commission": -1_350,
        "refunds": -26_000,
        f"seller:{seller.pk}": -37_650,
    }
    carry_out_all()
    assert "refunds" not in standing_of_accounts()


@pytest.mark.parametrize(("gateway", "where"), [("cash", "cash"), ("transfer", "direct"), ("qris", "direct")])
def test_it_takes_off_what_a_seller_holds_already(stand: Stand, gateway: str, where: str) -> None:
    seller = a_seller()
    group = paid_purchase(stand, Sold(goods=45_000, commission=2_250, seller=seller), gateway=gateway, is_direct=True)
    assert standing_of_accounts() == {f"seller:{seller.pk}:{where}": 45_000, "held": -45_000}

    transfer = fulfil(order_id=orders_of(group)[0].pk, now=NOW)

    assert transfer
    assert transfer.amount == -2_250
    assert standing_of_accounts() == {f"seller:{seller.pk}": 2_250, "income:commission": -2_250}


def test_it_keeps_the_code_that_tells_transfers_apart(stand: Stand) -> None:
    group = a_purchase(Sold(goods=45_000), gateway="transfer")
    [payment] = open_payments(group, stand)
    take_news(payment, stand.capture(payment.external_id, extra=123, account="bank:3"))

    assert standing_of_accounts() == {"bank:3": 45_123, "held": -45_000, "income:unique_codes": -123}
    assert (payment.extra, payment.account) == (123, "bank:3")


def test_it_leaves_the_code_with_a_seller_who_was_paid_straight(stand: Stand) -> None:
    seller = a_seller()
    group = a_purchase(Sold(goods=45_000, seller=seller), gateway="transfer", is_direct=True)
    [payment] = open_payments(group, stand)
    take_news(payment, stand.capture(payment.external_id, extra=123, account="bank:3"))

    assert standing_of_accounts() == {f"seller:{seller.pk}:direct": 45_000, "held": -45_000}
    assert Journal.objects.of_kind("unique_code").count() == 1


def test_it_withholds_half_a_percent_of_goods_when_the_switch_is_on(
    stand: Stand, settings: Any, books: Callable[[], None]
) -> None:
    settings.PPH22_IS_WITHHELD = True
    seller, exempt = a_seller(), a_seller()
    StatementLetter.objects.create(partner=exempt, year=2026)
    group = paid_purchase(
        stand,
        Sold(goods=45_100, delivery=20_000, seller=seller),
        Sold(goods=45_100, delivery=20_000, seller=exempt),
    )
    for order in orders_of(group):
        fulfil(order_id=order.pk, now=NOW)

    assert standing_of_accounts()["tax:pph22"] == -226  # 225.5, halves upward
    assert (owed_to(seller), owed_to(exempt)) == (64_874, 65_100)

    ask_order_refund(order_id=orders_of(group)[0].pk, amount=65_100, reason="hilang", key="b", by=None, now=NOW)
    assert "tax:pph22" not in standing_of_accounts()
    assert owed_to(seller) == 0


def test_it_has_nothing_to_share_out_before_money_comes(stand: Stand) -> None:
    group = a_purchase(Sold(goods=45_000), gateway="cash", is_direct=True)
    [order], [payment] = orders_of(group), open_payments(group, stand)

    assert fulfil(order_id=order.pk, now=NOW) is None

    take_news(payment, stand.capture(payment.external_id))
    transfer = fulfil(order_id=order.pk, now=NOW)
    assert transfer
    assert transfer.amount == 0


def test_it_books_a_payment_once_however_often_it_is_told(stand: Stand) -> None:
    group = a_purchase(Sold(goods=45_000))
    [payment] = open_payments(group, stand)
    standing = stand.capture(payment.external_id)

    assert [take_news(payment, standing) for _ in range(3)] == [True, False, False]
    assert standing_of_accounts() == {"gateway:stripe": 45_000, "held": -45_000}
