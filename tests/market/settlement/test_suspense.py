"""Money of payments that are held back: booked where the gateway says that it lies, and taken out there again."""

from __future__ import annotations

import pytest

from market.settlement.models import Payment
from market.settlement.quarantine import decide
from market.shop.order.actions import take_payment_news
from tests.market.settlement.stand import Stand
from tests.market.settlement.world import (
    Sold,
    a_purchase,
    carry_out_all,
    open_payments,
    standing_of_accounts,
    take_news,
)

pytestmark = pytest.mark.usefixtures("books")


def test_money_that_lies_elsewhere_on_a_second_look_leaves_nothing_at_the_first_place(stand: Stand) -> None:
    [payment] = open_payments(a_purchase(Sold(goods=65_000), gateway="transfer"), stand)
    take_news(payment, stand.capture(payment.external_id, captured=60_000, account="bank:3"))
    assert standing_of_accounts() == {"bank:3": 60_000, "suspense": -60_000}

    take_news(payment, stand.change(payment.external_id, captured=61_000, account="bank:4"))
    assert standing_of_accounts() == {"bank:4": 61_000, "suspense": -61_000}

    decide(payment_id=payment.pk, decision=Payment.Decision.GIVE_BACK, note="kurang", by=None)
    take_payment_news(gateway_code="transfer", external_id=payment.external_id)
    assert standing_of_accounts() == {"bank:4": 61_000, "refunds": -61_000}
    carry_out_all()
    assert standing_of_accounts() == {}
