"""The receipt of a purchase: what it says, to whom, and that it comes as a PDF that can be read back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone, translation
from pypdf import PdfReader

from catalogue.models import Product
from market.accounts.models import User
from market.ledger.actions import AccountName, Posting, record_journal
from market.ledger.models import Kind
from market.settlement.models import DiscountLine, OrderGroup
from market.shop.checkout.actions import place_order_group
from market.shop.checkout.invoice import invoice_of
from market.shop.checkout.receipt import Item, receipt_of
from market.shop.order.actions import refund_order, start_payments
from market.shop.order.models import Order
from market.shop.order.purchase import purchase_of
from market.shop.partner.models import Partner
from tests.market.shop.goods import make_basket, make_buyer, make_destination, make_product, make_shop, pay_up
from tests.market.shop.ways import bank_account, offer

pytestmark = pytest.mark.django_db


@pytest.fixture
def shops() -> list[Partner]:
    make_destination()
    return [make_shop("Dapur Bu Ros"), make_shop("Anyaman Ibu Ani")]


@pytest.fixture
def products(shops: list[Partner]) -> list[Product]:
    return [make_product(shop, price=25_000, stock=500) for shop in shops]


def place(products: list[Product], *, method: str = "stripe", user: User | None = None, **contact: str) -> OrderGroup:
    basket = make_basket(*[(product, 2) for product in products], owner=user)
    return place_order_group(
        basket=basket, buyer=make_buyer(user, **contact), choices={}, now=timezone.now(), method=method
    )


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def papers(client: Client, group: OrderGroup, prefix: str = "") -> tuple[str, str]:
    """Return the receipt's page and the text of its PDF."""
    page = client.get(f"{prefix}/pesanan/{group.secret}/kuitansi/")
    pdf = client.get(f"{prefix}/pesanan/{group.secret}/faktur.pdf")
    assert (page.status_code, pdf.status_code) == (200, 200)
    assert pdf["Content-Type"] == "application/pdf"
    assert "noindex" in pdf["X-Robots-Tag"]
    return page.content.decode(), text_of(pdf.content)


def test_there_is_none_before_anything_is_paid(client: Client, products: list[Product]) -> None:
    group = place(products)
    assert client.get(f"/pesanan/{group.secret}/kuitansi/").status_code == 404
    assert client.get(f"/pesanan/{group.secret}/faktur.pdf").status_code == 404
    assert "kuitansi" not in client.get(f"/pesanan/{group.secret}/").content.decode()


def test_it_says_each_sellers_part_how_it_was_paid_and_to_whom(client: Client, products: list[Product]) -> None:
    group = place(products)
    pay_up(group)
    assert "Lihat kuitansi" in client.get(f"/pesanan/{group.secret}/").content.decode()

    for paper in papers(client, group):
        for words in (
            "Pasar Hulu", group.number, "Siti Aminah", "Jl. Tebet Raya 5", "Jakarta Selatan", "LUNAS",
            "Dapur Bu Ros", "Anyaman Ibu Ani", "Muara Kaman Ulu", products[0].title, products[1].title,
            "Rp50.000", "Rp40.000", "Rp90.000", "Rp180.000", "Kartu debit atau kredit",
            *Order.objects.values_list("number", flat=True),
        ):  # fmt: skip
            assert words in paper, words
        assert group.buyer_phone not in paper


def test_it_speaks_english(client: Client, products: list[Product]) -> None:
    group = place(products)
    pay_up(group)
    page, pdf = papers(client, group, "/en")
    assert "Receipt" in page
    for paper in (page, pdf):
        assert "PAID" in paper
        assert "LUNAS" not in paper


def test_it_shows_what_came_off_what_went_back_and_what_was_withheld(client: Client, products: list[Product]) -> None:
    group = place(products[:1])
    pay_up(group)
    order = Order.objects.get()
    line = order.lines.get()
    line.line_price_incl_tax = line.line_price_before_discounts_incl_tax - Decimal(5_000)
    line.save()
    DiscountLine.objects.create(
        order=order, offer_name="Pesta panen", voucher_code="PANEN", amount=5_000, by_marketplace=0
    )
    refund_order(order=order, amount=10_000, reason="Pecah", key="r1", by=None)
    record_journal(
        key=f"tax:{order.pk}", kind="tax", about=order.number, memo="PPh 22", happened_at=timezone.now(),
        postings=[
            Posting(AccountName("seller:1", "toko", Kind.LIABILITY), 225),
            Posting(AccountName("tax:pph22", "PPh 22", Kind.LIABILITY), -225),
        ],
    )  # fmt: skip

    for paper in papers(client, group):
        for words in ("Pesta panen (PANEN)", "−Rp5.000", "−Rp10.000", "Rp10.000 sedang dikembalikan", "PPh 22 Rp225"):
            assert words in paper, words


