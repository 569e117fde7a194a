"""Sellers get what they earned, once, netted, with a proof."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest

from market.accounts.models import User
from market.gateways.bills.models import ReceivingAccount
from market.ledger.balances import balance
from market.notify.models import Message
from market.settlement.models import SellerPayout
from market.settlement.payouts import (
    NoProof,
    NotOpen,
    export_payouts,
    mark_failed,
    mark_paid,
    own_places,
    prepare_payouts,
)
from market.settlement.refunds import ask_order_refund
from tests.market.settlement.paying_out import TODAY, earn, pay, prepare, slip, with_bank
from tests.market.settlement.stand import Stand
from tests.market.settlement.world import (
    NOW,
    a_seller,
    carry_out_all,
    owed_to,
    standing_of_accounts,
    take_news,
)

pytestmark = pytest.mark.usefixtures("books", "proofs_apart")


def test_it_pays_what_was_earned_once(stand: Stand) -> None:
    seller = a_seller()
    earn(stand, seller, 45_000, 2_250)
    earn(stand, seller, 30_000)

    [payout] = prepare()
    assert (payout.partner_id, payout.amount, payout.status) == (seller.pk, 72_750, "draft")
    assert prepare() == []
    for _ in range(2):
        pay(payout)

    payout.refresh_from_db()
    assert (payout.status, payout.paid_from, payout.paid_at) == ("paid", "bank:treasurer", NOW)
    assert payout.proof.read() == b"bukti"
    assert owed_to(seller) == 0
    assert balance("bank:treasurer") == -72_750
    assert prepare() == []


def test_it_takes_off_what_she_owes(stand: Stand) -> None:
    seller = a_seller()
    earn(stand, seller, 100_000)
    earn(stand, seller, 45_000, 2_250, gateway="cash")

    [payout] = prepare()

    assert payout.amount == 97_750
    assert payout.transfers.count() == 2


@pytest.mark.parametrize(("amount", "is_paid"), [(50_000, True), (49_999, False)])
def test_it_waits_for_enough(stand: Stand, amount: int, is_paid: bool) -> None:
    earn(stand, a_seller(), amount)
    assert bool(prepare()) is is_paid


def test_it_carries_forward_what_was_given_back_after_the_payout(stand: Stand) -> None:
    seller = a_seller()
    order = earn(stand, seller, 60_000)
    pay(prepare()[0])
    ask_order_refund(order_id=order.pk, amount=60_000, reason="rusak", key="x", by=None, now=NOW)
    assert prepare() == []
    assert owed_to(seller) == -60_000

    earn(stand, seller, 130_000)
    [payout] = prepare()
    assert payout.amount == 70_000
    pay(payout)
    carry_out_all()
    assert standing_of_accounts() == {"bank:treasurer": -130_000, "gateway:stripe": 130_000}


def test_it_leaves_what_happened_later(stand: Stand) -> None:
    earn(stand, a_seller(), 60_000)
    assert prepare_payouts(until=TODAY - timedelta(days=1), now=NOW) == []
    assert len(prepare()) == 1


def test_it_waits_while_the_money_is_in_dispute(stand: Stand) -> None:
    order = earn(stand, a_seller(), 60_000)
    payment = order.payment_splits.get().payment
    take_news(payment, stand.change(payment.external_id, disputed=60_000))
    assert prepare() == []

    take_news(payment, stand.change(payment.external_id, disputed=0), asked_at=NOW + timedelta(minutes=1))
    assert len(prepare()) == 1


def test_one_that_failed_is_paid_next_time(stand: Stand) -> None:
    seller = a_seller()
    earn(stand, seller, 60_000)
    [first] = prepare()
    mark_failed(payout=first, note="rekening ditutup", by=None, now=NOW)
    with pytest.raises(NotOpen):
        pay(first)

    [second] = prepare()
    pay(second)
    assert (first.pk != second.pk, second.amount, owed_to(seller)) == (True, 60_000, 0)


def test_one_that_the_bank_sent_back_is_owed_again(stand: Stand) -> None:
    seller = a_seller()
    earn(stand, seller, 60_000)
    payout = pay(prepare()[0])
    for _ in range(2):
        mark_failed(payout=payout, note="dikembalikan bank", by=None, now=NOW)

    assert (owed_to(seller), balance("bank:treasurer")) == (60_000, 0)
    assert len(prepare()) == 1


def test_the_seller_hears_that_it_was_paid_where_to_and_under_which_number(stand: Stand) -> None:
    by_bank, in_cash = with_bank(a_seller()), a_seller("Madu")
    person = User.objects.create_user("+6281299990001")
    for seller in (by_bank, in_cash):
        seller.users.add(person)
        earn(stand, seller, 60_000)
    for payout in prepare():
        for _ in range(2):
            pay(payout)

    told = [message.text for message in Message.objects.filter(template="payout_paid").order_by("pk")]
    numbers = SellerPayout.objects.order_by("pk").values_list("number", flat=True)
    assert all(number in text and "Rp60.000" in text for number, text in zip(numbers, told, strict=True))
    assert "lewat bendahara" in told[1]
    assert by_bank.receiving_accounts.get().number[-4:] in told[0]
    assert by_bank.receiving_accounts.get().number not in told[0]


def test_it_wants_a_proof_and_a_place(stand: Stand) -> None:
    earn(stand, a_seller(), 60_000)
    [payout] = prepare()
    with pytest.raises(NoProof):
        mark_paid(payout=payout, proof=None, paid_from="bank:treasurer", by=None, now=NOW)
    for nowhere in ("seller:1", "held", "", "bank:"):
        with pytest.raises(ValueError, match="no place"):
            mark_paid(payout=payout, proof=slip(), paid_from=nowhere, by=None, now=NOW)


def test_it_writes_a_file_for_the_bank_and_a_list_for_the_treasurer(stand: Stand) -> None:
    banked, waiting = with_bank(a_seller()), with_bank(a_seller("=Toko"), state="waiting")
    for seller in (banked, waiting):
        earn(stand, seller, 60_000)
    made = prepare()

    bank = list(csv.reader(io.StringIO(export_payouts(payouts=made, form="bank"))))
    treasurer = list(csv.reader(io.StringIO(export_payouts(payouts=made, form="treasurer"))))

    account = banked.receiving_accounts.get()
    payout = SellerPayout.objects.get(partner=banked)
    assert bank[1:] == [
        [
            payout.number,
            "Bankaltimtara",
            account.number,
            "'=HYPERLINK(ROS)",
            "60000",
            f"Pasar Hulu {payout.number}",
        ]
    ]
    assert [row[1:] for row in treasurer[1:]] == [["'=Toko", "", "60000", ""]]
    assert set(SellerPayout.objects.values_list("status", flat=True)) == {"exported"}
    assert export_payouts(payouts=made, form="bank").count(payout.number) == 2


def test_it_sends_nothing_to_an_account_that_went_out_of_use(stand: Stand) -> None:
    seller = with_bank(a_seller())
    earn(stand, seller, 60_000)
    made = prepare()
    seller.receiving_accounts.update(state="retired")

    assert len(export_payouts(payouts=made, form="bank").splitlines()) == 1
    assert SellerPayout.objects.get().status == "draft"


def test_it_names_the_places_that_payouts_come_from() -> None:
    account = ReceivingAccount.objects.create(
        kind="bank", bank="BRI", number="1", holder="BUMDes", state="active", active_from=NOW
    )
    assert [code for code, _name in own_places()] == [account.code, "bank:treasurer"]


def test_it_asks_few_questions(stand: Stand, django_assert_max_num_queries: Any) -> None:
    for _ in range(3):
        earn(stand, a_seller(), 60_000)
    with django_assert_max_num_queries(4 + 2 * 3 + 2):
        prepare()
