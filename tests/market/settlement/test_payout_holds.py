"""A dispute over an order in a payout that was prepared: a draft is made anew without it, a file sent is warned of."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from market.notify.models import Message
from market.settlement.earnings import fulfil
from market.settlement.models import Payment, SellerPayout
from market.settlement.payouts import export_payouts, prepare_payouts
from market.shop.partner.models import Partner
from tests.market.settlement.desk import a_keeper
from tests.market.settlement.stand import Stand
from tests.market.settlement.world import NOW, Sold, a_seller, orders_of, paid_purchase, take_news

pytestmark = pytest.mark.usefixtures("books")
DAY = NOW.date()


@pytest.fixture
def seller(db: None) -> Partner:
    return a_seller()


def a_sale(stand: Stand, seller: Partner, goods: int) -> Payment:
    group = paid_purchase(stand, Sold(goods=goods, seller=seller))
    fulfil(order_id=orders_of(group)[0].pk, now=NOW)
    return group.payments.get()


def prepared() -> SellerPayout:
    [payout] = prepare_payouts(until=DAY, now=NOW)
    return payout


def dispute(payment: Payment, stand: Stand, amount: int) -> None:
    at = NOW + timedelta(minutes=amount // 1000)
    take_news(payment, stand.change(payment.external_id, disputed=amount), asked_at=at)


def test_a_draft_is_paid_without_the_order(stand: Stand, seller: Partner) -> None:
    kept, disputed = a_sale(stand, seller, 80_000), a_sale(stand, seller, 50_000)
    payout = prepared()

    dispute(disputed, stand, 50_000)

    payout.refresh_from_db()
    assert (payout.status, payout.amount) == (SellerPayout.Status.DRAFT, 80_000)
    assert [transfer.order_id for transfer in payout.transfers.all()] == [orders_of(kept.group)[0].pk]
    assert "disengketakan" in payout.note


def test_a_draft_of_nothing_else_ends_and_waits_for_the_verdict(stand: Stand, seller: Partner, settings: Any) -> None:
    settings.PAYOUT_MINIMUM = 20_000
    a_sale(stand, seller, 10_000)
    disputed = a_sale(stand, seller, 50_000)
    payout = prepared()

    dispute(disputed, stand, 50_000)

    payout.refresh_from_db()
    assert (payout.status, payout.transfers.count()) == (SellerPayout.Status.FAILED, 0)
    assert prepare_payouts(until=DAY, now=NOW) == []
    take_news(disputed, stand.change(disputed.external_id, disputed=0), asked_at=NOW + timedelta(days=1))
    assert prepared().amount == 60_000


def test_a_file_that_was_sent_is_warned_of_and_stays_as_it_is(stand: Stand, seller: Partner) -> None:
    a_keeper()
    disputed = a_sale(stand, seller, 50_000)
    payout = prepared()
    export_payouts(payouts=[payout], form="treasurer", now=NOW)

    dispute(disputed, stand, 50_000)

    payout.refresh_from_db()
    assert (payout.status, payout.amount) == (SellerPayout.Status.EXPORTED, 50_000)
    assert "Cegah" in payout.note
    assert [payout.number in message.text for message in Message.objects.order_by("pk")].count(True) == 1
