"""Payments of another sum than was asked: in the ledger at once, and a person decides what becomes of the money."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from market.ledger.balances import balance, balances, total
from market.settlement.ledger_rows import ledger_rows
from market.settlement.models import Payment, Refund
from market.settlement.quarantine import NotHeld, NotOffered, decide
from market.shop.order.actions import prepare_payments, take_payment_news
from market.shop.order.models import Order
from market.shop.order.reasons import NOT_AS_ASKED
from market.shop.order.status import Status
from tests.cast import sign_in
from tests.market.settlement.desk import a_keeper
from tests.market.shop.streams import GOOD, Shore, deliver, give_back, pay, work_off
from tests.market.shop.test_mismatches import captured_differs, everywhere, hear, reference_everywhere

ACCEPT, GIVE_BACK = Payment.Decision.ACCEPT, Payment.Decision.GIVE_BACK
MORE, LESS = captured_differs(500_000), captured_differs(-500_000)


def held(shore: Shore, alter: Callable[[Shore], None] = MORE) -> Payment:
    pay(GOOD)(shore)
    alter(shore)
    hear(shore)
    payment = Payment.objects.get()
    assert payment.status == Payment.Status.QUARANTINED
    return payment


def settle(payment: Payment, decision: Payment.Decision) -> Payment:
    decide(payment_id=payment.pk, decision=decision, note="dilihat", by=None)
    work_off()
    payment.refresh_from_db()
    return payment


def accounts() -> dict[str, int]:
    return {one.code: one.balance for one in balances() if one.balance}


def statuses() -> set[str]:
    return set(Order.objects.values_list("status", flat=True))


def test_more_than_was_asked_pays_the_orders_and_the_rest_goes_back(shore: Shore) -> None:
    payment = settle(held(shore), ACCEPT)

    assert statuses() == {Status.PAID}
    assert (payment.captured, payment.refunded) == (payment.amount + 5_000, 5_000)
    assert accounts() == {"gateway:stripe": payment.amount, "held": -payment.amount}
    assert [one["amount"] for one in shore.house.store["refunds"].values()] == [500_000]
    today = timezone.localdate()
    rows = ledger_rows("gateway:stripe", today, today)
    sums = {kind: sum(row.amount for row in rows if row.kind == kind) for kind in ("payment", "refund")}
    assert sums == {"payment": payment.captured, "refund": -5_000}
    assert {row.reference for row in rows} == {payment.idempotency_key}


def test_later_news_of_an_accepted_payment_is_taken_as_ever(shore: Shore) -> None:
    payment = settle(held(shore), ACCEPT)
    give_back(7_000)(shore)
    deliver(shore.events()[-1])
    for event in shore.events():
        deliver(event)
    work_off()
    payment.refresh_from_db()
    assert (payment.refunded, balance("held")) == (12_000, 7_000 - payment.amount)


@pytest.mark.parametrize("alter", [MORE, LESS, reference_everywhere("PH-0000-0000-pay-1"), everywhere("all", 100)])
def test_all_of_it_goes_back_and_the_buyer_may_pay_anew(shore: Shore, alter: Callable[[Shore], None]) -> None:
    payment = settle(held(shore, alter), GIVE_BACK)

    assert (payment.status, payment.refunded) == (Payment.Status.REFUNDED, payment.captured)
    assert payment.captured > 0
    assert accounts() == {}
    assert statuses() == {Status.AWAITING_PAYMENT}
    [again] = prepare_payments(group=shore.group, now=timezone.now())
    assert again.amount == payment.amount


def test_less_than_was_asked_cannot_be_accepted(shore: Shore) -> None:
    payment = held(shore, LESS)
    with pytest.raises(NotOffered):
        settle(payment, ACCEPT)
    payment.refresh_from_db()
    assert (payment.status, payment.decision) == (Payment.Status.QUARANTINED, "")
    assert (statuses(), balance("suspense")) == ({Status.AWAITING_PAYMENT}, 5_000 - payment.amount)


def test_another_difference_than_was_looked_at_is_held_again(shore: Shore) -> None:
    payment = held(shore)
    MORE(shore)
    settle(payment, ACCEPT)
    payment.refresh_from_db()
    assert (payment.status, payment.decision) == (Payment.Status.QUARANTINED, "")
    assert balance("suspense") == -payment.amount - 10_000


def test_what_goes_back_meanwhile_leaves_the_suspense(shore: Shore) -> None:
    payment = held(shore)
    give_back(5_000)(shore)
    take_payment_news(gateway_code="stripe", external_id=payment.external_id)
    assert accounts() == {"gateway:stripe": payment.amount, "suspense": -payment.amount}

    settle(payment, ACCEPT)
    assert accounts() == {"gateway:stripe": payment.amount, "held": -payment.amount}
    assert Refund.objects.get().status == Refund.Status.DONE


def test_it_comes_too_late_for_goods_that_are_gone(shore: Shore) -> None:
    payment = held(shore)
    Order.objects.update(status=Status.CANCELLED)
    settle(payment, ACCEPT)
    assert accounts() == {}
    assert total() == 0


def test_the_desk_decides_once(shore: Shore, client: Client) -> None:
    payment = held(shore)
    sign_in(client, a_keeper())
    address = f"/kelola/uang/ditahan/{payment.pk}/"
    page = client.get(address).content.decode()
    assert "Terima, kembalikan lebihnya" in page
    assert "Tulis apa" in client.post(address, {"decision": "accept"}).content.decode()

    assert client.post(address, {"decision": "accept", "note": "pembeli keliru"}).status_code == 302
    with pytest.raises(NotHeld):
        decide(payment_id=payment.pk, decision=GIVE_BACK, note="x", by=None)
    assert "Terima, kembalikan" not in client.get(address).content.decode()
    work_off()
    assert statuses() == {Status.PAID}


def test_the_desk_is_not_offered_to_accept_too_little(shore: Shore, client: Client) -> None:
    payment = held(shore, LESS)
    sign_in(client, a_keeper())
    page = client.get(f"/kelola/uang/ditahan/{payment.pk}/").content.decode()
    assert "Terima, kembalikan" not in page
    assert "Kembalikan semuanya" in page
    client.post(f"/kelola/uang/ditahan/{payment.pk}/", {"decision": "accept", "note": "coba saja"})
    payment.refresh_from_db()
    assert (payment.decision, payment.decided_at) == ("", None)


def test_who_decided_and_why_is_kept_whatever_becomes_of_it(shore: Shore, client: Client) -> None:
    payment, keeper = held(shore, LESS), a_keeper()
    sign_in(client, keeper)
    client.post(f"/kelola/uang/ditahan/{payment.pk}/", {"decision": "give_back", "note": "dicek dengan Bu Ros"})
    work_off()

    payment.refresh_from_db()
    assert payment.status == Payment.Status.REFUNDED
    assert (payment.decided_by, payment.decision_note) == (keeper, "dikembalikan semua: dicek dengan Bu Ros")
    assert payment.decided_at is not None
    assert payment.note == NOT_AS_ASKED
    assert "dicek dengan Bu Ros" in client.get("/kelola/uang/ditahan/").content.decode()
    refund = Refund.objects.earliest("pk")
    assert "dicek dengan Bu Ros" in client.get(f"/kelola/uang/pengembalian/{refund.pk}/").content.decode()
