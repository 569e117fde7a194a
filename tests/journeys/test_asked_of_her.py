"""What asks a seller something because others did not agree or left something out, seen with and without scripts."""

from __future__ import annotations

from playwright.sync_api import FilePayload, expect

from tests.journeys.eyes import Eyes, seen
from tests.journeys.hubs import hub_of_our_own, orders_of_each, two_phones_said
from tests.journeys.seller_steps import come_in
from tests.journeys.site import LiveSite
from tests.journeys.steps import press, see
from tests.sellers.test_opensid import as_php_my_admin
from tests.sellers.test_opensid_names import export

SAID = (
    "Tikar Purun",
    "Rp47.000",
    "KM Kelay, tanpa nomor",
    "Rekaman ini juga dibuat, tetapi tidak dipakai",
    "Hapus satu, lalu foto ini tampil sendiri",
)


def test_what_two_phones_said(eyes: Eyes, live_site: LiveSite) -> None:
    page = eyes.page
    with hub_of_our_own(live_site, number=350 + eyes.has_scripts, makers=1) as hub:
        orders_of_each(live_site, hub)
        two_phones_said(live_site, hub)
        come_in(page, hub.phone)
        eyes.look_at("/jual/perlu-dilihat/")
        for words in SAID:
            see(page, words)
        while (buttons := page.locator("main form button[value='']")).count():
            buttons.first.click()
            expect(page.locator("main h1")).to_be_visible()
    seen(eyes, at_least=1)


def test_who_sells_in_an_export(eyes: Eyes, live_site: LiveSite) -> None:
    page = eyes.page
    file: FilePayload = {"name": "lapak.json", "mimeType": "application/json", "buffer": as_php_my_admin(export())}
    with hub_of_our_own(live_site, number=360 + eyes.has_scripts, makers=2) as hub:
        come_in(page, hub.phone)
        page.goto("/jual/impor/")
        page.get_by_label("Berkas produk").set_input_files(file)
        page.get_by_label("Kemasan, bila tidak tertulis").select_option("plastik")
        press(page, "Kirim berkas")
        see(page, "Siapa pelapak ini?")
        eyes.look("who they are")
        press(page, "Simpan")
        see(page, "Pilih produsennya, atau tulis namanya.")
        eyes.look("no answer")
        name = next(iter(hub.makers.values()))
        page.get_by_label("Produsen kami").first.select_option(label=name)
        press(page, "Simpan")
        see(page, f"pelapak ini {name}")
        eyes.look("an answer")
    seen(eyes, at_least=3)
