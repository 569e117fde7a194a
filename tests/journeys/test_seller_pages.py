"""Every page of sellers, hubs and newcomers on a small phone, none left out: without scripts each says what it is,
fits and leads on; with them axe goes over it by day and by night, and its letters become twice as large."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, Route, expect

from tests.journeys.browser import PHONE, opened_page
from tests.journeys.buying import order_by_qris
from tests.journeys.conftest import OpenPage
from tests.journeys.icons import icon_faults
from tests.journeys.seller_pages import Walker, bare_faults, unseen
from tests.journeys.seller_steps import GOODS_OF, HASAN, SARI, SIZES, photo_of
from tests.journeys.site import LiveSite
from tests.journeys.steps import act_as, press, see

ALIVE = """
    SELECT c.producer_id FROM sellers_consent c JOIN sellers_producer m ON m.id = c.producer_id
    JOIN sellers_producer head ON head.seller_id = m.seller_id JOIN accounts_user u ON u.id = head.user_id
    WHERE u.phone = %s AND c.withdrawn_at IS NULL AND c.expires_at > now()
"""
TEXT = "Ibu saya menggoreng amplang sejak subuh, di dapur belakang rumah kami. Ikannya dari danau di hulu."
STATUS = "SELECT status FROM order_order WHERE number = %s"


@dataclass(frozen=True)
class Scene:
    """Where pages are that no link leads to."""

    sari: tuple[str, ...]
    hasan: tuple[str, ...]
    newcomer: tuple[str, ...] = ("/jual/daftar/",)


@pytest.fixture(scope="module")
def scene(browser: Browser, live_site: LiveSite, tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """Money that came and goes back, a story and a table, all sent without scripts."""
    with opened_page(browser, live_site.url, PHONE, javascript=False) as sari:
        act_as(sari, "Ibu Sari")
        bill = money_comes_and_goes_back(sari, live_site)
        a_story_is_sent(sari, tmp_path_factory.mktemp("cerita"))
    with opened_page(browser, live_site.url, PHONE, javascript=False) as hasan:
        act_as(hasan, "Pak Hasan")
        a_table_is_sent(hasan)
    [(maker,), *_], [(size, _, _), *_] = live_site.rows(ALIVE, HASAN), live_site.rows(SIZES, SARI)
    # only the service worker leads to the first, and links to the second once two have written the same
    unlinked = ("/jual/aplikasi/", "/jual/perlu-dilihat/")
    return Scene(
        sari=("/jual/", *unlinked, f"/jual/pembayaran/{bill}/", f"/jual/ukuran/{size}/"),
        hasan=("/jual/", f"/jual/produsen/{maker}/tarik/"),
    )


def walk_the_shops(walker: Walker, open_page: OpenPage, scene: Scene, *, javascript: bool) -> None:
    """Walk as a seller, as a hub and as somebody who has yet to apply."""
    for name, starts in (("Ibu Sari", scene.sari), ("Pak Hasan", scene.hasan), ("Rina", scene.newcomer)):
        page = open_page(PHONE, javascript=javascript)
        act_as(page, name)
        walker.walk(page, *starts)


def test_every_page_of_a_seller_works_without_scripts(open_page: OpenPage, live_site: LiveSite, scene: Scene) -> None:
    walker = Walker(live_site, closely=False, views=set(), found=[])

    walk_the_shops(walker, open_page, scene, javascript=False)

    assert not walker.found, "\n".join(walker.found)
    assert unseen(walker.views) == []


def test_axe_finds_nothing_on_any_page_of_a_seller(open_page: OpenPage, live_site: LiveSite, scene: Scene) -> None:
    walker = Walker(live_site, closely=True, views=set(), found=[])

    walk_the_shops(walker, open_page, scene, javascript=True)

    assert not walker.found, "\n".join(walker.found)
    assert unseen(walker.views) == []


def money_comes_and_goes_back(seller: Page, site: LiveSite) -> str:
    """Say that a buyer's money came, then call the order off; return the number of the bill."""
    [(product, _), *_] = site.rows(GOODS_OF, SARI)
    number, bill = order_by_qris(site, product)
    seller.goto(f"/jual/pembayaran/{bill}/")
    press(seller, "Uang sudah masuk")
    for _ in range(90):
        if site.rows(STATUS, number) == [("paid",)]:
            break
        seller.wait_for_timeout(500)  # the worker has 45 s
    seller.goto(f"/jual/pesanan/{number}/batal/")
    seller.locator("main [name=reason]").fill("Panen gagal")
    press(seller, "Batalkan pesanan")
    see(seller, "Kembalikan")
    return bill


