"""Money that a buyer's bank takes away while it looks into a complaint: held, given back, or lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from market.ledger.balances import balance
from market.settlement.actions import ask_refund
from market.settlement.earnings import fulfil
from market.settlement.models import OrderGroup, Payment, Refund
from market.settlement.refunds import InDispute
from tests.market.settlement.stand import Stand
from tests.market.settlement.world import (
    NOW,
    ask,
    carry_out_all,
    orders_of,
    standing_of_accounts,
    take_news,
)

pytestmark = pytest.mark.usefixtures("books")


def test_a_dispute_holds_money_gives_it_back_or_takes_it(group: OrderGroup, payment: Payment, stand: Stand) -> None:
    take_news(payment, stand.change(payment.external_id, disputed=95_000))
    assert standing_of_accounts() == {"disputes": 95_000, "held": -95_000}
    with pytest.raises(InDispute):
        ask(orders_of(group)[0], 1)

    take_news(payment, stand.change(payment.external_id, disputed=0))
    assert standing_of_accounts() == {"gateway:stripe": 95_000, "held": -95_000}

    take_news(payment, stand.change(payment.external_id, disputed=95_000))
    fulfil(order_id=orders_of(group)[0].pk, now=NOW)
    take_news(payment, stand.change(payment.external_id, disputed=0, lost=95_000))
    assert standing_of_accounts() == {}
    assert {refund.status for refund in Refund.objects.all()} == {"done"}


def test_a_lost_dispute_settles_a_refund_that_could_not_be_given(
    group: OrderGroup, payment: Payment, stand: Stand
) -> None:
    refund = ask(orders_of(group)[0], 65_000)
    take_news(payment, stand.change(payment.external_id, disputed=95_000))
    carry_out_all()
    refund.refresh_from_db()
    assert refund.status == Refund.Status.FAILED

    take_news(payment, stand.change(payment.external_id, disputed=0, lost=95_000))

    refund.refresh_from_db()
    assert refund.status == Refund.Status.DONE
    assert standing_of_accounts() == {}


def test_a_part_of_a_refund_is_settled_when_a_dispute_takes_less(
    group: OrderGroup, payment: Payment, stand: Stand
) -> None:
    ask_refund(payment=payment, reason="dibatalkan")
    take_news(payment, stand.change(payment.external_id, disputed=70_000))
    take_news(payment, stand.change(payment.external_id, disputed=0, lost=70_000))

    assert balance("refunds") == -25_000
    carry_out_all()
    assert standing_of_accounts() == {}


def test_the_market_bears_what_no_order_covers(group: OrderGroup, payment: Payment, stand: Stand) -> None:
    ask_refund(payment=payment, reason="dibatalkan")
    carry_out_all()
    take_news(payment, stand.change(payment.external_id, disputed=95_000))
    take_news(payment, stand.change(payment.external_id, disputed=0, lost=95_000))

    assert standing_of_accounts() == {"expense:disputes": 95_000, "gateway:stripe": -95_000}


def test_an_older_reading_opens_no_dispute_again(group: OrderGroup, payment: Payment, stand: Stand) -> None:
    held = stand.change(payment.external_id, disputed=95_000)
    take_news(payment, held, asked_at=NOW)
    take_news(payment, stand.change(payment.external_id, disputed=0), asked_at=NOW + timedelta(minutes=2))

    take_news(payment, held, asked_at=NOW + timedelta(minutes=1))

    assert payment.disputed == 0
    assert balance("disputes") == 0
