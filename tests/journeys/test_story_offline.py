"""A village's story is written question by question where there is no signal, and comes once."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.browser import PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.seller_steps import open_app, photo_of, queue_row
from tests.journeys.site import LiveSite
from tests.journeys.steps import press
from tests.journeys.upriver import until

SENT = "SELECT page_id, shown_name FROM cms_contribution WHERE title = %s"
PHOTO_OF = """
    SELECT i.description FROM cms_storypage s JOIN wagtailcore_page w ON w.id = s.page_ptr_id
    JOIN pictures_picture i ON i.id = s.picture_id WHERE w.id = %s AND NOT w.live
"""
TEXT = "Ibu saya menggoreng amplang sejak subuh, di dapur belakang rumah kami.\n\nIkannya dari danau di hulu."
KEPT = "fetchAll('drafts').then(([kept]) => kept?.values?.text?.includes('di hulu') && kept.photos.length === 1)"
SEND, QUESTIONS = "/jual/cerita/kirim/", 6


def begin(page: Page, title: str, folder: Path, address: str = SEND) -> None:
    """Open the form, whose first question is the photo, and pick one."""
    page.goto(address)
    expect(page.locator("[data-photo-button]")).to_have_count(1)  # the page's own scripts have begun
    expect(page.locator("[data-photo-button]")).to_be_visible()
    page.locator("input[type=file]").set_input_files(photo_of(folder, title))
    expect(page.get_by_label("Siapa atau apa di foto ini?")).to_be_visible()


def go_on(page: Page, number: int) -> None:
    page.get_by_role("button", name="Lanjut").click()
    expect(page.get_by_text(f"{number} dari {QUESTIONS}")).to_be_visible()


def leave_out(page: Page) -> None:
    page.get_by_role("button", name="Lanjut").click()
    expect(page.get_by_text("Bagian ini belum diisi.")).to_be_visible()


def test_it_is_written_without_a_signal_and_comes_exactly_once(
    open_page: OpenPage, live_site: LiveSite, tmp_path: Path
) -> None:
    page, title = open_page(PHONE), "Kuali Tanpa Sinyal"
    open_app(page, "Ibu Sari")
    page.context.set_offline(True)
    begin(page, title, tmp_path)
    expect(page.get_by_label("Judul")).to_be_hidden()
    leave_out(page)
    go_on(page, 2)
    page.get_by_label("Judul").fill(title)
    go_on(page, 3)
    page.get_by_label("Ceritanya").fill(TEXT)
    go_on(page, 4)
    expect(page.get_by_label("Cerita dari desa atau kelurahan")).not_to_have_value("")

    until(page, KEPT)
    page.reload()
    expect(page.get_by_label("Ceritanya")).to_have_value(TEXT)
    expect(page.get_by_label("Siapa atau apa di foto ini?")).to_be_visible()
    leave_out(page)
    for number in range(2, QUESTIONS + 1):
        go_on(page, number)
    page.get_by_label("Saya setuju cerita dan foto ini dimuat").check()
    press(page, "Kirim cerita")
    expect(page.get_by_text("Tulis siapa atau apa yang terlihat di foto ini.")).to_be_visible()
    page.get_by_label("Siapa atau apa di foto ini?").fill("Ibu di dapur")
    expect(page.get_by_text("Tulis siapa atau apa yang terlihat di foto ini.")).to_have_count(0)
    for number in range(2, QUESTIONS + 1):
        go_on(page, number)
    expect(page.get_by_text("Tanyakan dulu kepada orang di foto, lalu centang.")).to_be_visible()
    page.get_by_label("Orang yang terlihat di foto sudah setuju").check()
    press(page, "Kirim cerita")

    page.wait_for_url("**/jual/antrean/")
    expect(queue_row(page, title)).to_contain_text("belum terkirim")
    expect(queue_row(page, title)).to_contain_text("Cerita · 1 foto")
    assert live_site.rows(SENT, title) == []

    page.context.set_offline(False)
    page.goto("/jual/antrean/")
    expect(queue_row(page, title)).to_contain_text("Petugas membacanya dulu")
    [(number, name)] = live_site.rows(SENT, title)
    assert name.strip()
    assert live_site.rows(PHOTO_OF, number) == [("Ibu di dapur",)]
    queue_row(page, title).get_by_role("link", name="Lihat").click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    expect(page.get_by_alt_text("Ibu di dapur")).to_be_visible()


def test_with_a_signal_it_is_sent_at_once(open_page: OpenPage, live_site: LiveSite, tmp_path: Path) -> None:
    page, title = open_page(PHONE), "Kuali Dengan Sinyal"
    open_app(page, "Ibu Sari")
    begin(page, title, tmp_path, f"{SEND}#semua")
    page.get_by_label("Judul").fill(title)
    page.get_by_label("Ceritanya").fill(TEXT)
    page.get_by_label("Siapa atau apa di foto ini?").fill("Ibu dan kuali")
    page.get_by_label("Saya setuju cerita dan foto ini dimuat").check()
    page.get_by_label("Orang yang terlihat di foto sudah setuju").check()

    press(page, "Kirim cerita")

    page.wait_for_url("**/jual/cerita/")
    expect(page.locator("[data-told]")).to_contain_text("terkirim. Petugas membacanya dulu")
    expect(page.get_by_role("link", name=title)).to_be_visible()
    assert len(live_site.rows(SENT, title)) == 1
