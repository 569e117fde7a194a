"""What was sent before its scripts were there and came back with a fault: it goes on as it was sent, and once."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.browser import PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.crawl_faults import BROWSERS_WORDS
from tests.journeys.hubs import hub_of_our_own
from tests.journeys.seller_steps import SARI, come_in, photo_of
from tests.journeys.site import LiveSite
from tests.journeys.steps import act_as, press, see
from tests.journeys.test_before_scripts import IS_WIRED
from tests.journeys.upriver import until

LEAVES = """
    SELECT p.reason, p.words, p.ended_at IS NOT NULL FROM sellers_pause p JOIN accounts_user u ON u.id = p.began_by_id
    WHERE u.phone = %s ORDER BY p.id
"""
CONSENTS = "SELECT count(*) FROM sellers_consent WHERE producer_id = %s AND way = 'paper'"


def open_bare(page: Page, address: str) -> None:
    """Open a page whose scripts do not come; those of the page that follows do."""
    page.route("**/workshop/forms.*", lambda route: route.abort())
    page.goto("about:blank")  # the same address again would only be a jump within the page
    page.goto(address)
    page.unroute("**/workshop/forms.*")


def test_an_older_draft_is_not_written_over_what_came_back(open_page: OpenPage, live_site: LiveSite) -> None:
    page = open_page(PHONE, service_workers="block")
    act_as(page, "Ibu Sari")
    leaves, day = live_site.rows(LEAVES, SARI), date.today() + timedelta(days=9)
    page.goto("/jual/libur/#semua")
    until(page, IS_WIRED)
    expect(page.get_by_label("Kalau alasan lain: apa?")).to_be_hidden()
    page.get_by_role("radio", name="lain").check()
    page.get_by_label("Kalau alasan lain: apa?").fill("Perahu rusak")
    page.get_by_role("radio", name="panen").check()
    expect(page.get_by_label("Kalau alasan lain: apa?")).to_be_hidden()
    until(page, "fetchAll('drafts').then(([one]) => one?.values.words === 'Perahu rusak')")

    open_bare(page, "/jual/libur/#semua")
    page.get_by_role("radio", name="lain").check()
    page.get_by_label("Kalau alasan lain: apa?").fill("Air naik")
    page.get_by_role("radio", name="lain").evaluate("one => { one.checked = false; }")
    page.get_by_label("Buka lagi tanggal berapa?").fill(day.isoformat())
    press(page, "Liburkan toko")
    see(page, "Pilih alasannya.")
    until(page, IS_WIRED)
    expect(page.get_by_label("Kalau alasan lain: apa?")).to_have_value("Air naik")
    expect(page.get_by_label("Buka lagi tanggal berapa?")).to_have_value(day.isoformat())
    expect(page.get_by_role("radio", name="panen")).not_to_be_checked()
    page.get_by_role("radio", name="lain").check()
    page.evaluate("location.hash = '#semua'")
    press(page, "Liburkan toko")

    see(page, "Toko sedang libur: Air naik.")
    assert live_site.rows(LEAVES, SARI) == [*leaves, ("lain", "Air naik", False)]
    assert page.evaluate("fetchAll('operations')") == []
    [draft] = page.evaluate("fetchAll('drafts')")
    assert draft["values"]["words"] == "Perahu rusak", "what she began before is still hers to throw away"
    press(page, "Buka toko sekarang")
    see(page, "Toko buka lagi.")


def test_the_photo_of_a_paper_is_sent_once_and_kept(open_page: OpenPage, live_site: LiveSite, tmp_path: Path) -> None:
    page = open_page(PHONE, service_workers="block")
    with hub_of_our_own(live_site, number=310, makers=1) as hub:
        [(maker, name)] = hub.makers.items()
        come_in(page, hub.phone)
        [(before,)] = live_site.rows(CONSENTS, maker)
        open_bare(page, f"/jual/produsen/{maker}/")
        page.get_by_text("Foto surat yang ia tanda tangani").click()
        page.locator("[name=photo]").set_input_files(photo_of(tmp_path, name))
        press(page, "Simpan foto surat")
        see(page, "Bacakan dulu kata-katanya, lalu centang.")
        until(page, IS_WIRED)
        see(page, "Foto surat sudah tersimpan.")
        assert page.evaluate(BROWSERS_WORDS) == []
        page.get_by_label("Kata-kata di atas sudah saya bacakan").first.check()
        press(page, "Simpan foto surat")

        page.wait_for_url(f"**/jual/produsen/{maker}/")
        see(page, f"{name} setuju sampai")
        assert live_site.rows(CONSENTS, maker) == [(before + 1,)]
        assert page.evaluate("fetchAll('operations')") == page.evaluate("fetchAll('drafts')") == []
