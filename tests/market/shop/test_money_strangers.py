"""Buyers, sellers and strangers against what is not theirs: forged forms, hostile files, guesses, odd words."""

from __future__ import annotations

import struct
import zlib
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from market.accounts.models import User
from market.gateways.bills.actions import confirm
from market.gateways.bills.models import Bill
from market.outbox.actions import sweep
from market.outbox.models import Effect
from market.settlement.models import OrderGroup, PaymentMethod
from market.shop.checkout.actions import OrderChanged, place_order_group
from market.shop.order.actions import refund_order, start_payments, take_payment_news
from market.shop.order.models import Order
from market.shop.order.status import Status
from tests.market.pictures.made import photo
from tests.market.shop.goods import make_basket, make_buyer, make_destination, make_product, make_shop
from tests.market.shop.test_vouchers import make_voucher
from tests.market.shop.walk import to_review
from tests.market.shop.ways import bank_account, offer

HOSTILE = "\u202e<b>Siti</b> &amp; =cmd|' /C calc'!A0 مرحبا 你好 \u200f<para><font color=x>"


def a_transfer(*, shops: int = 1, method: str = "transfer", is_started: bool = True, **contact: Any) -> OrderGroup:
    """Return a purchase to be paid by transfer to the operator."""
    if method == "transfer" and not PaymentMethod.objects.filter(code="transfer", is_on=True, floor=0).exists():
        offer("transfer")
        bank_account()
    make_destination()
    goods = [(make_product(make_shop(), price=60_000, stock=4), 2) for _ in range(shops)]
    basket, buyer, now = make_basket(*goods), make_buyer(**contact), timezone.now()
    group = place_order_group(basket=basket, buyer=buyer, choices={}, now=now, method=method)
    if is_started:
        start_payments(group=group, now=timezone.now())
    return group


def settle_all() -> None:
    while sweep():
        pass


def money_comes(group: OrderGroup) -> None:
    for bill in Bill.objects.filter(reference__startswith=group.number):
        confirm(bill_id=bill.pk, by=None, evidence="mutasi", at=timezone.now())
        take_payment_news(gateway_code=bill.gateway, external_id=bill.external_id)


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(10_000))) + chunk(b"IEND", b"")


def an_upload(data: bytes, name: str = "bukti.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="image/png")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bukti.png", png(13_000, 13_000)), ("bukti.png", png(2**31 - 1, 2**31 - 1)), ("bukti.svg", b"<svg/>"),
        ("bukti.png", b"\xff\xd8\xff" + 20_000_000 * b"x"), ("bukti.jpg.php", photo(width=20, height=20)),
        ("bukti.gif", b"GIF89a<script>"), ("bukti.heic", b"\0\0\0\x18ftypheic" + bytes(99)),
    ],
    ids=["wide", "endless", "svg", "heavy", "php", "gif", "heic"],
)  # fmt: skip
def test_a_file_that_is_made_to_hurt_is_no_proof(client: Client, own_folders: object, name: str, data: bytes) -> None:
    group = a_transfer()
    address = f"/pesanan/{group.secret}/bukti/{group.payments.get().pk}/"
    assert client.post(address, {"proof": an_upload(data, name)}).status_code == 422
    assert not Bill.objects.get().proof


@pytest.mark.django_db
def test_a_photo_with_a_page_behind_it_leaves_the_page_behind(client: Client, own_folders: object) -> None:
    group = a_transfer()
    address = f"/pesanan/{group.secret}/bukti/{group.payments.get().pk}/"
    polyglot = photo(width=40, height=40) + b"<script>alert(1)</script><?php system($_GET[0]);"
    client.post(address, {"proof": an_upload(polyglot, "../../bukti.jpg\x00.html")})
    client.post(address, {"proof": an_upload(polyglot, "bukti.jpg")})
    with Bill.objects.get().proof.open("rb") as kept:
        assert b"script" not in kept.read()


