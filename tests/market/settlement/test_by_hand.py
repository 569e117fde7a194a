"""What a gateway refused is given back by people: once, from where it was really paid, and within what came."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from market.gateways.bills.models import ReceivingAccount
from market.ledger.balances import balance
from market.outbox.models import Effect
from market.settlement.by_hand import NoEvidence, give_by_hand
from market.settlement.earnings import fulfil
from market.settlement.models import OrderGroup, Payment, Refund
from market.settlement.reconcile import FileRow, reconcile
from market.settlement.refunds import InDispute, NothingToTry, TooMuch, ask_order_refund, mark_failed, try_again
from market.shop.order.models import Order
from tests.cast import sign_in
from tests.market.pictures.made import photo
from tests.market.settlement.desk import a_keeper
from tests.market.settlement.stand import Stand
from tests.market.settlement.test_refund_race import at_once
from tests.market.settlement.world import (
    NOW,
    Sold,
    a_seller,
    carry_out_all,
    check_the_books,
    orders_of,
    owed_to,
    paid_purchase,
    standing_of_accounts,
    take_news,
)
from tests.market.shop.ways import bank_account

pytestmark = pytest.mark.django_db
Books = Callable[[], None]


@pytest.fixture
def group(stand: Stand) -> OrderGroup:
    return paid_purchase(stand, Sold(goods=65_000), Sold(goods=30_000))


@pytest.fixture
def payment(group: OrderGroup) -> Payment:
    return group.payments.get()


@pytest.fixture
def bank(db: None) -> ReceivingAccount:
    return bank_account()


def ask(order: Order, amount: int, key: str = "a") -> Refund:
    return ask_order_refund(order_id=order.pk, amount=amount, reason="pecah", key=key, by=None, now=NOW)


def refused(stand: Stand, order: Order, amount: int = 26_000, key: str = "a") -> Refund:
    """Return a refund that the gateway refused."""
    refund = ask(order, amount, key)
    stand.refuses = True
    carry_out_all()
    stand.refuses = False
    refund.refresh_from_db()
    assert refund.status == Refund.Status.FAILED
    return refund


def give(refund: Refund, paid_from: str = "bank:treasurer", evidence: str = "TRF 123") -> Refund:
    return give_by_hand(refund_id=refund.pk, paid_from=paid_from, evidence=evidence, by=None, now=NOW)


def test_it_is_booked_from_where_it_was_really_paid(
    group: OrderGroup, payment: Payment, stand: Stand, bank: ReceivingAccount, books: Books
) -> None:
    refund = give(refused(stand, orders_of(group)[0]), bank.code)

    payment.refresh_from_db()
    assert (refund.status, refund.done_at, refund.paid_from) == (Refund.Status.DONE, NOW, bank.code)
    assert standing_of_accounts() == {"gateway:stripe": 95_000, bank.code: -26_000, "held": -69_000}
    assert (payment.refunded, payment.by_hand, payment.status) == (0, 26_000, Payment.Status.CAPTURED)
    row = FileRow(on=NOW.date(), amount=-26_000, reference=payment.idempotency_key, kind="refund")
    assert reconcile(account_code=bank.code, rows=[row]) == []


def test_the_gateways_own_account_of_it_stays_true(
    group: OrderGroup, payment: Payment, stand: Stand, books: Books
) -> None:
    give(refused(stand, orders_of(group)[0], 65_000))
    take_news(payment, stand.status(payment.external_id))
    ask(orders_of(group)[1], 30_000, "b")
    carry_out_all()

    payment.refresh_from_db()
    assert (payment.refunded, payment.by_hand, payment.status) == (30_000, 65_000, Payment.Status.REFUNDED)
    assert standing_of_accounts() == {"gateway:stripe": 65_000, "bank:treasurer": -65_000}


def test_what_is_given_twice_all_the_same_is_a_loss_with_an_alarm(
    group: OrderGroup, payment: Payment, stand: Stand, books: Books
) -> None:
    a_keeper()
    give(refused(stand, orders_of(group)[0], 65_000))
    give(refused(stand, orders_of(group)[1], 30_000, "b"))

    take_news(payment, stand.change(payment.external_id, refunded=65_000))

    assert balance("expense:disputes") == 65_000
    assert standing_of_accounts()["gateway:stripe"] == 30_000


def test_nothing_more_is_given_than_came(group: OrderGroup, stand: Stand, books: Books) -> None:
    order = orders_of(group)[0]
    give(refused(stand, order, 60_000))

    with pytest.raises(TooMuch):
        ask(order, 5_001, "b")
    ask(order, 5_000, "c")


@pytest.mark.parametrize("again", [give, lambda refund: try_again(refund=refund)])
def test_it_is_given_once(group: OrderGroup, stand: Stand, again: Callable[[Refund], object], books: Books) -> None:
    refund = give(refused(stand, orders_of(group)[0]))
    with pytest.raises(NothingToTry):
        again(refund)
    carry_out_all()
    assert balance("bank:treasurer") == -26_000


def test_it_waits_while_the_buyers_bank_holds_the_money(
    group: OrderGroup, payment: Payment, stand: Stand, books: Books
) -> None:
    refund = refused(stand, orders_of(group)[0])
    take_news(payment, stand.change(payment.external_id, disputed=95_000))
    with pytest.raises(InDispute):
        give(refund)


@pytest.mark.parametrize("paid_from", ["gateway:stripe", "bank:999", "seller:1", ""])
def test_it_is_given_only_from_the_operators_own_places(group: OrderGroup, stand: Stand, paid_from: str) -> None:
    refund = refused(stand, orders_of(group)[0])
    with pytest.raises(ValueError, match="Nothing is given back"):
        give(refund, paid_from)
    with pytest.raises(NoEvidence):
        give(refund, evidence=" ")


def test_a_seller_gives_from_her_own_purse_what_she_took_in(stand: Stand, books: Books) -> None:
    seller = a_seller()
    sold = Sold(goods=45_000, commission=2_250, seller=seller)
    [order] = orders_of(paid_purchase(stand, sold, gateway="cash", is_direct=True))
    fulfil(order_id=order.pk, now=NOW)

    give(refused(stand, order, 45_000), f"seller:{seller.pk}")

    assert standing_of_accounts() == {}
    assert owed_to(seller) == 0


@pytest.mark.django_db(transaction=True)
def test_sixteen_hands_give_it_once(stand: Stand) -> None:
    group = paid_purchase(stand, Sold(goods=65_000))
    refund = refused(stand, orders_of(group)[0])

    def one(number: int) -> str:
        try:
            give(refund) if number % 2 else try_again(refund=refund)
        except NothingToTry:
            return "late"
        return "done"

    assert at_once([lambda n=n: one(n) for n in range(16)]).count("done") == 1
    carry_out_all()
    payment = group.payments.get()
    assert payment.given_back == 26_000 == stand.status(payment.external_id).refunded - balance("bank:treasurer")
    check_the_books()


def test_the_desk_takes_the_word_with_a_photo(
    client: Client, group: OrderGroup, stand: Stand, own_folders: object
) -> None:
    keeper = a_keeper()
    sign_in(client, keeper)
    refund = refused(stand, orders_of(group)[0])
    address = f"/kelola/uang/pengembalian/{refund.pk}/"
    assert address in client.get("/kelola/uang/pengembalian/").content.decode()

    page = client.post(address, {"paid_from": "bank:treasurer", "evidence": " "}).content.decode()
    assert "Tulis buktinya" in page
    upload = SimpleUploadedFile("slip.jpg", photo(width=400, height=600), content_type="image/jpeg")
    told = {"paid_from": "bank:treasurer", "evidence": "TRF 123", "proof": upload}
    assert client.post(address, told).status_code == 302

    refund.refresh_from_db()
    assert (refund.status, refund.done_by, refund.evidence) == (Refund.Status.DONE, keeper, "TRF 123")
    assert "TRF 123" in client.get("/kelola/uang/pengembalian/").content.decode()
    assert client.get(f"{address}bukti/")["Content-Type"] == "image/jpeg"
    assert "Jangan kirim uangnya dua kali" in client.post(address, {**told, "proof": ""}, follow=True).content.decode()


def test_what_went_back_past_us_is_not_sent_by_hand(group: OrderGroup, payment: Payment, stand: Stand) -> None:
    refund = ask(orders_of(group)[0], 65_000)
    stand.change(payment.external_id, refunded=65_000)  # in Stripe's dashboard, and no news of it
    carry_out_all()
    refund.refresh_from_db()
    assert (refund.status, refund.paid_from) == (Refund.Status.DONE, "gateway:stripe")


def test_the_desk_asks_the_gateway_before_anything_is_sent(
    client: Client, group: OrderGroup, payment: Payment, stand: Stand
) -> None:
    sign_in(client, a_keeper())
    refund = refused(stand, orders_of(group)[0])
    address = f"/kelola/uang/pengembalian/{refund.pk}/"
    assert "sudah kembali ke pembeli" not in client.get(address).content.decode()

    stand.change(payment.external_id, refunded=26_000)
    assert "sudah kembali ke pembeli" in client.get(address).content.decode()
    page = client.post(address, {"paid_from": "bank:treasurer", "evidence": "TRF 1"}, follow=True).content.decode()
    assert "Jangan kirim uangnya dua kali" in page
    refund.refresh_from_db()
    assert (refund.status, balance("bank:treasurer")) == (Refund.Status.DONE, 0)


def test_a_refusal_that_comes_after_a_later_attempt_says_nothing(group: OrderGroup, stand: Stand) -> None:
    refund = refused(stand, orders_of(group)[0])
    first = Effect.objects.get(kind="payment.refund").payload
    try_again(refund=refund)

    assert not mark_failed(first)

    refund.refresh_from_db()
    assert refund.status == Refund.Status.ASKED
