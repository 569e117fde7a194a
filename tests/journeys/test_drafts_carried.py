"""What is half written goes to another phone in the file, with photos and voice, and takes nobody's place there."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.browser import PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.hubs import forget_goods
from tests.journeys.on_phone import NEW, kept
from tests.journeys.seller_steps import open_app, photo_of, queue_row, write_product
from tests.journeys.site import LiveSite
from tests.journeys.steps import press
from tests.journeys.upriver import until
from tests.market.recordings.made import webm

QUEUE = "/jual/antrean/"
CARRIED, LOCAL = "Abon Setengah Jalan", "Rengginang Di HP Lain"
ARRIVED = """
    SELECT count(*), count(i.id), count(n.file) FROM catalogue_product p
    LEFT JOIN catalogue_productimage i ON i.product_id = p.id LEFT JOIN sellers_voicenote n ON n.product_id = p.id
    WHERE p.title = %s
"""
WHOLE = "fetchAll('drafts').then((all) => all.some((one) => one.voice && one.photos.length === 1 && one.title))"


def test_a_draft_goes_on_on_another_phone_beside_the_one_that_is_written_there(
    open_page: OpenPage, live_site: LiveSite, tmp_path: Path
) -> None:
    here, there = open_page(PHONE), open_page(PHONE)
    open_app(here, "Ibu Sari")
    here.context.set_offline(True)
    write_half(here, tmp_path)
    file = file_of(here, tmp_path)

    open_app(there, "Ibu Sari")
    there.context.set_offline(True)
    there.goto(NEW)
    there.get_by_label("Nama produk").fill(LOCAL)
    until(there, f"fetchAll('drafts').then((all) => all.some((one) => one.title === '{LOCAL}'))")
    take(there, file, "1 draf diambil dari berkas.")
    take(there, file, "sudah ada di antrean")
    assert sorted(one["title"] for one in kept(there, "drafts")) == [CARRIED, LOCAL]
    expect(queue_row(there, CARRIED)).to_contain_text("1 foto · suara")
    go_on(there, LOCAL)
    go_on(there, CARRIED)
    assert "?draf=" in there.url
    expect(there.get_by_label("Harga")).to_have_value("27 ribu")
    expect(there.get_by_alt_text("Foto yang dipilih 1")).to_be_visible()
    expect(there.get_by_text("Rekaman tersimpan di HP ini.")).to_be_visible()
    press(there, "Kirim produk")
    there.wait_for_url(f"**{QUEUE}")
    take(there, file, "sudah ada di antrean")
    there.context.set_offline(False)
    there.goto(QUEUE)
    expect(queue_row(there, CARRIED)).to_contain_text("Petugas akan memeriksanya")
    take(there, file, "sudah ada di antrean")
    assert [one["title"] for one in kept(there, "drafts")] == [LOCAL]
    assert live_site.rows(ARRIVED, CARRIED) == [(1, 1, 1)]
    assert [one["title"] for one in kept(here, "drafts")] == [CARRIED]
    forget_goods(live_site, CARRIED)


def test_what_was_written_since_comes_where_nobody_has_gone_on_and_to_no_other_account(
    open_page: OpenPage, tmp_path: Path
) -> None:
    here, there, hasan = open_page(PHONE), open_page(PHONE), open_page(PHONE)
    open_app(here, "Ibu Sari")
    here.context.set_offline(True)
    write_half(here, tmp_path)
    open_app(there, "Ibu Sari")
    take(there, file_of(here, tmp_path), "1 draf diambil dari berkas.")
    rename(here, "Abon Kedua")
    second = file_of(here, tmp_path)
    take(there, second, "1 draf diambil dari berkas.")
    assert [one["title"] for one in kept(there, "drafts")] == ["Abon Kedua"]

    rename(there, "Abon Di Sana")
    rename(here, "Abon Ketiga")
    take(there, file_of(here, tmp_path), "sudah ada di antrean")
    assert [one["title"] for one in kept(there, "drafts")] == ["Abon Di Sana"]

    open_app(hasan, "Pak Hasan")
    take(hasan, second, "1 draf milik akun lain tidak diambil.")
    assert kept(hasan, "drafts") == kept(hasan, "photos") == []


def write_half(page: Page, folder: Path) -> None:
    """Write a product with a photo and a voice, and do not send it."""
    write_product(page, CARRIED, photo_of(folder, CARRIED))
    page.locator("[name=voice]").set_input_files({"name": "ibu.webm", "mimeType": "audio/webm", "buffer": webm(5)})
    expect(page.get_by_role("button", name="Hapus rekaman")).to_be_visible()
    until(page, WHOLE)


def rename(page: Page, title: str) -> None:
    page.goto(NEW)
    expect(page.get_by_text("dibawa kembali")).to_be_visible()
    page.get_by_label("Nama produk").fill(title)
    until(page, f"fetchAll('drafts').then((all) => all.some((one) => one.title === '{title}'))")


def file_of(page: Page, folder: Path) -> Path:
    """Have the queue written to a file."""
    page.goto(QUEUE)
    with page.expect_download() as download:
        page.get_by_role("button", name="Simpan ke berkas").click()
    file = folder / f"{len(list(folder.iterdir()))}.json"
    download.value.save_as(file)
    return file


def take(page: Page, file: Path, said: str) -> None:
    page.goto(QUEUE)
    expect(page.locator("[data-summary]")).not_to_be_empty()
    page.locator("[data-import]").set_input_files(file)
    expect(page.locator("[data-told]")).to_contain_text(said)


def go_on(page: Page, title: str) -> None:
    """Go on with a draft of the queue, all its questions on one page."""
    page.goto(QUEUE)
    queue_row(page, title).get_by_role("link", name="Lanjutkan").click()
    expect(page.get_by_text("dibawa kembali")).to_be_visible()
    page.get_by_role("link", name="Lihat semua pertanyaan sekaligus").click()
    expect(page.get_by_label("Nama produk")).to_have_value(title)
