"""All that the queue does, told as one day of a producer without a signal: seen at once, and there once afterwards."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.journeys.browser import PHONE
from tests.journeys.buying import order_in_cash
from tests.journeys.conftest import OpenPage
from tests.journeys.seller_steps import (
    GOODS_OF,
    HANDED_OVER,
    SARI,
    UNSENT,
    edit,
    open_app,
    photo_of,
    queue_row,
    stock_of,
)
from tests.journeys.site import LiveSite
from tests.journeys.steps import press
from tests.journeys.upriver import until

OFFER = """
    SELECT p.packaging, s.price::int FROM catalogue_product p
    JOIN partner_stockrecord s ON s.product_id = p.id WHERE p.id = %s
"""
PRICE = "SELECT price::int FROM partner_stockrecord WHERE product_id = %s"
PICTURES = "SELECT original_id FROM catalogue_productimage WHERE product_id = %s ORDER BY display_order, id"
COUNTED = "SELECT delta FROM sellers_stockchange WHERE product_id = %s ORDER BY made_at"
LEAVES = """
    SELECT p.reason, p.until, p.ended_at IS NOT NULL FROM sellers_pause p JOIN accounts_user u ON u.id = p.began_by_id
    WHERE u.phone = %s ORDER BY p.id
"""
LINE = "SELECT status, partner_line_notes FROM order_line WHERE id = %s"


def product_row(page: Page, title: str) -> Locator:
    page.goto("/jual/produk/")
    return page.locator(".product-row").filter(has=page.get_by_role("link", name=title, exact=True)).first


def test_goods_change_at_once_on_the_phone_and_once_on_the_site(open_page: OpenPage, live_site: LiveSite) -> None:
    page = open_page(PHONE)
    (first, name), (second, sold), (third, gone) = live_site.rows(GOODS_OF, SARI)[-3:]
    before = {one: stock_of(live_site, one) for one in (first, second, third)}
    older = {one: len(live_site.rows(COUNTED, one)) for one in (first, second, third)}
    open_app(page, "Ibu Sari")
    page.context.set_offline(True)

    edit(page, first, price="31.500", packaging="kotak", stock=str(before[first] + 4))
    expect(queue_row(page, name, "Ubah produk")).to_contain_text("belum terkirim")
    expect(queue_row(page, name, "Stok +4")).to_contain_text("belum terkirim")
    edit(page, second, stock=str(before[second] - 2))
    row = product_row(page, name)
    expect(row).to_contain_text("Rp31.500")
    expect(row).to_contain_text(f"Stok {before[first] + 4}")
    expect(row.get_by_text("belum terkirim")).to_be_visible()
    expect(product_row(page, sold)).to_contain_text(f"Stok {before[second] - 2}")
    page.goto(f"/jual/produk/{first}/")
    expect(page.get_by_label("Harga")).to_have_value("31.500")

    product_row(page, gone).get_by_role("button", name="Tandai habis").click()
    expect(page.locator("[data-queue-count]")).to_have_text("4 belum terkirim")
    expect(product_row(page, gone).get_by_text("habis", exact=True)).to_be_visible()
    product_row(page, gone).get_by_label("Ada berapa?").fill("5")
    press(page, "Ada lagi")
    expect(page.locator("[data-queue-count]")).to_have_text("5 belum terkirim")
    expect(product_row(page, gone)).to_contain_text("Stok 5")
    assert len(live_site.rows(COUNTED, first)) == older[first]

    page.context.set_offline(False)
    page.goto("/jual/antrean/")
    for words in (
        (name, "Ubah produk"),
        (name, "Stok +4"),
        (sold, "Stok −2"),
        (gone, "Tandai habis"),
        (gone, "Stok +5"),
    ):
        expect(queue_row(page, *words).locator(".badge")).to_have_text("terkirim")
    for _ in range(2):  # nothing is left to be sent again
        press(page, "Kirim sekarang")
        expect(page.locator("[data-told]")).to_contain_text("Semua sudah terkirim.")
    assert live_site.rows(OFFER, first) == [("kotak", 31_500)]
    counted = [live_site.rows(COUNTED, one)[older[one] :] for one in before]
    assert counted == [[(4,)], [(-2,)], [(-before[third],), (5,)]]
    assert [stock_of(live_site, one) for one in before] == [before[first] + 4, before[second] - 2, 5]

    page.context.set_offline(True)  # gone again: what was sent is known, whether the site was asked since or not
    expect(product_row(page, name)).to_contain_text(f"Stok {before[first] + 4}")
    expect(page.locator(".product-row").get_by_text("belum terkirim")).to_have_count(0)


def test_what_waits_may_still_be_changed_and_is_not_counted_twice(open_page: OpenPage, live_site: LiveSite) -> None:
    page = open_page(PHONE)
    product, name = live_site.rows(GOODS_OF, SARI)[-1]
    before = stock_of(live_site, product)
    open_app(page, "Ibu Sari")
    page.context.set_offline(True)
    edit(page, product, price="41.000", stock=str(before + 3))
    queue_row(page, name, "Ubah produk").get_by_role("button", name="Ubah").click()
    expect(page.get_by_label("Harga")).to_have_value("41.000")
    page.get_by_label("Harga").fill("42.000")
    press(page, "Simpan")
    page.wait_for_url("**/jual/antrean/")
    expect(page.locator("[data-summary]")).to_have_text("2 belum terkirim")
    page.context.set_offline(False)
    page.goto("/jual/antrean/")
    expect(queue_row(page, name, "Ubah produk").locator(".badge")).to_have_text("terkirim")
    expect(queue_row(page, name, "Stok +3").locator(".badge")).to_have_text("terkirim")
    assert live_site.rows(PRICE, product) == [(42_000,)]
    assert stock_of(live_site, product) == before + 3


def test_a_new_photo_becomes_the_first_where_she_says_so(
    open_page: OpenPage, live_site: LiveSite, tmp_path: Path
) -> None:
    page = open_page(PHONE)
    product, name = live_site.rows(GOODS_OF, SARI)[-1]
    there = live_site.rows(PICTURES, product)
    open_app(page, "Ibu Sari")
    page.context.set_offline(True)
    page.goto(f"/jual/produk/{product}/")
    page.locator("[name=photo]").set_input_files(photo_of(tmp_path, name))
    page.get_by_label("Pakai foto baru ini sebagai foto utama").check()
    press(page, "Simpan")
    page.wait_for_url("**/jual/antrean/")
    expect(queue_row(page, name, "1 foto")).to_contain_text("belum terkirim")
    expect(product_row(page, name).locator("img")).to_have_attribute("src", re.compile("^blob:"))
    page.context.set_offline(False)
    page.goto("/jual/antrean/")
    expect(queue_row(page, name, "1 foto").locator(".badge")).to_have_text("terkirim")
    now = live_site.rows(PICTURES, product)
    assert now[1:] == there
    assert now[0] not in there


def test_the_shop_goes_on_leave_and_opens_again(open_page: OpenPage, live_site: LiveSite) -> None:
    page = open_page(PHONE)
    open_app(page, "Ibu Sari")
    until_day = date.today() + timedelta(days=20)
    leaves = live_site.rows(LEAVES, SARI)
    page.context.set_offline(True)

    page.goto("/jual/libur/#semua")
    press(page, "Liburkan toko")
    expect(page.get_by_text("Pilih alasannya.")).to_be_visible()
    page.get_by_role("radio", name="banjir").check()
    page.get_by_label("Buka lagi tanggal berapa?").fill(until_day.isoformat())
    until(page, "fetchAll('drafts').then((all) => all.length === 1)")
    press(page, "Liburkan toko")
    expect(queue_row(page, "Tutup toko sementara")).to_contain_text("belum terkirim")
    page.goto("/jual/")
    notice = page.locator(".notice").filter(has_text="Toko sedang libur: banjir.")
    expect(notice).to_contain_text("belum terkirim")
    page.context.set_offline(False)
    page.goto("/jual/antrean/")
    expect(queue_row(page, "Tutup toko sementara").locator(".badge")).to_have_text("terkirim")
    assert live_site.rows(LEAVES, SARI) == [*leaves, ("banjir", until_day, False)]

    page.goto("/jual/")  # the phone hears how it is now
    until(page, "fetchAll('data').then(([kept]) => Boolean(kept.said.shop.paused))")
    page.context.set_offline(True)
    page.goto("/jual/")
    press(page, "Buka toko sekarang")
    expect(page.locator(".notice").filter(has_text="Toko buka lagi.")).to_contain_text("belum terkirim")
    page.context.set_offline(False)
    page.goto("/jual/antrean/")
    expect(queue_row(page, "Buka toko").locator(".badge")).to_have_text("terkirim")
    assert live_site.rows(LEAVES, SARI) == [*leaves, ("banjir", until_day, True)]


def test_an_order_is_answered_line_by_line_and_handed_over(open_page: OpenPage, live_site: LiveSite) -> None:
    page = open_page(PHONE)
    goods = live_site.rows(GOODS_OF, SARI)
    number, [(sent, sent_name), (off, off_name)] = order_in_cash(live_site, goods[0][0], goods[1][0])
    open_app(page, "Ibu Sari")
    page.goto("/jual/pesanan/")
    order = page.locator(".order-row").filter(has_text=number)
    with_signal = order.locator("p").inner_text()
    assert "serahkan paling lambat" in with_signal
    page.goto(f"/jual/pesanan/{number}/")
    prices = page.locator(".pack-list .price").all_inner_texts()
    assert len(prices) == 2
    page.context.set_offline(True)
    page.goto("/jual/pesanan/")
    expect(page.locator(".age")).to_be_visible()
    assert order.locator("p").inner_text() == with_signal, "the same words, cash and day"

    page.goto(f"/jual/pesanan/{number}/")
    expect(page.locator(".pack-list .price")).to_have_text(prices)
    for words in ("Pak Anwar", "Jl. Sungai 5, depan langgar", "0812 9999 0010"):
        expect(page.locator("main address")).to_contain_text(words)
    expect(page.locator(".cash")).to_contain_text("Bayar tunai saat diserahkan: Rp")
    line(page, sent_name).get_by_role("button", name="Terima").click()
    expect(line(page, sent_name)).to_contain_text("Anda terima")
    expect(line(page, sent_name)).to_contain_text("belum terkirim")
    line(page, off_name).get_by_text("Tidak bisa kirim").click()
    line(page, off_name).get_by_role("textbox").fill("Panennya belum cukup")
    line(page, off_name).get_by_role("button", name="Tidak bisa saya kirim").click()
    expect(line(page, off_name)).to_contain_text("tidak dikirim")
    expect(page.locator(".cash")).to_contain_text("dihitung ulang")
    page.get_by_label("Dibawa siapa?").fill("Perahu Pak Udin")
    page.get_by_label("Uang").check()
    press(page, "Paket sudah diserahkan")
    page.wait_for_url("**/jual/antrean/")
    for what in ("Terima pesanan", "Tolak pesanan", "Serahkan paket"):
        expect(queue_row(page, number, what)).to_contain_text("belum terkirim")
    page.goto("/jual/pesanan/")
    expect(order.locator("s")).to_contain_text(off_name)
    expect(order).to_contain_text("diserahkan")
    expect(order).to_contain_text("belum terkirim")

    page.context.set_offline(False)
    page.goto("/jual/antrean/")
    for what in ("Terima pesanan", "Tolak pesanan", "Serahkan paket"):
        expect(queue_row(page, number, what).locator(".badge")).to_have_text("terkirim")
    assert page.evaluate(UNSENT) == 0
    lines = [*live_site.rows(LINE, sent), *live_site.rows(LINE, off)]
    assert lines == [("accepted", ""), ("never_due", "Panennya belum cukup")]
    assert live_site.rows(HANDED_OVER, number) == [("handed_over", "Perahu Pak Udin")]


def line(page: Page, title: str) -> Locator:
    return page.locator(".pack-list > li").filter(has_text=title)


REASONS = "fetchAll('drafts').then((all) => all.map((one) => one.values?.reason).filter(Boolean))"
DECLINED = (
    "fetchAll('operations').then((all) => all.filter((one) => one.kind === 'decline_line').map((one) => one.state))"
)


def test_a_reason_that_was_being_typed_is_there_again_for_its_own_line_alone(
    open_page: OpenPage, live_site: LiveSite
) -> None:
    page, reason, other = open_page(PHONE), "Banjir, belum bisa panen", "Bahannya habis"
    goods = live_site.rows(GOODS_OF, SARI)
    number, [(first, first_name), (second, second_name)] = order_in_cash(live_site, goods[0][0], goods[1][0])
    open_app(page, "Ibu Sari")
    page.context.set_offline(True)
    page.goto(f"/jual/pesanan/{number}/")
    line(page, first_name).get_by_text("Tidak bisa kirim").click()
    line(page, first_name).get_by_role("textbox").type(reason)
    until(page, f"{REASONS}.then((all) => all.includes('{reason}'))")
    page.close()

    page = page.context.new_page()
    page.goto("/jual/antrean/")
    expect(queue_row(page, number, "Tolak pesanan")).to_contain_text("draf")
    queue_row(page, number, "Tolak pesanan").get_by_role("link", name="Lanjutkan").click()
    page.wait_for_url(f"**/jual/pesanan/{number}/")
    expect(line(page, first_name).get_by_role("textbox")).to_be_visible()
    expect(line(page, first_name).get_by_role("textbox")).to_have_value(reason)
    expect(line(page, second_name).locator("[name=reason]")).to_have_value("")
    line(page, first_name).get_by_role("button", name="Tidak bisa saya kirim").click()
    expect(line(page, first_name)).to_contain_text("tidak dikirim")
    assert page.evaluate(REASONS) == []
    expect(line(page, second_name).locator("[name=reason]")).to_have_value("")
    line(page, second_name).get_by_text("Tidak bisa kirim").click()
    line(page, second_name).get_by_role("textbox").fill(other)
    line(page, second_name).get_by_role("button", name="Tidak bisa saya kirim").click()
    expect(line(page, second_name)).to_contain_text("tidak dikirim")

    page.context.set_offline(False)
    page.goto("/jual/antrean/")
    until(page, f"{UNSENT}.then((left) => left === 0)")
    assert page.evaluate(DECLINED) == ["done", "done"]
    assert [row[1] for one in (first, second) for row in live_site.rows(LINE, one)] == [reason, other]
