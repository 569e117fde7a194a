"""One visit without a signal: a new producer, the paper that she signed, her first product; each arrives once."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import FilePayload, Page, expect

from tests.journeys.browser import PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.hubs import hub_of_our_own
from tests.journeys.on_phone import NOTHING_UNSENT
from tests.journeys.seller_steps import come_in, keep_paper, open_app, photo_of, queue_row, settle, write_product
from tests.journeys.site import LiveSite
from tests.journeys.steps import press
from tests.journeys.upriver import until
from tests.market.recordings.made import webm

MAKER = "SELECT id, makes FROM sellers_producer WHERE name = %s"
CONSENT = "SELECT id, way, file FROM sellers_consent WHERE producer_id = %s"
NO = "SELECT withdrawn_how FROM sellers_consent WHERE producer_id = %s"
GOODS = "SELECT id, title FROM catalogue_product WHERE producer_id = %s"
ACTED = "SELECT what, thing FROM sellers_actedfor WHERE principal_name = %s"
READ_OUT = "fetchAll('drafts').then((all) => all.some((one) => one.values?.was_read))"
OTHER_WORDS = """fetchAll("drafts").then((all) => Promise.all(all.filter((one) => one.values?.was_read).map((one) => {
    one.values.version = "2020-01";
    return keepRow("drafts", one);
})))"""
"""Makes drafts such as were written under words of before."""
KEPT_DRAFT = "fetchAll('drafts').then((all) => all.some((one) => one.values?.name))"


def write_maker(page: Page, name: str) -> None:
    """Write down a producer on a page that was never opened with a signal, up to where her word is asked for."""
    page.goto("/jual/produsen/")
    page.get_by_role("link", name="Tambah produsen").click()
    page.get_by_role("link", name="Lihat semua pertanyaan sekaligus").click()
    page.get_by_label("Nama produsen").fill(name)
    page.get_by_label("Apa yang dibuat?").fill("tikar rotan")
    expect(page.get_by_label("Desa atau kelurahan")).not_to_have_value("")
    press(page, "Simpan, lalu minta persetujuannya")
    page.wait_for_url("**/jual/produsen/?siapa=*")
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()


def test_a_producer_her_word_and_her_first_product_come_from_one_visit(
    open_page: OpenPage, live_site: LiveSite, tmp_path: Path
) -> None:
    page, name, thing = open_page(PHONE), "Nini Tanpa Sinyal", "Tikar Tanpa Sinyal"
    open_app(page, "Pak Hasan")
    page.context.set_offline(True)
    write_maker(page, name)
    keep_paper(page, name, tmp_path)
    page.goto("/jual/produsen/")
    row = page.locator(".makers li").filter(has_text=name)
    expect(row).to_contain_text("belum terkirim")
    expect(row).to_contain_text("setuju sampai")
    write_product(page, thing, photo_of(tmp_path, thing))
    page.get_by_label("Siapa yang membuat?").select_option(label=f"{name} (belum terkirim)")
    press(page, "Kirim produk")
    page.wait_for_url("**/jual/antrean/")
    expect(queue_row(page, name, "Produsen baru")).to_contain_text("belum terkirim")
    expect(queue_row(page, name, "Persetujuan · 1 foto")).to_contain_text("belum terkirim")
    expect(queue_row(page, thing)).to_contain_text(f"a.n. {name}")
    assert live_site.rows(MAKER, name) == []
    page.goto("/jual/produk/")
    expect(page.locator(".product-row").filter(has_text=thing)).to_contain_text(f"Buatan {name}")

    page.context.set_offline(False)
    page.goto("/jual/antrean/")
    until(page, NOTHING_UNSENT)
    expect(queue_row(page, thing)).to_contain_text(f"terkirim (a.n. {name})")
    [(maker, makes)] = live_site.rows(MAKER, name)
    [(consent, way, file)] = live_site.rows(CONSENT, maker)
    assert (makes, way, file.split("/")[0]) == ("tikar rotan", "paper", "persetujuan")
    assert [title for _, title in live_site.rows(GOODS, maker)] == [thing]
    assert live_site.rows(ACTED, name) == [("menambah produk", thing)]
    until(page, "fetchAll('photos').then((all) => all.length === 0)")

    paper = f"/jual/persetujuan/{consent}/berkas/"
    assert page.request.get(paper).headers["content-type"].startswith("image/")
    assert page.request.get(f"/media/{file}").status == 404
    stranger = open_page(PHONE)
    assert "/masuk/" in stranger.request.get(paper).url
    queue_row(page, name, "Produsen baru").get_by_role("link", name="Lihat").click()
    page.wait_for_url(f"**/jual/produsen/{maker}/")
    expect(page.get_by_text(f"{name} setuju sampai")).to_be_visible()


def test_who_was_written_wrongly_is_mended_and_all_that_rests_on_her_goes_with_her(
    open_page: OpenPage, live_site: LiveSite, tmp_path: Path
) -> None:
    page, name, thing = open_page(PHONE, refused="/jual/kirim/"), "Nini Desa Lain", "Tikar Desa Lain"
    open_app(page, "Pak Hasan")
    page.context.set_offline(True)
    page.goto("/jual/produsen/baru/#semua")
    page.get_by_label("Nama produsen").fill(name)
    page.get_by_label("Desa atau kelurahan").fill("Atlantis Hulu")
    page.get_by_label("Apa yang dibuat?").fill("tikar")
    until(page, KEPT_DRAFT)
    page.reload()
    expect(page.get_by_label("Nama produsen")).to_have_value(name)
    press(page, "Simpan, lalu minta persetujuannya")
    page.wait_for_url("**/jual/produsen/?siapa=*")
    page.locator("summary").filter(has_text="Rekaman suaranya").click()
    form = page.locator("form").filter(has_text="Simpan rekaman")
    sound: FilePayload = {"name": "suara.webm", "mimeType": "audio/webm", "buffer": webm(4)}
    form.locator("input[type=file]").set_input_files(sound)
    expect(page.get_by_role("button", name="Hapus rekaman")).to_be_visible()
    form.get_by_label("Kata-kata di atas sudah saya bacakan").check()
    press(page, "Simpan rekaman")
    page.get_by_role("link", name=f"Tambah produk untuk {name}").click()
    page.wait_for_url("**/jual/produk/baru/?untuk=*")
    untuk = page.url.split("?")[1]
    write_product(page, thing, photo_of(tmp_path, thing), f"?{untuk}")
    press(page, "Kirim produk")
    page.wait_for_url("**/jual/antrean/")

    page.context.set_offline(False)
    page.goto("/jual/antrean/")
    expect(queue_row(page, name, "Produsen baru")).to_contain_text("perlu perhatian")
    expect(queue_row(page, thing)).to_contain_text("Data produsennya perlu diperbaiki dulu")
    expect(queue_row(page, thing)).to_contain_text(f"a.n. {name}")
    queue_row(page, name, "Produsen baru").get_by_role("button", name="Perbaiki").click()
    page.wait_for_url("**/jual/produsen/baru/")
    expect(page.get_by_text("Desa “Atlantis Hulu” tidak kami temukan.")).to_be_visible()
    expect(page.get_by_text("2 dari 4")).to_be_visible()
    page.get_by_label("Desa atau kelurahan").fill("Parenggean")
    page.get_by_role("radio").first.check()
    page.get_by_role("link", name="Lihat semua pertanyaan sekaligus").click()
    press(page, "Simpan, lalu minta persetujuannya")
    page.wait_for_url(re.compile(r"/jual/produsen/\d+/"))
    until(page, NOTHING_UNSENT)
    [(maker, _)] = live_site.rows(MAKER, name)
    assert [way for _, way, _ in live_site.rows(CONSENT, maker)] == ["voice"]
    assert [title for _, title in live_site.rows(GOODS, maker)] == [thing]


def take_back(page: Page, name: str) -> None:
    """Write her no down on her page, drawn without a signal."""
    page.get_by_role("link", name="Tarik persetujuannya").click()
    expect(page.get_by_role("heading", name=f"Tarik persetujuan {name}")).to_be_visible()
    press(page, "Ya, tarik sekarang")
    expect(page.get_by_text("Pilih salah satu.")).to_be_visible()
    page.get_by_label("Produsen memintanya").check()
    press(page, "Ya, tarik sekarang")
    expect(page.get_by_text(f"Persetujuan {name} sudah ditarik. Barangnya tidak bisa lagi Anda urus.")).to_be_visible()
    expect(page.locator("main")).to_contain_text("belum terkirim")
    expect(page.get_by_role("link", name=f"Tambah produk untuk {name}")).to_have_count(0)


def test_who_was_just_written_down_takes_her_word_back_in_the_same_visit(
    open_page: OpenPage, live_site: LiveSite, tmp_path: Path
) -> None:
    page, name = open_page(PHONE), "Nini Berubah Pikiran"
    open_app(page, "Pak Hasan")
    page.context.set_offline(True)
    write_maker(page, name)
    keep_paper(page, name, tmp_path)
    take_back(page, name)
    assert "siapa=" in page.url
    page.goto("/jual/produsen/")
    expect(page.locator(".makers li").filter(has_text=name)).to_contain_text("persetujuan ditarik")
    page.goto("/jual/produk/baru/#semua")
    choice = page.get_by_label("Siapa yang membuat?").locator("option").filter(has_text=name)
    expect(choice).to_be_disabled()

    page.context.set_offline(False)
    page.goto("/jual/antrean/")
    until(page, NOTHING_UNSENT)
    expect(queue_row(page, name, "Tarik persetujuan")).to_contain_text(f"Persetujuan {name} sudah ditarik.")
    [(maker, _)] = live_site.rows(MAKER, name)
    assert live_site.rows(NO, maker) == [("asked_by_phone",)]
    assert live_site.rows(ACTED, name) == [("mencatat penarikan persetujuan", f"Persetujuan {name}")]


def count_four_more(page: Page, words: str) -> None:
    """Count four more of the only product, and read what is said to it."""
    page.goto("/jual/produk/")
    page.get_by_label("Ada berapa?").fill("4")
    press(page, "Ada lagi")
    expect(page.get_by_text(words)).to_be_visible()


def test_her_no_stops_this_phone_at_once_and_what_was_done_before_it_still_goes(
    open_page: OpenPage, live_site: LiveSite, tmp_path: Path
) -> None:
    with hub_of_our_own(live_site, number=210, makers=2) as hub:
        page, [(number, name), (_, other)] = open_page(PHONE), hub.makers.items()
        come_in(page, hub.phone)
        settle(page)
        write_product(page, "Tikar Berhenti", photo_of(tmp_path, "Tikar Berhenti"), f"?untuk={number}")
        press(page, "Kirim produk")
        page.wait_for_url("**/kepercayaan/")
        until(page, "fetchAll('data').then(([kept]) => kept.said.products.length === 1)")
        page.context.set_offline(True)
        write_product(page, "Tikar Draf", photo_of(tmp_path, "Tikar Draf"), f"?untuk={number}")
        until(page, "fetchAll('drafts').then((all) => all.some((one) => one.values?.title === 'Tikar Draf'))")
        page.goto("/jual/produk/")
        press(page, "Tandai habis")
        expect(page.locator(".product-row")).to_contain_text("belum terkirim")
        page.goto(f"/jual/produsen/{number}/")
        take_back(page, name)
        assert page.url.endswith(f"/jual/produsen/{number}/")

        refused = f"Persetujuan {name} sudah ditarik. Tidak ada lagi yang bisa dikerjakan atas namanya."
        count_four_more(page, refused)
        page.goto("/jual/produk/baru/#semua")
        expect(page.get_by_label("Nama produk")).to_have_value("Tikar Draf")
        press(page, "Kirim produk")
        expect(page.get_by_text(refused)).to_be_visible()
        expect(page.get_by_label("Siapa yang membuat?").locator("option").filter(has_text=other)).to_be_enabled()
        page.goto("/jual/produk/")
        page.get_by_role("link", name="Tikar Berhenti").click()
        expect(page.locator(".acting")).to_have_text(
            f"Persetujuan {name} sudah ditarik. Barangnya tidak bisa Anda ubah."
        )

        page.context.set_offline(False)
        page.goto("/jual/antrean/")
        until(page, NOTHING_UNSENT)
        assert live_site.rows(ACTED, name)[-2:] == [
            ("mengubah stok", "Tikar Berhenti"),
            ("mencatat penarikan persetujuan", f"Persetujuan {name}"),
        ]
        assert live_site.rows(NO, number) == [("asked_by_phone",)]
        assert [title for _, title in live_site.rows(GOODS, number)] == ["Tikar Berhenti"]
        page.context.set_offline(True)  # the phone has heard of it, and goes on as it was
        count_four_more(page, refused)
        assert page.evaluate(NOTHING_UNSENT)


def test_a_tick_under_other_words_is_asked_for_again(open_page: OpenPage, live_site: LiveSite) -> None:
    page = open_page(PHONE)
    with hub_of_our_own(live_site, number=211, makers=1) as hub:
        [(number, _)] = hub.makers.items()
        come_in(page, hub.phone)
        page.goto(f"/jual/produsen/{number}/")
        tick = page.locator("form").filter(has_text="Simpan foto surat").get_by_label("Kata-kata di atas sudah")
        version = page.locator("[name=version]").first.input_value()
        page.get_by_text("Foto surat yang ia tanda tangani").click()
        tick.check()
        until(page, READ_OUT)
        page.reload()
        expect(tick).to_be_checked()
        page.evaluate(OTHER_WORDS)
        page.reload()
        expect(page.get_by_text("dibawa kembali")).to_be_visible()
        expect(tick).not_to_be_checked()
        expect(page.locator("[name=version]").first).to_have_value(version)
