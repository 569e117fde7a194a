"""The seller's forms work without scripts on a small phone; test_seller_pages.py looks at all her pages so."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.browser import PHONE
from tests.journeys.buying import ANOTHER, order_in_cash
from tests.journeys.conftest import OpenPage
from tests.journeys.seller_steps import GOODS_OF, SARI, SIZES, photo_of, stock_of
from tests.journeys.site import LiveSite
from tests.journeys.steps import act_as, press, see

PRICE = "SELECT price::int FROM partner_stockrecord WHERE product_id = %s"
LEAVES = """
    SELECT p.reason, p.until, p.ended_at IS NOT NULL FROM sellers_pause p JOIN accounts_user u ON u.id = p.began_by_id
    WHERE u.phone = %s ORDER BY p.id
"""
LINE = "SELECT status, partner_line_notes FROM order_line WHERE id = %s"
MADE_BY = """
    SELECT m.name, p.moderation FROM catalogue_product p JOIN sellers_producer m ON m.id = p.producer_id
    WHERE p.title = %s
"""


@pytest.fixture
def seller(open_page: OpenPage) -> Page:
    """Ibu Sari's phone, with scripts switched off."""
    page = open_page(PHONE, javascript=False)
    act_as(page, "Ibu Sari")
    return page


def product_row(page: Page, title: str) -> Locator:
    page.goto("/jual/produk/")
    return page.locator(".product-row").filter(has=page.get_by_role("link", name=title, exact=True)).first


def test_goods_are_changed(seller: Page, live_site: LiveSite) -> None:
    number, title = live_site.rows(GOODS_OF, SARI)[-1]
    stock = stock_of(live_site, number)
    seller.goto(f"/jual/produk/{number}/")
    seller.get_by_label("Harga").fill("33 ribu")
    seller.get_by_label("Berapa yang siap dijual?").fill(str(stock + 4))
    press(seller, "Simpan")
    see(seller, f"{title} tersimpan.")
    assert (live_site.rows(PRICE, number), stock_of(live_site, number)) == ([(33_000,)], stock + 4)

    product_row(seller, title).get_by_role("button", name="Tandai habis").click()
    see(seller, f"{title} ditandai habis.")
    assert stock_of(live_site, number) == 0
    row = product_row(seller, title)
    row.get_by_label("Ada berapa?").fill("7")
    row.get_by_role("button", name="Ada lagi").click()
    see(seller, f"{title} ada lagi.")
    assert stock_of(live_site, number) == 7


def test_a_size_is_added(seller: Page, live_site: LiveSite) -> None:
    parent = live_site.rows(SIZES, SARI)[0][2]
    seller.goto(f"/jual/produk/{parent}/ukuran/")
    wanted = {"Ukuran atau rasa": "sangat pedas", "Harga": "35.000", "Berapa yang siap dijual?": "5"}
    for label, text in {**wanted, "Berat satu, siap kirim (gram)": "0,3 kg"}.items():
        seller.get_by_label(label).fill(text)
    press(seller, "Tambah")
    see(seller, "sangat pedas")
    assert [title for _, title, _ in live_site.rows(SIZES, SARI)].count("sangat pedas") == 1


def test_the_shop_goes_on_leave_and_opens_again(seller: Page, live_site: LiveSite) -> None:
    leaves, day = live_site.rows(LEAVES, SARI), date.today() + timedelta(days=12)
    seller.goto("/jual/libur/")
    press(seller, "Liburkan toko")
    see(seller, "Pilih alasannya.")
    seller.get_by_role("radio", name="panen").check()
    seller.get_by_label("Buka lagi tanggal berapa?").fill(day.isoformat())
    press(seller, "Liburkan toko")
    see(seller, "Toko sedang libur: panen.")
    assert live_site.rows(LEAVES, SARI) == [*leaves, ("panen", day, False)]

    press(seller, "Buka toko sekarang")

    see(seller, "Toko buka lagi.")
    assert live_site.rows(LEAVES, SARI) == [*leaves, ("panen", day, True)]


def test_a_line_is_declined(seller: Page, live_site: LiveSite) -> None:
    (kept, _), (off, _) = live_site.rows(GOODS_OF, SARI)[:2]
    order, [_, (line, title)] = order_in_cash(live_site, kept, off, phone=ANOTHER)
    seller.goto(f"/jual/pesanan/{order}/")
    seller.get_by_role("link", name=f"Tidak bisa kirim {title}").click()
    press(seller, "Tidak bisa saya kirim")
    expect(seller.locator(".field__error")).to_be_visible()
    seller.locator("main [name=reason]").fill("Panennya belum cukup")
    press(seller, "Tidak bisa saya kirim")

    see(seller, f"{title} tidak jadi dikirim.")
    assert live_site.rows(LINE, line) == [("never_due", "Panennya belum cukup")]


def test_a_hub_lists_for_one_of_its_producers(open_page: OpenPage, live_site: LiveSite, tmp_path: Path) -> None:
    hub, name = open_page(PHONE, javascript=False), "Tikar Purun Tanpa Skrip"
    act_as(hub, "Pak Hasan")
    hub.goto("/jual/produk/baru/")
    whose = hub.get_by_label("Siapa yang membuat?")
    maker = whose.locator("option").last.inner_text()
    whose.select_option(maker)
    hub.get_by_label("Foto produk").set_input_files(photo_of(tmp_path, name))
    wanted = {"Nama produk": name, "Harga": "60.000", "Berapa yang siap dijual?": "3", "Berat satu": "700"}
    for label, text in wanted.items():
        hub.get_by_label(label).fill(text)
    press(hub, "Kirim produk")
    see(hub, f"{name} terkirim.")
    assert live_site.rows(MADE_BY, name) == [(maker.split(" · ")[0], "waiting")]
