"""The seller's pages without scripts on a small phone: each says what it is, fits and leads on; its forms work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.everyone import NO_WAY, TABLE
from tests.journeys.browser import PHONE
from tests.journeys.buying import ANOTHER, order_by_qris, order_in_cash
from tests.journeys.conftest import OpenPage
from tests.journeys.crawl import FILES, Crawl, kind_of
from tests.journeys.seller_steps import GOODS_OF, HASAN, SARI, SIZES, photo_of, stock_of
from tests.journeys.site import LiveSite
from tests.journeys.steps import act_as, press, see
from tests.test_no_english import FOR_PHONES, SELLERS

UNLINKED = ("/jual/aplikasi/", "/jual/perlu-dilihat/")
"""What only the service worker leads to, and what is linked once two have written the same."""
ALIVE = """
    SELECT c.producer_id FROM sellers_consent c JOIN sellers_producer m ON m.id = c.producer_id
    JOIN sellers_producer head ON head.seller_id = m.seller_id JOIN accounts_user u ON u.id = head.user_id
    WHERE u.phone = %s AND c.withdrawn_at IS NULL AND c.expires_at > now()
"""
PRINTED = "/cetak/"
PRIVATE = f"main img[src^='/jual/'], main form[action$='{PRINTED}']"
ADDRESSES = """all => all.map((one) => one.getAttribute("src")
    ?? `${one.getAttribute("action")}?${new URLSearchParams(new FormData(one))}`)"""
TEXT = "Ibu saya menggoreng amplang sejak subuh, di dapur belakang rumah kami. Ikannya dari danau di hulu."
HEADINGS = "() => [...document.querySelectorAll('main h1')].filter((one) => one.checkVisibility()).length"
WAYS = """() => [...document.querySelectorAll("main a[href], main button, .tabs a")]
    .filter((one) => one.checkVisibility() && new URL(one.href ?? "#on", location).href !== location.href).length"""
HIDDEN = """() => [...document.querySelectorAll("[hidden]")]
    .filter((one) => one.checkVisibility()).map((one) => one.outerHTML)"""
STATUS = "SELECT status FROM order_order WHERE number = %s"
PRICE = "SELECT price::int FROM partner_stockrecord WHERE product_id = %s"
LEAVES = """
    SELECT p.reason, p.until, p.ended_at IS NOT NULL FROM sellers_pause p JOIN accounts_user u ON u.id = p.began_by_id
    WHERE u.phone = %s ORDER BY p.id
"""
LINE = "SELECT status, partner_line_notes FROM order_line WHERE id = %s"
MADE_BY = """
    SELECT m.name, p.moderation FROM catalogue_product p JOIN sellers_producer m ON m.id = p.producer_id
    WHERE p.title = %s
"""


@dataclass
class BarePages(Crawl):
    """A walk that also asks of each page for its heading and a way on, and knows its private pictures and files."""

    def _most_of(self, kind: str, address: str) -> int:
        return 10 if address in self.starts else super()._most_of(kind, address)

    def _look_at(self, page: Page, address: str, nth: int) -> list[str]:
        links = super()._look_at(page, address, nth)
        self.found += [f"{address}: {fault}" for fault in bare_faults(page)]
        for path in page.eval_on_selector_all(PRIVATE, ADDRESSES):
            self.links.setdefault(path, address)
        return links


def bare_faults(page: Page) -> Iterator[str]:
    if (headings := page.evaluate(HEADINGS)) != 1:
        yield f"{headings} main headings"
    if not page.evaluate(WAYS):
        yield "nothing leads on"
    for part in page.evaluate(HIDDEN):
        yield f"shown without being there: {part}"


def walked(page: Page, site: LiveSite, *starts: str) -> tuple[set[str], list[str]]:
    """Walk one page of each kind below /jual/, take along a file of each kind; return their views and the faults."""
    crawl = BarePages(site.url, 1, closely=0, starts=starts, within=("/jual/",), sizes={"id": [PHONE]})
    crawl.walk(page)
    hers = (path for path in crawl.links if path.startswith("/jual/"))
    files = {kind_of(path): path for path in hers if urlsplit(path).path.endswith((*FILES, PRINTED))}
    for path in files.values():
        answer = page.request.get(path)
        if not answer.ok or "html" in answer.headers["content-type"]:
            crawl.found.append(f"{path}: {answer.status} {answer.headers['content-type']}")
    return {kind.split()[1] for kind in {*map(kind_of, crawl.arrived), *files}}, crawl.found


def test_every_page_of_a_seller_works(open_page: OpenPage, live_site: LiveSite, tmp_path: Path) -> None:
    sari, hasan, rina = (open_page(PHONE, javascript=False) for _ in range(3))
    for page, name in ((sari, "Ibu Sari"), (hasan, "Pak Hasan"), (rina, "Rina")):
        act_as(page, name)
    bill = money_comes_and_goes_back(sari, live_site)
    a_story_is_sent(sari, tmp_path)
    a_table_is_sent(hasan)
    [(maker,), *_], [(size, _, _), *_] = live_site.rows(ALIVE, HASAN), live_site.rows(SIZES, SARI)

    walks = [
        walked(sari, live_site, "/jual/", *UNLINKED, f"/jual/pembayaran/{bill}/", f"/jual/ukuran/{size}/"),
        walked(hasan, live_site, "/jual/", f"/jual/produsen/{maker}/tarik/"),
        walked(rina, live_site, "/jual/daftar/"),
    ]

    found = [one for _, wrong in walks for one in wrong]
    assert not found, "\n".join(found)
    screens = {name for name, (reading, _) in TABLE.items() if name.startswith(SELLERS) and reading != NO_WAY}
    unseen = sorted(screens - FOR_PHONES - walks[0][0] - walks[1][0] - walks[2][0])
    assert not unseen, "\n".join(unseen)


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


@pytest.fixture
def seller(open_page: OpenPage) -> Page:
    """Ibu Sari's phone, with scripts switched off."""
    page = open_page(PHONE, javascript=False)
    act_as(page, "Ibu Sari")
    return page


