"""Nobody holds more goods without money than a few purchases, nor for long with a number that nobody proved."""

from __future__ import annotations

import time
from collections import Counter
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from catalogue.models import Product
from market.accounts.models import User
from market.gateways.bills.models import Bill
from market.notify.models import Message
from market.settlement.models import OrderGroup
from market.shop.basket.models import Basket
from market.shop.checkout import actions, limits
from market.shop.checkout.actions import Buyer, place_order_group
from market.shop.checkout.limits import TooManyUnpaid
from market.shop.order.actions import cancel_order, cancel_unpaid, hold_for_proof, release_hold, start_payments
from tests.market.shop.by_hand import a_photo, proof_url
from tests.market.shop.crowd import each_in_a_thread
from tests.market.shop.goods import make_basket, make_buyer, make_product, make_shop, pay_up, stock_of
from tests.market.shop.walk import form_of, to_review
from tests.market.shop.ways import bank_account, offer

PHONE = "+6281311112222"
SUBMITS = 50
HERE, THERE = "203.0.113.7", "203.0.113.8"


@pytest.fixture
def product(db: Any) -> Product:
    offer("transfer")
    bank_account()
    return make_product(make_shop(), stock=50)


def buy(product: Product, buyer: Buyer) -> OrderGroup:
    basket = make_basket((product, 1), owner=buyer.user)
    return place_order_group(basket=basket, buyer=buyer, choices={}, now=timezone.now(), method="transfer")


def guest(phone: str = PHONE, address: str = "") -> Buyer:
    return Buyer(contact=make_buyer(phone=phone).contact, address=address)


def a_number(number: int) -> str:
    return f"+62815{number:08d}"


def test_a_fourth_unpaid_purchase_of_a_number_is_refused_and_takes_nothing(product: Product) -> None:
    for _ in range(3):
        group = buy(product, guest())
    with pytest.raises(TooManyUnpaid) as refusal:
        buy(product, guest())

    assert (refusal.value.most, refusal.value.is_own) == (3, True)
    assert (OrderGroup.objects.count(), stock_of(product)) == (3, (50, 3))
    assert Basket.objects.latest("pk").status == Basket.OPEN
    assert buy(product, guest("+6281399998888"))
    assert group


@pytest.mark.parametrize("end", ["paid", "given up", "over"])
def test_one_that_is_paid_given_up_or_over_makes_room(product: Product, end: str) -> None:
    first, *_others = (buy(product, guest()) for _ in range(3))
    if end == "paid":
        pay_up(first)
    elif end == "given up":
        cancel_unpaid(group=first, now=timezone.now())
    else:
        release_hold(group=first, now=first.hold_expires_at)
    assert buy(product, guest())


@pytest.mark.parametrize("is_known", [True, False])
def test_giving_up_and_placing_again_sends_no_message_without_end(
    product: Product, rina: User, is_known: bool
) -> None:
    buyer = make_buyer(rina) if is_known else guest()
    for _ in range(9):
        cancel_unpaid(group=buy(product, buyer), now=timezone.now())
    with pytest.raises(TooManyUnpaid) as refusal:
        buy(product, buyer)

    assert (refusal.value.most, refusal.value.is_own, refusal.value.are_over) == (9, True, True)
    assert Message.objects.filter(template="purchase_placed").count() == 9
    OrderGroup.objects.update(released_at=timezone.now() - timedelta(days=1, minutes=1))
    assert buy(product, buyer)


def test_what_was_paid_is_not_counted_among_what_came_to_nothing(product: Product) -> None:
    for _ in range(9):
        group = buy(product, guest())
        pay_up(group)
        cancel_order(order=group.members.get().order, reason="habis", by=None)
    OrderGroup.objects.update(released_at=timezone.now())
    assert buy(product, guest())


def test_who_gave_up_too_often_is_told_to_come_back_tomorrow(client: Client, product: Product) -> None:
    for _ in range(9):
        cancel_unpaid(group=buy(product, guest("+6281234567890")), now=timezone.now())
    page = client.post("/bayar/periksa/", {**to_review(client, product), "cara": "transfer"}).content.decode()
    assert "Hari ini terlalu banyak pembelian yang dibatalkan atau tidak jadi dibayar." in page
    assert "Bayar atau batalkan salah satunya" not in page


def test_strangers_who_type_her_number_do_not_keep_her_from_buying(product: Product, rina: User) -> None:
    for _ in range(3):
        buy(product, guest(rina.phone))
    for _ in range(3):
        buy(product, make_buyer(rina, phone=rina.phone))
    for phone in (rina.phone, PHONE):
        with pytest.raises(TooManyUnpaid):
            buy(product, make_buyer(rina, phone=phone))


def test_guests_of_one_network_share_a_limit_and_known_buyers_do_not(
    product: Product, rina: User, settings: Any
) -> None:
    settings.UNPAID_PER_NETWORK = 4
    for number in range(4):
        buy(product, guest(a_number(number), HERE))
    with pytest.raises(TooManyUnpaid) as refusal:
        buy(product, guest(a_number(9), HERE))

    assert not refusal.value.is_own
    assert buy(product, guest(a_number(9), THERE))
    assert buy(product, Buyer(contact=make_buyer().contact, user=rina, address=HERE))