def test_a_part_that_nobody_paid_yet_is_marked_and_one_given_up_is_left_out(
    client: Client, shops: list[Partner], products: list[Product]
) -> None:
    offer("transfer", is_direct=True)
    for number, shop in enumerate(shops):
        bank_account(shop, number=f"88877766{number}")
    group = place(products, method="transfer")
    first, second = Order.objects.order_by("pk")
    group.payments.filter(splits__order=second).update(status="cancelled")
    pay_up(group)

    for paper in papers(client, group):
        for words in ("LUNAS SEBAGIAN", "Belum dibayar", "Rp180.000", "Transfer bank langsung ke Dapur Bu Ros"):
            assert words in paper, words

    second.set_status("cancelled")
    for paper in papers(client, group):
        assert second.number not in paper
        assert first.number in paper
        assert "SEBAGIAN" not in paper


def test_cash_that_was_agreed_has_one_that_says_not_paid(client: Client, products: list[Product]) -> None:
    offer("cash", is_local_only=False)
    group = place(products, method="cash", user=User.objects.create_user("+6281299990000"))
    start_payments(group=group, now=timezone.now())
    for paper in papers(client, group):
        assert "BELUM DIBAYAR" in paper
        assert "Dibayar tunai saat barang diterima." in paper
    page = client.get(f"/pesanan/{group.secret}/").content.decode()
    for text in (page, papers(client, group)[0]):
        assert "Kuitansi" not in text
        assert "Lihat kuitansi" not in text
    assert "Lihat rincian belanja" in page


def test_strangers_see_none(client: Client, products: list[Product]) -> None:
    group, other = place(products[:1]), place(products[1:], name="Orang Lain", street="Jl. Rahasia 9")
    pay_up(group)
    for paper in papers(client, group):
        assert "Orang Lain" not in paper
        assert "Rahasia" not in paper
        assert other.number not in paper
    for wrong in (group.number, group.secret[:-1], f"{group.secret}x"):
        assert client.get(f"/pesanan/{wrong}/kuitansi/").status_code == 404
        assert client.get(f"/pesanan/{wrong}/faktur.pdf").status_code == 404


def test_hostile_and_long_words_are_only_words(client: Client, shops: list[Partner]) -> None:
    product = make_product(shops[0], title="<b>&amp;</b> <script>alert(1)</script> " + "Panjang" * 12)
    group = place([product], name="Đặng Ñúñez Łukasz", street="Jl. <img src=x> & " + "A" * 200)
    pay_up(group)
    page, pdf = papers(client, group)
    assert "<script>alert(1)" not in page
    assert "<script>alert(1)</script>" in pdf.replace("\n", "")
    assert "Đặng Ñúñez Łukasz" in pdf
    assert "A" * 200 in pdf.replace("\n", "").replace(" ", "")


def test_names_that_the_pdfs_font_cannot_write_are_spelt_in_latin_letters(
    client: Client, products: list[Product]
) -> None:
    group = place(products[:1], name="王小明 Đặng 한결", street="Jl. Ñúñez \U000e0041 5")
    pay_up(group)
    page, pdf = papers(client, group)
    assert "王小明 Đặng 한결" in page
    assert "Wang Xiao Ming Đặng Han Gyeol" in " ".join(pdf.split())
    assert "Jl. Ñúñez" in pdf


def test_a_hundred_lines_go_over_several_pages(shops: list[Partner]) -> None:
    group = place([make_product(shops[0])])
    pay_up(group)
    receipt = receipt_of(purchase_of(group, now=timezone.now()))
    items = [
        Item(title=f"Barang nomor {number:03d} dari kebun", quantity=2, price=25_000, total=50_000)
        for number in range(100)
    ]
    receipt = replace(receipt, parts=[replace(receipt.parts[0], items=items)])

    with translation.override("id"):
        pdf = invoice_of(receipt)

    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    assert len(pages) > 2
    assert all(f"Halaman {number}" in page for number, page in enumerate(pages, start=1))
    assert all(f"Barang nomor {number:03d}" in "\n".join(pages) for number in range(100))
    assert "Banyak" in pages[1]
    assert len(pdf) < 300_000
