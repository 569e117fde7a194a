"""What left a phone in a file is one thing on both: it is sent as it is, and of two that go on with it one counts."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sellers.views.sync import DIFFERENT
from tests.journeys.browser import PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.hubs import forget_goods
from tests.journeys.on_phone import NEW, NOTHING_UNSENT, PICTURE, QUEUED, kept
from tests.journeys.seller_steps import open_app, photo_of, queue_row, write_product
from tests.journeys.site import LiveSite
from tests.journeys.steps import press
from tests.journeys.test_drafts_carried import file_of, take
from tests.journeys.upriver import until

QUEUE = "/jual/antrean/"
LISTED = "SELECT count(*) FROM catalogue_product WHERE title = %s"
TOO_MANY_PHOTOS = {
    "price": 27_000,
    "unit_of_sale": "bungkus",
    "stock": 6,
    "packaging": "plastik",
    "shipping_weight_g": 300,
    "photos": [f"{number:064}" for number in range(7)],
}
"""What the server sends back of a listing."""
CHANGED_OR_THROWN_AWAY = "id => Promise.all([mendOperation(id), dropOperation(id)])"


@pytest.fixture
def phones(open_page: OpenPage) -> tuple[Page, Page]:
    """Ibu Sari's two phones, both without a signal."""
    both = open_page(PHONE, refused="/jual/kirim/"), open_page(PHONE, refused="/jual/kirim/")
    for phone in both:
        open_app(phone, "Ibu Sari")
        phone.context.set_offline(True)
    return both


def come_back(phone: Page) -> None:
    """Send all that waits."""
    phone.context.set_offline(False)
    phone.goto(QUEUE)
    until(phone, NOTHING_UNSENT)


def test_what_was_handed_out_is_sent_as_it_is_by_either_phone(
    phones: tuple[Page, Page], live_site: LiveSite, tmp_path: Path
) -> None:
    here, there = phones
    name = "Keripik Di Dua HP"
    write_product(here, name, photo_of(tmp_path, name))
    press(here, "Kirim produk")
    here.wait_for_url(f"**{QUEUE}")
    expect(queue_row(here, name).get_by_role("button", name="Ubah")).to_be_visible()
    file = file_of(here, tmp_path)
    take(there, file, "1 diambil dari berkas")

    for phone in phones:
        row = queue_row(phone, name)
        expect(row).to_contain_text("Sudah disimpan ke berkas, jadi tidak bisa diubah atau dihapus")
        expect(row.get_by_role("button")).to_have_count(0)
        [waiting] = kept(phone, "operations")
        assert phone.evaluate(CHANGED_OR_THROWN_AWAY, waiting["id"]) == [None, None]
        assert [one["id"] for one in kept(phone, "operations")] == [waiting["id"]]
    for phone in (there, here):
        come_back(phone)
        expect(queue_row(phone, name)).to_contain_text("Petugas akan memeriksanya")
        expect(queue_row(phone, name)).not_to_contain_text("Sudah disimpan ke berkas")
    assert live_site.rows(LISTED, name) == [(1,)]
    forget_goods(live_site, name)


def test_what_was_sent_back_and_is_mended_on_both_phones_is_there_once(
    phones: tuple[Page, Page], live_site: LiveSite, tmp_path: Path
) -> None:
    here, there = phones
    name = "Dodol Diperbaiki Dua Kali"
    here.goto(NEW)
    sent = here.evaluate(QUEUED, ["list_product", name, {**TOO_MANY_PHOTOS, "title": name}, "baru"])
    come_back(here)
    expect(queue_row(here, name)).to_contain_text("perlu perhatian")
    take(there, file_of(here, tmp_path), "1 diambil dari berkas")
    there.context.set_offline(False)

    for price, phone in (("27000", here), ("28000", there)):
        phone.goto(QUEUE)
        queue_row(phone, name).get_by_role("button", name="Perbaiki").click()
        phone.wait_for_url("**/jual/produk/baru/")
        finish(phone, name, price)
        phone.wait_for_url("**/kepercayaan/" if phone is here else "**/jual/produk/baru/")
    expect(there.locator("[data-told]")).to_contain_text(DIFFERENT)
    assert live_site.rows(LISTED, name) == [(1,)]
    [mended] = [one for one in kept(here, "operations") if one["title"] == name]
    assert mended["id"] != sent
    assert mended["id"][:14] == sent[:14]
    forget_goods(live_site, name)


def test_a_draft_that_is_sent_from_both_phones_is_there_once(
    phones: tuple[Page, Page], live_site: LiveSite, tmp_path: Path
) -> None:
    here, there = phones
    name = "Lempuk Dari Dua HP"
    write_product(here, name, photo_of(tmp_path, name))
    until(here, "fetchAll('drafts').then((all) => all.some((one) => one.title && one.photos.length))")
    take(there, file_of(here, tmp_path), "1 draf diambil dari berkas.")
    for phone in phones:
        phone.goto("/jual/produk/baru/#semua")
        expect(phone.get_by_text("dibawa kembali")).to_be_visible()
        press(phone, "Kirim produk")
        phone.wait_for_url(f"**{QUEUE}")

    come_back(there)
    expect(queue_row(there, name)).to_contain_text("Petugas akan memeriksanya")
    come_back(here)
    expect(queue_row(here, name)).to_contain_text("perlu perhatian")
    expect(queue_row(here, name)).to_contain_text(DIFFERENT)
    assert live_site.rows(LISTED, name) == [(1,)]
    forget_goods(live_site, name)


def finish(phone: Page, name: str, price: str) -> None:
    """Fill what a listing that was sent back lacks, and send it."""
    phone.goto(f"{phone.url}#semua")
    phone.reload()
    expect(phone.get_by_label("Nama produk")).to_have_value(name)
    phone.locator("[name=photo]").set_input_files(PICTURE)
    phone.get_by_label("Harga").fill(price)
    phone.get_by_label("Berapa yang siap dijual?").fill("6")
    phone.get_by_label("Berat satu, siap kirim (gram)").fill("300")
    expect(phone.locator(".photos__one img")).to_be_visible()
    press(phone, "Kirim produk")