def product_row(page: Page, title: str) -> Locator:
    page.goto("/jual/produk/")
    return page.locator(".product-row").filter(has=page.get_by_role("link", name=title, exact=True)).first


def test_goods_are_changed(seller: Page, live_site: LiveSite) -> None:
    number, title = live_site.rows(GOODS_OF, SARI)[-1]
    stock = stock_of(live_site, number)
    seller.goto(f"/jual/produk/{number}/")
    seller.get_by_label("Harga").fill("33 ribu")
    seller.get_by_label("Berapa yang siap dijual?").fill(str(stock + 4))
    press(seller, "Simpan")
    see(seller, f"{title} tersimpan.")
    assert (live_site.rows(PRICE, number), stock_of(live_site, number)) == ([(33_000,)], stock + 4)

    product_row(seller, title).get_by_role("button", name="Tandai habis").click()
    see(seller, f"{title} ditandai habis.")
    assert stock_of(live_site, number) == 0
    row = product_row(seller, title)
    row.get_by_label("Ada berapa?").fill("7")
    row.get_by_role("button", name="Ada lagi").click()
    see(seller, f"{title} ada lagi.")
    assert stock_of(live_site, number) == 7


def test_a_size_is_added(seller: Page, live_site: LiveSite) -> None:
    parent = live_site.rows(SIZES, SARI)[0][2]
    seller.goto(f"/jual/produk/{parent}/ukuran/")
    wanted = {"Ukuran atau rasa": "sangat pedas", "Harga": "35.000", "Berapa yang siap dijual?": "5"}
    for label, text in {**wanted, "Berat satu, siap kirim (gram)": "0,3 kg"}.items():
        seller.get_by_label(label).fill(text)
    press(seller, "Tambah")
    see(seller, "sangat pedas")
    assert [title for _, title, _ in live_site.rows(SIZES, SARI)].count("sangat pedas") == 1


def test_the_shop_goes_on_leave_and_opens_again(seller: Page, live_site: LiveSite) -> None:
    leaves, day = live_site.rows(LEAVES, SARI), date.today() + timedelta(days=12)
    seller.goto("/jual/libur/")
    press(seller, "Liburkan toko")
    see(seller, "Pilih alasannya.")
    seller.get_by_role("radio", name="panen").check()
    seller.get_by_label("Buka lagi tanggal berapa?").fill(day.isoformat())
    press(seller, "Liburkan toko")
    see(seller, "Toko sedang libur: panen.")
    assert live_site.rows(LEAVES, SARI) == [*leaves, ("panen", day, False)]

    press(seller, "Buka toko sekarang")

    see(seller, "Toko buka lagi.")
    assert live_site.rows(LEAVES, SARI) == [*leaves, ("panen", day, True)]


def test_a_line_is_declined(seller: Page, live_site: LiveSite) -> None:
    (kept, _), (off, _) = live_site.rows(GOODS_OF, SARI)[:2]
    order, [_, (line, title)] = order_in_cash(live_site, kept, off, phone=ANOTHER)
    seller.goto(f"/jual/pesanan/{order}/")
    seller.get_by_role("link", name=f"Tidak bisa kirim {title}").click()
    press(seller, "Tidak bisa saya kirim")
    expect(seller.locator(".field__error")).to_be_visible()
    seller.locator("main [name=reason]").fill("Panennya belum cukup")
    press(seller, "Tidak bisa saya kirim")

    see(seller, f"{title} tidak jadi dikirim.")
    assert live_site.rows(LINE, line) == [("never_due", "Panennya belum cukup")]


def test_a_hub_lists_for_one_of_its_producers(open_page: OpenPage, live_site: LiveSite, tmp_path: Path) -> None:
    hub, name = open_page(PHONE, javascript=False), "Tikar Purun Tanpa Skrip"
    act_as(hub, "Pak Hasan")
    hub.goto("/jual/produk/baru/")
    whose = hub.get_by_label("Siapa yang membuat?")
    maker = whose.locator("option").last.inner_text()
    whose.select_option(maker)
    hub.get_by_label("Foto produk").set_input_files(photo_of(tmp_path, name))
    wanted = {"Nama produk": name, "Harga": "60.000", "Berapa yang siap dijual?": "3", "Berat satu": "700"}
    for label, text in wanted.items():
        hub.get_by_label(label).fill(text)
    press(hub, "Kirim produk")
    see(hub, f"{name} terkirim.")
    assert live_site.rows(MADE_BY, name) == [(maker.split(" · ")[0], "waiting")]


def test_it_would_notice_a_dead_end(phone: Page) -> None:
    phone.goto("/jual/")
    phone.evaluate("document.querySelector('main').innerHTML = '<p>Selesai.</p>'")
    phone.evaluate("document.querySelector('.tabs')?.remove()")
    assert list(bare_faults(phone)) == ["0 main headings", "nothing leads on"]
