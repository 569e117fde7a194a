"""A voice and an answer to a price question wait on the phone without a signal, and come exactly once."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.browser import PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.seller_steps import GOODS_OF, SARI, open_app, photo_of, queue_row, write_product
from tests.journeys.site import LiveSite
from tests.journeys.steps import press
from tests.journeys.upriver import until
from tests.market.recordings.made import webm

SPOKEN = """
    SELECT n.seconds, n.file FROM sellers_voicenote n JOIN catalogue_product p ON p.id = n.product_id
    WHERE p.title = %s
"""
NUMBER = "SELECT id FROM catalogue_product WHERE title = %s"
PRICE = "SELECT price::int FROM partner_stockrecord WHERE product_id = %s"
UNSEEN = "SELECT count(*) FROM sellers_write WHERE product_id = %s AND is_lost AND seen_at IS NULL"
TWICE = """
    async ([product, base, first, second]) => {
      const user = await whoIsHere();
      for (const [ago, value] of [[120_000, first], [60_000, second]]) {
        const id = uuid7();
        const data = { product, changes: { price: { base, value } } };
        const body = JSON.stringify({ id, v: 1, user, kind: "edit_product", made_at: Date.now() - ago, data });
        await fetch("/jual/kirim/", { method: "POST", headers: { "Content-Type": "application/json" }, body });
      }
    }
"""


def test_a_voice_is_recorded_without_a_signal_and_comes_with_its_product(
    open_page: OpenPage, live_site: LiveSite, tmp_path: Path
) -> None:
    page, name = open_page(PHONE), "Kerupuk Bersuara"
    open_app(page, "Ibu Sari")
    page.context.set_offline(True)
    write_product(page, name, photo_of(tmp_path, name))
    file = {"name": "suara.webm", "mimeType": "audio/webm", "buffer": webm(6)}
    page.locator("[name=voice]").set_input_files(file)
    expect(page.get_by_role("button", name="Hapus rekaman")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Rekaman tersimpan di HP ini.")).to_be_visible()
    press(page, "Kirim produk")
    page.wait_for_url("**/jual/antrean/")
    expect(queue_row(page, name)).to_contain_text("1 foto · suara")
    assert live_site.rows(SPOKEN, name) == []

    page.context.set_offline(False)
    page.goto("/jual/antrean/")
    expect(queue_row(page, name)).to_contain_text("Petugas akan memeriksanya")

    [(seconds, heard)] = live_site.rows(SPOKEN, name)
    assert seconds == 6
    assert page.request.get(f"/media/{heard}").headers["content-type"] == "audio/webm"
    until(page, "fetchAll('photos').then((all) => all.length === 0)")
    another_voice_takes_its_place(page, live_site, name)


def another_voice_takes_its_place(page: Page, site: LiveSite, name: str) -> None:
    [(number,)] = site.rows(NUMBER, name)
    page.goto(f"/jual/produk/{number}/suara/")
    page.context.set_offline(True)
    page.locator("[name=voice]").set_input_files({"name": "lagi.webm", "mimeType": "audio/webm", "buffer": webm(4)})
    expect(page.locator("form[data-voice]").get_by_role("button", name="Hapus rekaman")).to_be_visible()
    press(page, "Ganti rekaman")
    page.wait_for_url("**/jual/antrean/")
    expect(queue_row(page, name, "belum terkirim")).to_be_visible()
    page.context.set_offline(False)
    page.goto("/jual/antrean/")
    expect(queue_row(page, name, "Tampil setelah didengarkan petugas")).to_be_visible()
    assert [seconds for seconds, _ in site.rows(SPOKEN, name)] == [4]


def test_which_price_holds_is_said_without_a_signal(open_page: OpenPage, live_site: LiveSite) -> None:
    page = open_page(PHONE)
    open_app(page, "Ibu Sari")
    number, title = live_site.rows(GOODS_OF, SARI)[-1]
    [(price,)] = live_site.rows(PRICE, number)
    page.evaluate(TWICE, [number, price, price + 1000, price + 2000])
    assert live_site.rows(UNSEEN, number) == [(1,)]
    page.evaluate("changeRow('data', Number(document.body.dataset.person), (row) => { row.asked_at = 0; })")
    page.goto("/jual/")
    until(page, "fetchAll('data').then(([kept]) => kept.said.questions.length > 0)")

    page.context.set_offline(True)
    page.goto("/jual/perlu-dilihat/")
    choose(page, title, price + 1000)
    expect(page.get_by_text("Tersimpan di HP. Dikirim sendiri begitu ada sinyal.")).to_be_visible()
    expect(page.locator("form").filter(has_text=title)).to_have_count(0)
    page.goto("/jual/antrean/")
    expect(queue_row(page, title)).to_contain_text("Pilih harga")
    assert live_site.rows(PRICE, number) == [(price + 2000,)]

    page.context.set_offline(False)
    page.goto("/jual/antrean/")
    expect(queue_row(page, title)).to_contain_text("tersimpan")
    assert live_site.rows(PRICE, number) == [(price + 1000,)]
    assert live_site.rows(UNSEEN, number) == [(0,)]


def choose(page: Page, title: str, price: int) -> None:
    form = page.locator("form").filter(has_text=title)
    form.locator(f"input[value='{price}']").check()
    form.get_by_role("button", name="Pakai harga ini").click()