@pytest.mark.django_db
def test_nobody_fills_the_disk_and_the_outbox_with_photos(
    client: Client, own_folders: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.clear()
    monkeypatch.setattr("market.shop.checkout.unpaid.MOST_PHOTOS", 4)
    group = a_transfer()
    address = f"/pesanan/{group.secret}/bukti/{group.payments.get().pk}/"
    tiny = photo(width=8, height=8)
    codes = [client.post(address, {"proof": an_upload(tiny, "a.jpg")}).status_code for _ in range(7)]
    assert codes == [302] * 4 + [422] * 3
    assert Effect.objects.filter(kind="payment.news").count() == 4
    cache.clear()


@pytest.mark.django_db
def test_a_new_basket_is_no_new_chance_to_guess_vouchers(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr("market.shop.basket.voucher_views.TRIES_FROM_ONE_PLACE", 3)
    make_voucher()
    product, answers = make_product(make_shop()), []
    for code in ("A", "B", "C", "HULU10"):
        client = Client()
        client.post(f"/keranjang/add/{product.pk}/", {"quantity": 1})
        answers.append(client.post("/keranjang/voucher/", {"code": code}, follow=True).content.decode())
    assert "Terlalu banyak kode" in answers[-1]
    cache.clear()


@pytest.mark.django_db
def test_one_purchases_secret_opens_no_other(client: Client, own_folders: object) -> None:
    mine, theirs = a_transfer(), a_transfer()
    number, before = theirs.members.get().order.number, list(Order.objects.order_by("pk").values_list())
    for rest in (f"{number}/batal/", f"{number}/diterima/", f"bukti/{theirs.payments.get().pk}/", f"bukti/{10**25}/"):
        for method in ("get", "post", "put", "delete"):
            assert getattr(client, method)(f"/pesanan/{mine.secret}/{rest}").status_code in (404, 405), rest
    for secret in (theirs.number, mine.secret.upper(), mine.secret[:-1], "%00", "x" * 999, "..%2f"):
        for rest in ("", "bayar/", "cara/", "batal/", "kuitansi/", "faktur.pdf"):
            for method in ("get", "post"):
                assert getattr(client, method)(f"/pesanan/{secret}/{rest}").status_code in (404, 405)
    assert list(Order.objects.order_by("pk").values_list()) == before


@pytest.mark.django_db
def test_another_baskets_token_or_a_way_that_is_off_buys_nothing(client: Client, double: str) -> None:
    product, other = (make_product(make_shop(), price=500_000) for _ in range(2))
    theirs = to_review(Client(), product)
    mine = to_review(client, other)
    for token in (theirs["token"], mine["token"][:-1], "\x00", "é", "", "." * 9, "x" * 9999):
        assert client.post("/bayar/periksa/", {**mine, "token": token}).status_code in (302, 409)
    for way in ("transfer", "cash", "qris", "x", "\x00", "stripe\x00", "x" * 999):
        assert client.post("/bayar/periksa/", {**mine, "cara": way}).status_code == 409
    PaymentMethod.objects.filter(code="stripe").update(is_on=False)
    assert client.post("/bayar/periksa/", {**mine, "cara": "stripe"}).status_code == 409
    for quantity in ("-1", "0", "1e3", "9" * 30, "\x00", "1000", "٣"):
        client.post(f"/keranjang/add/{other.pk}/", {"quantity": quantity})
    assert not OrderGroup.objects.exists()


@pytest.mark.django_db
def test_cash_is_for_known_neighbours_below_the_cap() -> None:
    rina, home = User.objects.create_user("+6281299990000", first_name="Rina"), make_shop().village.district
    goods, now = [(make_product(make_shop(), price=60_000), 2)], timezone.now()
    offer("cash", cap=100_000_000, is_local_only=False)
    told: dict[str, Any] = {"choices": {}, "now": now, "method": "cash"}
    with pytest.raises(OrderChanged):
        place_order_group(basket=make_basket(*goods), buyer=make_buyer(), **told)
    for rules in ({"cap": 100_000}, {"is_local_only": True}, {"is_on": False}, {"floor": 10_000_000}):
        offer("cash", **{"cap": 100_000_000, "is_local_only": False, **rules})
        with pytest.raises(OrderChanged):
            place_order_group(basket=make_basket(*goods, owner=rina), buyer=make_buyer(rina), **told)
    assert home
    group = a_transfer()
    offer("cash", cap=None, is_local_only=False)
    page = Client().post(f"/pesanan/{group.secret}/cara/", {"cara": "cash"}, follow=True).content.decode()
    assert "tidak bisa dipakai" in page
    assert Order.objects.get().status == Status.AWAITING_PAYMENT


@pytest.mark.django_db
def test_hostile_words_stay_words(client: Client) -> None:
    group = a_transfer(name=HOSTILE[:100], street=HOSTILE, note=HOSTILE[:300])
    money_comes(group)
    refund_order(order=Order.objects.get(), amount=5, reason=HOSTILE + "\x0b", key="k", by=None)
    for page in ("", "kuitansi/"):
        assert "<b>Siti" not in client.get(f"/pesanan/{group.secret}/{page}").content.decode()
    assert client.get(f"/pesanan/{group.secret}/faktur.pdf").content.startswith(b"%PDF")
