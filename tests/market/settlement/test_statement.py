"""A seller reads each order's sum in one line, and how she stands with the market."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from market.settlement.earnings import fulfil
from market.settlement.payouts import mark_failed, prepare_payouts
from market.settlement.refunds import ask_order_refund
from market.settlement.statement import as_text, order_line, seller_statement
from market.shop.partner.models import Partner
from tests.market.settlement.stand import Stand
from tests.market.settlement.world import NOW, Sold, a_purchase, a_seller, orders_of, owed_to, paid_purchase

pytestmark = pytest.mark.usefixtures("books")
TODAY = date(2026, 11, 21)


@pytest.fixture
def seller(db: Any) -> Partner:
    return a_seller()


def sell(stand: Stand, seller: Partner, gateway: str = "stripe", **sold: int) -> Any:
    group = paid_purchase(stand, Sold(seller=seller, **sold), gateway=gateway, is_direct=gateway != "stripe")
    return orders_of(group)[0]


@pytest.mark.parametrize(
    ("sold", "words"),
    [
        ({"goods": 45_000, "commission": 2_250}, "Rp45.000 − komisi Rp2.250 = Rp42.750"),
        ({"goods": 45_000}, "Rp45.000"),
        (
            {"goods": 45_000, "delivery": 20_000, "commission": 2_250},
            "Rp45.000 + ongkos kirim Rp20.000 − komisi Rp2.250 = Rp62.750",
        ),
        (
            {"goods": 40_000, "commission": 2_000, "discount": 10_000, "by_market": 5_000},
            "Rp40.000 + potongan dari pasar Rp5.000 − komisi Rp2.000 = Rp43.000",
        ),
    ],
)
def test_it_says_an_orders_sum_in_one_line(stand: Stand, seller: Partner, sold: dict[str, int], words: str) -> None:
    order = sell(stand, seller, **sold)
    before = order_line(order_id=order.pk, now=NOW)
    fulfil(order_id=order.pk, now=NOW)
    after = order_line(order_id=order.pk, now=NOW)

    assert before
    assert after
    assert (before.words, after.words) == (words, words)
    assert (before.is_earned, after.is_earned) == (False, True)
    assert after.earned == owed_to(seller)


def test_it_tells_of_what_went_back_and_of_tax(stand: Stand, seller: Partner, settings: Any) -> None:
    settings.PPH22_IS_WITHHELD = True
    order = sell(stand, seller, goods=45_000, delivery=20_000, commission=2_250)
    fulfil(order_id=order.pk, now=NOW)
    settings.PPH22_IS_WITHHELD = False
    ask_order_refund(order_id=order.pk, amount=26_000, reason="pecah", key="a", by=None, now=NOW)

    line = order_line(order_id=order.pk, now=NOW)

    assert line
    assert line.words == (
        "Rp45.000 + ongkos kirim Rp20.000 − dikembalikan Rp26.000 − komisi Rp1.350 − PPh 22 Rp135 = Rp37.515"
    )
    assert line.earned == owed_to(seller)


def test_it_says_nothing_of_an_order_without_money(seller: Partner) -> None:
    [order] = orders_of(a_purchase(Sold(goods=45_000, seller=seller)))
    assert order_line(order_id=order.pk, now=NOW) is None
    assert seller_statement(seller=seller, now=NOW).lines == []


def test_it_adds_up_to_what_the_ledger_says(stand: Stand, seller: Partner) -> None:
    fulfil(order_id=sell(stand, seller, goods=60_000, commission=3_000).pk, now=NOW)
    [payout] = prepare_payouts(until=TODAY, now=NOW)
    fulfil(order_id=sell(stand, seller, gateway="cash", goods=45_000, commission=2_250).pk, now=NOW)
    sell(stand, seller, goods=30_000, delivery=10_000, commission=1_500)

    statement = seller_statement(seller=seller, now=NOW)

    assert (statement.in_payout, statement.ready, statement.on_its_way) == (57_000, -2_250, 38_500)
    assert (statement.earned, statement.paid_out, statement.payouts) == (57_000 + 42_750, 0, [payout])
    assert statement.ready + statement.in_payout == owed_to(seller)

    mark_failed(payout=payout, note="", by=None, now=NOW)
    assert seller_statement(seller=seller, now=NOW).ready == 54_750


def test_it_shows_the_days_asked_for_and_only_her_own(stand: Stand, seller: Partner) -> None:
    order = sell(stand, seller, goods=60_000)
    sell(stand, a_seller("Orang lain"), goods=60_000)

    def numbers(**days: date) -> list[str]:
        return [line.number for line in seller_statement(seller=seller, now=NOW, **days).lines]

    assert numbers() == numbers(since=TODAY, until=TODAY) == [order.number]
    assert numbers(since=date(2026, 11, 22)) == numbers(until=date(2026, 11, 20)) == []


def test_it_is_text_to_share(stand: Stand, seller: Partner) -> None:
    order = sell(stand, seller, gateway="cash", goods=45_000, commission=2_250)

    text = as_text(seller_statement(seller=seller, now=NOW), now=NOW)

    assert text.splitlines() == [
        "Dapur Bu Ros di Pasar Hulu, 21 November 2026",
        "",
        f"{order.number} (21 November 2026)",
        "Rp45.000 − komisi Rp2.250 = Rp42.750, langsung ke Anda, menunggu diterima pembeli",
        "",
        "Sudah dicairkan seluruhnya: Rp0",
        "",
        "Keadaan 21 November 2026:",
        "Siap dicairkan: Rp0",
        "Sedang dicairkan: Rp0",
        "Dalam perjalanan: -Rp2.250",
    ]


def test_it_asks_the_same_few_questions_however_many_orders(
    stand: Stand, seller: Partner, django_assert_max_num_queries: Any
) -> None:
    for _ in range(12):
        fulfil(order_id=sell(stand, seller, goods=60_000).pk, now=NOW)
        sell(stand, seller, goods=60_000)
    with django_assert_max_num_queries(15):
        assert len(seller_statement(seller=seller, now=NOW).lines) == 24


def test_it_says_when_there_are_more_orders_than_are_listed(stand: Stand, seller: Partner) -> None:
    old, new = (sell(stand, seller, goods=60_000).number for _ in range(2))

    cut, whole = (seller_statement(seller=seller, now=NOW, most=most) for most in (1, 2))

    assert (cut.is_cut, whole.is_cut) == (True, False)
    assert "Hanya 1 pesanan terbaru yang ditulis di sini." in as_text(cut, now=NOW)
    assert old not in as_text(cut, now=NOW)
    assert new in as_text(cut, now=NOW)
    assert "Hanya" not in as_text(whole, now=NOW)
    assert cut.on_its_way == whole.on_its_way == 120_000