def a_story_is_sent(seller: Page, folder: Path) -> None:
    seller.goto("/jual/cerita/kirim/")
    seller.locator("input[type=file]").first.set_input_files(photo_of(folder, "Kuali"))
    seller.get_by_label("Siapa atau apa di foto ini?").first.fill("Ibu di dapur")
    seller.get_by_label("Judul").fill("Kuali Tanpa Skrip")
    seller.get_by_label("Ceritanya").fill(TEXT)
    seller.get_by_label("Saya setuju cerita dan foto ini dimuat").check()
    seller.get_by_label("Orang yang terlihat di foto sudah setuju").check()
    press(seller, "Kirim cerita")
    see(seller, "Kuali Tanpa Skrip")


def a_table_is_sent(hub: Page) -> None:
    hub.goto("/jual/impor/")
    table: FilePayload = {"name": "produk.csv", "mimeType": "text/csv", "buffer": b"Nama produk;Harga\nTikar;abc\n"}
    hub.get_by_label("Berkas produk").set_input_files(table)
    press(hub, "Kirim berkas")
    hub.goto("/jual/impor/")
    see(hub, "produk.csv")


def test_it_would_notice_a_dead_end(phone: Page) -> None:
    act_as(phone, "Ibu Sari")
    phone.goto("/jual/libur/")
    phone.evaluate("document.querySelector('main').innerHTML = '<p>Selesai. <a href=\"tel:112\">112</a></p>'")
    expect(phone.locator(".tabs a").first).to_be_visible()
    assert list(bare_faults(phone)) == ["0 main headings", "nothing leads on"]


def test_it_would_notice_a_fault_and_an_address_where_nobody_was(open_page: OpenPage, live_site: LiveSite) -> None:
    page, walker = open_page(PHONE, service_workers="block"), Walker(live_site, closely=True, views=set(), found=[])
    act_as(page, "Ibu Sari")
    page.route("**/jual/libur/", plant)

    walker.walk(page, "/jual/libur/", within=())

    found = " ".join(walker.found)
    for fault in ("at 360 px axe image-alt (critical)", "in dark colours axe color-contrast (serious)"):
        assert fault in found
    left = unseen(walker.views)
    assert "workshop:pause" not in left
    assert {"workshop:withdraw_consent", "workshop:payment"} <= {*left}


def plant(route: Route) -> None:
    """Put two faults on a page, one of which is there by night alone."""
    answer = route.fetch()
    wrong = '<p><font color="#222222">Kendali</font></p><img></main>'
    route.fulfill(response=answer, body=answer.text().replace("</main>", wrong))


def test_it_would_notice_words_without_an_icon_and_an_icon_without_words(phone: Page) -> None:
    act_as(phone, "Ibu Sari")
    phone.goto("/jual/produk/")
    assert list(icon_faults(phone)) == []
    phone.evaluate("""() => {
        document.querySelector(".big-button").className = "button";
        document.querySelector(".badge").textContent = "";
    }""")
    found = list(icon_faults(phone))
    assert found[0] == "words without an icon: Tambah produk"
    assert found[1].startswith("an icon without words: ")
    assert len(found) == 2


def test_icons_are_seen_where_the_phone_chooses_the_colours(phone: Page) -> None:
    act_as(phone, "Ibu Sari")
    phone.emulate_media(forced_colors="active")
    for address in ("/jual/", "/jual/produk/"):
        phone.goto(address)
        assert list(icon_faults(phone, forced=True)) == []
