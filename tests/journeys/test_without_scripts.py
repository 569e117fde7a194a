"""The seller's forms work without scripts on a small phone; test_seller_pages.py looks at all her pages so."""

from __future__ import annotations

import io
import secrets
import time
import zipfile
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.journeys.browser import PHONE
from tests.journeys.buying import ANOTHER, order_in_cash
from tests.journeys.conftest import OpenPage
from tests.journeys.hubs import forget_goods
from tests.journeys.seller_steps import GOODS_OF, HANDED_OVER, SARI, SIZES, photo_of, stock_of
from tests.journeys.site import LiveSite
from tests.journeys.steps import act_as, press, see

PRICE = "SELECT price::int FROM partner_stockrecord WHERE product_id = %s"
LEAVES = """
    SELECT p.reason, p.until, p.ended_at IS NOT NULL FROM sellers_pause p JOIN accounts_user u ON u.id = p.began_by_id
    WHERE u.phone = %s ORDER BY p.id
"""
LINE = "SELECT status, partner_line_notes FROM order_line WHERE id = %s"
PERMITS = "SELECT kind, number, state FROM sellers_permit WHERE number = %s"
HALAL = "ID64110007654321"
NEW_HERE = "+6281299990031"
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


def test_a_line_is_accepted_and_the_order_handed_over(seller: Page, live_site: LiveSite) -> None:
    product, _ = live_site.rows(GOODS_OF, SARI)[0]
    order, [(line, title)] = order_in_cash(live_site, product, phone=NEW_HERE)
    seller.goto(f"/jual/pesanan/{order}/")
    press(seller, f"Terima {title}")
    see(seller, "Anda terima")
    assert live_site.rows(LINE, line) == [("accepted", "")]

    press(seller, "Paket sudah diserahkan")
    see(seller, "Ada yang perlu dibetulkan.")
    seller.locator("main [name=carrier]").fill("Perahu Pak Udin")
    seller.locator("main [name=cash_came]").check()
    press(seller, "Paket sudah diserahkan")
    see(seller, "Tercatat. Pembeli sudah diberi tahu.")
    assert live_site.rows(HANDED_OVER, order) == [("handed_over", "Perahu Pak Udin")]


def test_a_permit_is_sent_and_taken_away(seller: Page, live_site: LiveSite, tmp_path: Path) -> None:
    seller.goto("/jual/izin/baru/")
    seller.get_by_label("Foto suratnya").set_input_files(photo_of(tmp_path, "Halal"))
    seller.get_by_label("Nomor").fill(HALAL)
    press(seller, "Kirim izin")
    see(seller, "Pilih jenis izinnya.")
    see(seller, "Foto sudah tersimpan.")
    seller.get_by_label("Jenis izin").select_option("halal")
    seller.locator("main [name=products]").first.check()
    press(seller, "Kirim izin")
    seller.goto("/jual/izin/")
    see(seller, HALAL)
    assert live_site.rows(PERMITS, HALAL) == [("halal", HALAL, "waiting")]

    seller.locator("main article").filter(has_text=HALAL).get_by_role("link").first.click()
    seller.get_by_text("Jangan tampilkan izin ini lagi").click()
    press(seller, "Ya, jangan tampilkan")
    assert live_site.rows(PERMITS, HALAL) == [("halal", HALAL, "taken_back")]


def test_a_table_of_goods_is_sent(seller: Page, live_site: LiveSite, tmp_path: Path) -> None:
    name, zipped = "Topi Purun Tanpa Skrip", io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as file:
        file.writestr("topi.jpg", photo_of(tmp_path, name).read_bytes())
    table = f"Nama produk;Harga;Foto\n{name};45000;topi.jpg\nTikar;abc;\n".encode()
    seller.goto("/jual/impor/")
    press(seller, "Kirim berkas")
    see(seller, "Pilih berkasnya.")
    sent: FilePayload = {"name": "topi.csv", "mimeType": "text/csv", "buffer": table}
    seller.get_by_label("Berkas produk").set_input_files(sent)
    photos: FilePayload = {"name": "topi.zip", "mimeType": "application/zip", "buffer": zipped.getvalue()}
    seller.get_by_label("Foto produk, dalam satu zip").set_input_files(photos)
    seller.get_by_label("Stok, bila tidak tertulis").fill("4")
    press(seller, "Kirim berkas")

    see(seller, "Yang perlu diperbaiki")
    expect(seller.get_by_role("status")).to_contain_text("Selesai: 1 produk masuk dan menunggu petugas, 1 perlu")
    assert live_site.rows(MADE_BY, name) == [("Ibu Sari", "waiting")]
    forget_goods(live_site, name)


def test_a_price_that_two_wrote_is_settled(seller: Page, live_site: LiveSite) -> None:
    product, title = live_site.rows(GOODS_OF, SARI)[2]
    [(price,)] = live_site.rows(PRICE, product)
    seller.goto(f"/jual/produk/{product}/")
    seller.get_by_label("Harga").fill(str(price + 1_000))
    press(seller, "Simpan")
    write_elsewhere(seller, live_site, product, price=price + 2_000, base=price)
    assert live_site.rows(PRICE, product) == [(price + 1_000,)]

    seller.goto("/jual/perlu-dilihat/")
    question = seller.locator("form").filter(has_text=title)
    question.get_by_role("radio").last.check()
    question.get_by_role("button").click()
    see(seller, f"{title} tersimpan.")
    assert live_site.rows(PRICE, product) == [(price + 2_000,)]
    expect(seller.locator("form").filter(has_text=title)).to_have_count(0)
    seller.goto(f"/jual/produk/{product}/")
    seller.get_by_label("Harga").fill(str(price))
    press(seller, "Simpan")


def write_elsewhere(seller: Page, site: LiveSite, product: int, *, price: int, base: int) -> None:
    """Send what she wrote a minute ago on another phone, which did not know of what she has written since."""
    now = round(time.time() * 1000)
    digits = f"{now - 60_000:012x}7{secrets.randbits(12):03x}8{secrets.randbits(60):015x}"
    operation = {
        "id": str(UUID(digits)),
        "v": 1,
        "user": site.rows("SELECT id FROM accounts_user WHERE phone = %s", SARI)[0][0],
        "kind": "edit_product",
        "made_at": now - 60_000,
        "data": {"product": product, "changes": {"price": {"base": base, "value": price}}},
    }
    headers = {"X-Sent-At": str(now), "Origin": site.url.rstrip("/"), "Sec-Fetch-Site": "same-origin"}
    answer = seller.request.post("/jual/kirim/", data=operation, headers=headers)
    assert answer.json()["state"] == "done", answer.json()


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