def test_a_guests_goods_are_held_for_two_hours_until_a_photo_comes(
    client: Client, product: Product, own_folders: Path
) -> None:
    group = buy(product, guest())
    start_payments(group=group, now=timezone.now())
    assert timedelta(minutes=119) < group.hold_expires_at - group.placed_at <= timedelta(hours=2)
    hint = "Kirim foto buktinya sebelum itu"
    assert hint in client.get(f"/pesanan/{group.secret}/").content.decode()

    page = client.post(proof_url(group), {"proof": a_photo()}, follow=True).content.decode()

    group.refresh_from_db()
    assert group.hold_expires_at == group.placed_at + timedelta(days=1)
    assert hint not in page


def test_a_known_buyers_goods_are_held_the_whole_time(product: Product, rina: User) -> None:
    group = buy(product, make_buyer(rina))
    assert group.hold_expires_at - group.placed_at > timedelta(hours=23)


def test_a_photo_that_comes_too_late_holds_nothing_again(product: Product) -> None:
    group = buy(product, guest())
    start_payments(group=group, now=timezone.now())
    Bill.objects.update(proof_at=timezone.now())
    hold_for_proof(group=group, now=group.hold_expires_at)
    group.refresh_from_db()
    assert group.hold_expires_at - group.placed_at <= timedelta(hours=2)


@pytest.fixture
def held(product: Product) -> list[OrderGroup]:
    """Three that wait for money of the number that walkers type."""
    return [buy(product, guest("+6281234567890")) for _ in range(3)]


def test_a_guest_is_told_in_plain_words_and_keeps_what_was_typed(
    client: Client, product: Product, held: list[OrderGroup]
) -> None:
    answer = client.post("/bayar/periksa/", {**to_review(client, product), "cara": "transfer"})
    page = answer.content.decode()

    assert answer.status_code == 409
    assert "masih punya 3 pembelian yang belum dibayar. Bayar atau batalkan salah satunya dahulu." in page
    assert "/akun/masuk/" in page
    assert not any(word in page for group in held for word in (group.number, group.secret))
    assert OrderGroup.objects.count() == 3
    assert 'value="transfer" required checked' in page
    assert "Jl. Tebet Raya 5" in page

    cancel_unpaid(group=held[0], now=timezone.now())
    client.post("/bayar/periksa/", {**form_of(page), "cara": "transfer"})
    assert OrderGroup.objects.count() == 4


def test_who_is_signed_in_is_led_to_her_purchases(client: Client, product: Product, rina: User) -> None:
    groups = [buy(product, make_buyer(rina)) for _ in range(3)]
    client.force_login(rina)
    page = client.post("/bayar/periksa/", to_review(client, product) | {"cara": "transfer"}).content.decode()

    assert "Anda masih punya 3 pembelian yang belum dibayar. Bayar atau batalkan salah satunya dahulu." in page
    assert 'href="/akun/"' in page
    listed = client.get("/akun/").content.decode()
    assert all(group.secret in listed for group in groups)


def test_a_crowded_network_is_led_to_sign_in(client: Client, product: Product, settings: Any) -> None:
    settings.UNPAID_PER_NETWORK = 0
    page = client.post("/bayar/periksa/", to_review(client, product) | {"cara": "transfer"}).content.decode()
    assert "Dari jaringan internet ini terlalu banyak pembelian yang belum dibayar." in page
    assert not OrderGroup.objects.exists()


def test_whose_number_it_is_finds_what_guests_left_unpaid_and_nothing_else(
    client: Client, product: Product, rina: User
) -> None:
    unpaid, paid, others = buy(product, guest(rina.phone)), buy(product, guest(rina.phone)), buy(product, guest())
    pay_up(paid)
    client.force_login(rina)
    listed = client.get("/akun/").content.decode()
    assert unpaid.secret in listed
    assert paid.secret not in listed
    assert others.secret not in listed


def submit(basket: Basket, buyer: Buyer) -> str:
    try:
        place_order_group(basket=basket, buyer=buyer, choices={}, now=timezone.now())
    except TooManyUnpaid:
        return "refused"
    finally:
        connection.close()
    return "placed"


def press_at_once(count: int) -> Counter[str]:
    """Let one number buy so many things at once; each thing is another, so that no stock keeps them in line."""
    shop = make_shop()
    baskets = [make_basket((make_product(shop), 1)) for _ in range(count)]
    return Counter(each_in_a_thread([partial(submit, basket, guest(address=HERE)) for basket in baskets]))


@pytest.mark.django_db(transaction=True)
def test_fifty_submits_at_once_leave_three() -> None:
    assert press_at_once(SUBMITS) == {"placed": 3, "refused": SUBMITS - 3}
    assert OrderGroup.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_more_come_through_where_nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """The positive control: counting without the locks, with a pause before the commit."""

    def unguarded(group: OrderGroup) -> None:
        for limit in limits._limits(group):
            limit.refuse()
        time.sleep(0.3)

    monkeypatch.setattr(actions, "refuse_too_many_unpaid", unguarded)
    assert press_at_once(16)["placed"] > 3
