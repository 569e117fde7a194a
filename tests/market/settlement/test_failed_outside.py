"""A refund that somebody made at the gateway and that failed ends the same, whenever we hear of it."""

from __future__ import annotations

from typing import Any

import pytest

from market.gateways.base import Bounced
from market.settlement.models import Payment, PaymentSplit, Refund
from tests.market.settlement.stand import Stand
from tests.market.settlement.world import (
    Sold,
    check_the_books,
    paid_purchase,
    standing_of_accounts,
    take_news,
)

pytestmark = pytest.mark.usefixtures("books")


@pytest.fixture
def payment(stand: Stand) -> Payment:
    return paid_purchase(stand, Sold(goods=65_000), Sold(goods=30_000)).payments.get()


def end_of(payment: Payment) -> dict[str, Any]:
    check_the_books()
    return {
        "payment": (payment.status, payment.refunded, payment.bounced),
        "shares": list(PaymentSplit.objects.order_by("pk").values_list("amount", "refund_asked")),
        "refunds": sorted(Refund.objects.values_list("amount", "status", "reason", "paid_from")),
        "accounts": standing_of_accounts(),
    }


@pytest.mark.parametrize("heard", [True, False], ids=["heard as it was given", "heard when it had failed"])
@pytest.mark.parametrize("amount", [40_000, 95_000])
def test_it_is_owed_whenever_we_hear_of_it(payment: Payment, stand: Stand, amount: int, heard: bool) -> None:
    given = stand.change(payment.external_id, refunded=amount)
    if heard:
        take_news(payment, given)
    failed = stand.bounce(payment.external_id, amount=amount)
    take_news(payment, failed)
    take_news(payment, given)
    take_news(payment, failed)

    end = end_of(payment)
    assert end["payment"] == ("captured", 0, [failed.bounced[0].id])
    assert sum(asked for _amount, asked in end["shares"]) == amount
    assert {status for _amount, status, *_ in end["refunds"]} == {Refund.Status.FAILED}
    assert end["accounts"]["refunds"] == -amount
    assert end["accounts"]["gateway:stripe"] == 95_000


def test_what_was_given_after_it_is_not_mistaken_for_it(payment: Payment, stand: Stand) -> None:
    stand.change(payment.external_id, refunded=40_000)
    stand.bounce(payment.external_id, amount=40_000)
    take_news(payment, stand.change(payment.external_id, refunded=25_000))

    assert payment.refunded == 25_000
    assert standing_of_accounts() == {"gateway:stripe": 70_000, "held": -30_000, "refunds": -40_000}


def test_one_that_people_called_off_is_owed_to_nobody(payment: Payment, stand: Stand) -> None:
    back = Bounced(id="re_off", key="", amount=40_000, was_called_off=True)
    take_news(payment, stand.change(payment.external_id, bounced=(back,)))

    assert (payment.refunded, payment.bounced) == (0, ["re_off"])
    assert not Refund.objects.exists()
    assert standing_of_accounts() == {"gateway:stripe": 95_000, "held": -95_000}
