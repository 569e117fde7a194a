"""A hub's forms about its producers work without scripts: who she is, what shows her word, that she takes it back."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import FilePayload, Locator, Page

from tests.journeys.browser import PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.hubs import MAKERS, hub_of_our_own
from tests.journeys.seller_steps import come_in, photo_of
from tests.journeys.site import LiveSite
from tests.journeys.steps import press, see
from tests.market.recordings.made import ogg

NAME = "Acil Tanpa Skrip"
CONSENTS = "SELECT way, withdrawn_at IS NULL FROM sellers_consent WHERE producer_id = %s ORDER BY id"
VOICE: FilePayload = {"name": "setuju.ogg", "mimeType": "audio/ogg", "buffer": ogg()}


def way_of(hub: Page, summary: str, button: str) -> Locator:
    """Open one of the ways to keep her word; return its form."""
    form = hub.locator("form").filter(has_text=button)
    if not form.is_visible():
        hub.locator("summary").filter(has_text=summary).click()
    return form


def test_a_producer_is_written_down_and_her_word_kept_and_taken_back(
    open_page: OpenPage, live_site: LiveSite, tmp_path: Path
) -> None:
    with hub_of_our_own(live_site, number=311, makers=1) as house:
        hub = open_page(PHONE, javascript=False)
        come_in(hub, house.phone)
        maker = a_producer_is_added(hub, live_site, house.phone)
        a_paper_is_kept(hub, photo_of(tmp_path, NAME))
        assert live_site.rows(CONSENTS, maker) == [("paper", True)]
        it_is_taken_back(hub)
        assert live_site.rows(CONSENTS, maker) == [("paper", False)]
        a_voice_is_kept(hub)
        assert live_site.rows(CONSENTS, maker) == [("paper", False), ("voice", True)]


def a_producer_is_added(hub: Page, site: LiveSite, phone: str) -> int:
    known = site.rows(MAKERS, phone)
    hub.goto("/jual/produsen/baru/")
    hub.get_by_label("Apa yang dibuat?").fill("tikar purun")
    press(hub, "Simpan, lalu minta persetujuannya")
    see(hub, "Tulis namanya.")
    hub.get_by_label("Nama produsen").fill(NAME)
    press(hub, "Simpan, lalu minta persetujuannya")
    see(hub, f"{NAME} tercatat. Sekarang minta persetujuannya.")
    *before, (maker, name) = site.rows(MAKERS, phone)
    assert (before, name) == (known, NAME)
    return int(maker)


def a_paper_is_kept(hub: Page, paper: Path) -> None:
    where = "Foto surat yang ia tanda tangani", "Simpan foto surat"
    way_of(hub, *where).locator("[name=photo]").set_input_files(paper)
    press(hub, "Simpan foto surat")
    see(hub, "Bacakan dulu kata-katanya, lalu centang.")
    see(hub, "Foto surat sudah tersimpan.")
    way_of(hub, *where).locator("[name=was_read]").check()
    press(hub, "Simpan foto surat")
    see(hub, f"{NAME} setuju sampai")


def a_voice_is_kept(hub: Page) -> None:
    form = way_of(hub, "Rekaman suaranya", "Simpan rekaman")
    form.locator("[name=voice]").set_input_files(VOICE)
    form.locator("[name=was_read]").check()
    press(hub, "Simpan rekaman")
    see(hub, f"{NAME} setuju sampai")


def it_is_taken_back(hub: Page) -> None:
    hub.get_by_role("link", name="Tarik persetujuannya").click()
    press(hub, "Ya, tarik sekarang")
    see(hub, "Pilih salah satu.")
    hub.get_by_role("radio", name="Produsen memintanya").check()
    press(hub, "Ya, tarik sekarang")
    see(hub, f"Persetujuan {NAME} sudah ditarik.")
