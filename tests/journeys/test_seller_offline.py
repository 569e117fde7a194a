"""The seller app without a signal: lists, forms and a queue on the phone, bound to one person."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.browser import PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.seller_steps import GOODS_OF, SARI, open_app, photo_of, queue_row, write_product
from tests.journeys.site import LiveSite
from tests.journeys.steps import act_as, press
from tests.journeys.upriver import until

AGED = """
    fetchAll('data').then(async ([kept]) => {
      const then = new Date();
      then.setDate(then.getDate() - 1);
      then.setHours(17, 5, 0, 0);
      kept.at = then.getTime();
      await keepRow('data', kept);
    }).then(() => true)
"""
LISTED = "SELECT count(*) FROM catalogue_product WHERE title = %s"


def test_it_lists_without_signal_and_sends_once_there_is_one(
    open_page: OpenPage, live_site: LiveSite, tmp_path: Path
) -> None:
    page, name = open_page(PHONE), "Abon Tanpa Sinyal"
    open_app(page, "Ibu Sari")
    page.context.set_offline(True)
    write_product(page, name, photo_of(tmp_path, name))
    page.get_by_label("Harga").fill("dua puluh")
    press(page, "Kirim produk")
    expect(page.get_by_text("Tulis harga dengan angka saja, misalnya 25.000.")).to_be_visible()
    page.get_by_label("Harga").fill("27 ribu")
    press(page, "Kirim produk")

    page.wait_for_url("**/jual/antrean/")
    expect(queue_row(page, name)).to_contain_text("belum terkirim")
    expect(page.locator("[data-queue-count]")).to_have_text("1 belum terkirim")
    page.goto("/jual/produk/")
    expect(page.locator(".product-row").first).to_contain_text(name)
    expect(page.locator(".product-row").first).to_contain_text("Rp27.000")
    assert live_site.rows(LISTED, name) == [(0,)]

    page.context.set_offline(False)
    page.goto("/jual/antrean/")
    expect(queue_row(page, name)).to_contain_text("Petugas akan memeriksanya")
    expect(page.locator("[data-queue-count]")).to_be_hidden()
    assert live_site.rows(LISTED, name) == [(1,)]


def test_it_knows_goods_that_were_never_opened_and_says_how_old_they_are(
    open_page: OpenPage, live_site: LiveSite
) -> None:
    page = open_page(PHONE)
    open_app(page, "Ibu Sari")
    page.goto("/jual/uang/")
    until(page, "caches.open('sellers-pages-1').then((shelf) => shelf.match('/jual/uang/')).then(Boolean)")
    until(page, "caches.match('/bantuan-penjual/').then(Boolean)")  # which she never opened
    page.evaluate(AGED)
    (number, title), *_ = live_site.rows(GOODS_OF, SARI)

    page.context.set_offline(True)
    page.goto("/jual/produk/")
    expect(page.locator(".age")).to_contain_text("Tanpa sinyal. Terakhir diperbarui kemarin 17.05.")
    page.goto(f"/jual/produk/{number}/")
    expect(page.get_by_label("Nama produk")).to_have_value(title)
    page.goto("/jual/uang/")
    expect(page.locator(".kept-bar")).to_contain_text("Terakhir diperbarui hari ini")
    page.goto("/jual/izin/")
    expect(page.get_by_role("heading", name="Halaman ini perlu sinyal")).to_be_visible()
    page.locator("footer").get_by_role("link", name="Bantuan").click()
    expect(page.get_by_role("heading", name="Memasang barang")).to_be_visible()
    expect(page.locator(".kept-bar")).to_contain_text("Tanpa sinyal. Halaman ini disimpan")
    assert page.locator(".info").evaluate("one => getComputedStyle(one).maxWidth") != "none"


def test_another_person_sees_and_sends_nothing_of_the_first(
    open_page: OpenPage, live_site: LiveSite, tmp_path: Path
) -> None:
    page, name = open_page(PHONE), "Sirup Milik Bu Sari"
    open_app(page, "Ibu Sari")
    page.goto("/jual/uang/")
    hers = page.locator("body").get_attribute("data-person")
    page.goto("/jual/izin/")
    page.context.set_offline(True)
    write_product(page, name, photo_of(tmp_path, name))
    press(page, "Kirim produk")
    page.wait_for_url("**/jual/antrean/")
    page.goto("/jual/produk/baru/#semua")
    page.get_by_label("Nama produk").fill("Draf Milik Bu Sari")
    until(page, "fetchAll('drafts').then((all) => all.length > 0)")
    page.route("**/jual/kirim/**", lambda route: route.abort())
    page.context.set_offline(False)

    open_app(page, "Pak Rahman")
    assert page.evaluate("fetchAll('data').then((all) => all.length)") == 1
    page.goto("/jual/antrean/")
    expect(page.locator("[data-others]")).to_contain_text("1 lagi milik akun lain")
    assert "Bu Sari" not in page.locator("main").inner_text()
    page.goto("/jual/produk/baru/#semua")
    expect(page.locator("[data-photo-button]")).to_be_visible()
    assert page.get_by_label("Nama produk").input_value() == ""
    until(page, "caches.match('/jual/uang/', { ignoreVary: true }).then(Boolean)")
    page.context.set_offline(True)
    page.goto("/jual/izin/")
    expect(page.get_by_role("heading", name="Halaman ini perlu sinyal")).to_be_visible()
    page.goto("/jual/uang/")
    expect(page.get_by_role("heading", name="Uang saya")).to_be_visible()
    assert page.locator("body").get_attribute("data-person") not in (hers, None, "0"), "his own, taken along for him"
    page.context.set_offline(False)
    page.unroute("**/jual/kirim/**")
    page.goto("/jual/antrean/")
    press(page, "Kirim sekarang")
    expect(page.locator("[data-send-now]")).to_be_enabled()
    assert live_site.rows(LISTED, name) == [(0,)]

    open_app(page, "Ibu Sari")
    page.goto("/jual/antrean/")
    expect(queue_row(page, name)).to_contain_text("Petugas akan memeriksanya")
    expect(queue_row(page, "Draf Milik Bu Sari")).to_contain_text("draf")
    sign_out(page)
    page.context.set_offline(True)
    page.goto("/jual/")
    expect(page.get_by_role("heading", name="Belum masuk")).to_be_visible()
    assert page.evaluate("fetchAll('data').then((all) => all.length)") == 0
    assert page.evaluate("fetchAll('drafts').then((all) => all.length)") == 1


def sign_out(page: Page) -> None:
    page.goto("/akun/keluar/")
    page.locator("main form button").first.click()
    page.wait_for_load_state("load")


def test_a_queue_goes_to_another_phone_in_a_file_and_nothing_doubles(
    open_page: OpenPage, live_site: LiveSite, tmp_path: Path
) -> None:
    here, there, name = open_page(PHONE), open_page(PHONE), "Keripik Pindah HP"
    open_app(here, "Ibu Sari")
    here.context.set_offline(True)
    write_product(here, name, photo_of(tmp_path, name))
    press(here, "Kirim produk")
    here.wait_for_url("**/jual/antrean/")
    with here.expect_download() as download:
        here.get_by_role("button", name="Simpan ke berkas").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)

    open_app(there, "Ibu Sari")
    there.goto("/jual/antrean/")
    for _ in range(2):
        there.locator("[data-import]").set_input_files(file)
        expect(queue_row(there, name)).to_contain_text("Petugas akan memeriksanya")
    expect(there.locator("[data-told]")).to_contain_text("sudah ada di antrean")
    here.context.set_offline(False)
    here.goto("/jual/antrean/")
    expect(queue_row(here, name)).to_contain_text("Petugas akan memeriksanya")
    assert live_site.rows(LISTED, name) == [(1,)]


def test_without_javascript_the_queue_says_that_forms_are_sent_at_once(open_page: OpenPage) -> None:
    page = open_page(PHONE, javascript=False)
    act_as(page, "Ibu Sari")

    page.goto("/jual/antrean/")

    expect(page.get_by_text("semua formulir langsung terkirim")).to_be_visible()
    expect(page.get_by_role("button", name="Kirim sekarang")).to_be_hidden()
