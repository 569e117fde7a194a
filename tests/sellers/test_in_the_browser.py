"""The phone pages and the operator's decision in real Chromium, 360 pixels wide, mostly without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright

from catalogue.actions import load_categories
from catalogue.models import Product
from market.accounts.models import User
from tests.cast import sign_in
from tests.journeys.browser import launch
from tests.market.pictures.made import photo

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 360, "height": 800}


@pytest.fixture
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()
        connections["default"].close()  # Playwright's loop gives Django another connection; it goes with the loop


@pytest.fixture
def page_of(browser, live_server):
    """Return a page for somebody who is signed in."""

    def open_page(user: User, *, with_javascript: bool) -> Page:
        client = Client()
        sign_in(client, user)
        context = browser.new_context(
            base_url=live_server.url, viewport=PHONE, java_script_enabled=with_javascript, locale="id-ID"
        )
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        context.add_cookies([cookie])
        return context.new_page()

    return open_page


def fits(page: Page) -> bool:
    """Return whether nothing sticks out to the right (asked by the tool, so it works without JavaScript too)."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= 360"))


IN_BOX = "one => getComputedStyle(one, '::before').content"
PHOTO = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": photo(width=800, height=600)}


def test_it_all_works_without_javascript(page_of, muara_kaman, operator):
    load_categories()
    user = User.objects.create_user("+6281234567088")
    phone = page_of(user, with_javascript=False)
    phone.goto("/jual/")
    phone.get_by_label("Nama Anda").fill("Nur Aini")
    phone.get_by_label("Nama toko").fill("Sambal Aini")
    phone.locator("[name=village-cari]").fill("muara kaman ulu")
    phone.get_by_label("Apa yang Anda buat?").fill("sambal rusip")
    phone.get_by_role("button", name="Kirim pendaftaran").click()
    expect(phone.get_by_role("heading", name="Pendaftaran sedang diperiksa")).to_be_visible()

    office = page_of(operator, with_javascript=False)
    office.goto("/kelola/")
    office.get_by_role("link", name="Buka daftar persetujuan").click()
    office.get_by_role("link", name="Sambal Aini").click()
    office.get_by_role("button", name="Setujui, buka toko").click()
    assert fits(office)

    phone.goto("/jual/")
    phone.get_by_role("link", name="Tambah produk").click()
    phone.get_by_label("Foto produk").set_input_files(PHOTO)
    phone.get_by_label("Nama produk").fill("Sambal rusip 150 gram")
    phone.get_by_label("Harga").fill("dua puluh")
    phone.get_by_label("Berapa yang siap dijual?").fill("10")
    phone.get_by_label("Berat satu, siap kirim (gram)").fill("250")
    phone.get_by_role("button", name="Kirim produk").click()
    expect(phone.get_by_text("Tulis harga dengan angka saja, misalnya 25.000.")).to_be_visible()
    expect(phone.get_by_alt_text("Foto yang sudah terkirim")).to_be_visible()
    expect(phone.get_by_label("Nama produk")).to_have_value("Sambal rusip 150 gram")
    assert fits(phone)
    phone.get_by_label("Harga").fill("Rp 20.000")
    phone.get_by_role("button", name="Kirim produk").click()
    expect(phone.get_by_text("menunggu persetujuan")).to_be_visible()
    assert fits(phone)

    office.get_by_role("link", name="Sambal rusip 150 gram").or_(office.get_by_text("Tidak ada produk")).wait_for()
    office.goto("/kelola/persetujuan/")
    office.get_by_role("link", name="Sambal rusip 150 gram").click()
    expect(office.get_by_label("Kategori").locator("option:checked")).to_have_text("— Sambal & bumbu")
    office.get_by_role("button", name="Setujui, tayangkan").click()
    assert Product.objects.on_sale().get().title == "Sambal rusip 150 gram"


def test_files_and_days_are_asked_for_in_indonesian(page_of, siti):
    phone = page_of(siti.user, with_javascript=True)
    phone.goto("/jual/izin/baru/#semua")
    expect(phone.get_by_text("Ambil atau pilih foto")).to_be_visible()
    expect(phone.get_by_text("Dipilih:")).to_have_count(0)
    assert (phone.locator("[name=photo]").bounding_box() or {})["width"] <= 2  # its border
    phone.get_by_label("Foto suratnya").set_input_files(PHOTO)
    expect(phone.get_by_text("Dipilih: IMG_1.jpg")).to_be_visible()
    until = phone.get_by_label("Berlaku sampai")
    assert until.evaluate(IN_BOX) == '"Pilih tanggal"'
    until.fill("2027-12-31")
    phone.get_by_label("Nomor").focus()
    assert until.evaluate(IN_BOX) == '"31 Desember 2027"'
    assert fits(phone)
    bare = page_of(siti.user, with_javascript=False)
    bare.goto("/jual/izin/baru/")
    assert (bare.get_by_label("Foto suratnya").bounding_box() or {})["width"] > 200


def test_the_price_is_shown_in_rupiah_while_it_is_typed(page_of, siti):
    phone = page_of(siti.user, with_javascript=True)
    phone.goto("/jual/produk/baru/#semua")
    shown = phone.locator("[data-price-shown]")
    for typed, expected in [
        ("25000", "Rp25.000 / bungkus"),
        ("Rp 1.250.000", "Rp1.250.000 / bungkus"),
        ("25 ribu", "Rp25.000 / bungkus"),
        ("25.5", ""),
    ]:
        phone.get_by_label("Harga").fill(typed)
        expect(shown).to_have_text(expected)
    phone.get_by_label("Harga").fill("5000")
    phone.get_by_label("Untuk satu").select_option("toples")
    expect(shown).to_have_text("Rp5.000 / toples")


def test_the_photo_is_shown_as_soon_as_it_is_picked(page_of, siti):
    phone = page_of(siti.user, with_javascript=True)
    phone.goto("/jual/produk/baru/#semua")
    phone.locator("[name=photo]").set_input_files(PHOTO)
    expect(phone.get_by_alt_text("Foto yang dipilih")).to_be_visible()
    assert fits(phone)
