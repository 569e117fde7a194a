"""One visit of a hub's facilitator to two makers without a signal: he lists and fulfils for both, each in her name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.browser import PHONE
from tests.journeys.buying import orders_in_cash
from tests.journeys.conftest import OpenPage
from tests.journeys.hubs import forget_goods
from tests.journeys.on_phone import NOTHING_UNSENT
from tests.journeys.seller_steps import (
    HANDED_OVER,
    HASAN,
    keep_paper,
    open_app,
    photo_of,
    queue_row,
    write_product,
)
from tests.journeys.site import LiveSite
from tests.journeys.steps import press
from tests.journeys.upriver import until

CARRIER = "Ketinting Pak Hasan"
TWO_MAKERS = """
    SELECT DISTINCT ON (m.id) m.id, m.name, p.id, p.title, EXISTS (
        SELECT 1 FROM sellers_consent c WHERE c.producer_id = m.id AND c.withdrawn_at IS NULL AND c.expires_at > now())
    FROM catalogue_product p JOIN partner_stockrecord s ON s.product_id = p.id
    JOIN sellers_producer m ON m.id = p.producer_id JOIN sellers_producer head ON head.seller_id = m.seller_id
    JOIN accounts_user u ON u.id = head.user_id
    WHERE u.phone = %s AND m.id <> head.id AND p.structure = 'standalone' AND p.moderation = 'approved'
    AND s.num_in_stock - coalesce(s.num_allocated, 0) > 3 ORDER BY m.id, s.price LIMIT 2
"""
ACTED = """
    SELECT a.what, a.thing FROM sellers_actedfor a JOIN accounts_user u ON u.id = a.actor_id
    WHERE u.phone = %s AND a.principal_id = %s AND a.consent_id IS NOT NULL ORDER BY a.id DESC LIMIT 2
"""
GOODS = "SELECT count(*) FROM catalogue_product WHERE producer_id = %s AND title = %s"
KEPT_DRAFT = "fetchAll('drafts').then((all) => all.some((one) => one.values?.packaging))"


@dataclass
class Maker:
    """Whom he visits, a product of hers, and an order that waits for her."""

    number: int
    name: str
    product: int
    thing: str
    has_agreed: bool
    order: str = ""

    @property
    def news(self) -> str:
        """What she has newly made."""
        return f"Bakul Kunjungan {self.name}"


def visit(page: Page, maker: Maker, folder: Path) -> None:
    """Ask for her word where it is lacking, take her parcel along, and list what she has newly made."""
    if not maker.has_agreed:
        page.goto(f"/jual/produsen/{maker.number}/")
        keep_paper(page, maker.name, folder)
    page.goto(f"/jual/pesanan/{maker.order}/")
    expect(page.locator(".acting")).to_contain_text(f"Anda bekerja a.n. {maker.name}.")
    expect(page.locator(".pack-list .price")).to_contain_text("Rp")
    page.get_by_label("Dibawa siapa?").fill(CARRIER)
    page.get_by_label("Uang").check()
    press(page, "Paket sudah diserahkan")
    page.wait_for_url("**/jual/antrean/")
    write_product(page, maker.news, photo_of(folder, maker.news), f"?untuk={maker.number}")
    expect(page.get_by_label("Siapa yang membuat?")).to_have_value(str(maker.number))
    press(page, "Kirim produk")
    page.wait_for_url("**/jual/antrean/")


def test_what_is_listed_and_fulfilled_for_two_makers_arrives_in_their_names(
    open_page: OpenPage, live_site: LiveSite, tmp_path: Path
) -> None:
    makers = [Maker(*row) for row in live_site.rows(TWO_MAKERS, HASAN)]
    for maker, order in zip(makers, orders_in_cash(live_site, *(one.product for one in makers)), strict=True):
        maker.order = order
    page = open_page(PHONE)
    open_app(page, "Pak Hasan")
    page.context.set_offline(True)
    for maker in makers:
        visit(page, maker, tmp_path)
    last = makers[-1]
    page.goto(f"/jual/produk/{last.product}/")
    expect(page.locator("[data-photo-button]")).to_be_visible()
    page.get_by_label("Nama produk").fill(f"{last.thing} baru")  # and he is called away
    until(page, KEPT_DRAFT)
    page.goto("/jual/antrean/")
    rows = [*((one.order, one) for one in makers), *((one.news, one) for one in makers)]
    for words, maker in [*rows, ("draf", last)]:
        expect(queue_row(page, words)).to_contain_text(f"a.n. {maker.name}")
    assert [live_site.rows(GOODS, one.number, one.news) for one in makers] == [[(0,)]] * 2

    page.context.set_offline(False)
    page.goto("/jual/antrean/")
    until(page, NOTHING_UNSENT)
    for words, maker in rows:
        expect(queue_row(page, words)).to_contain_text(f"(a.n. {maker.name})")
    for maker in makers:
        assert live_site.rows(GOODS, maker.number, maker.news) == [(1,)]
        assert live_site.rows(HANDED_OVER, maker.order) == [("handed_over", CARRIER)]
        assert live_site.rows(ACTED, HASAN, maker.number) == [
            ("menambah produk", maker.news),
            ("menyerahkan pesanan", f"Pesanan {maker.order}"),
        ]
    page.goto("/jual/catatan/")
    for words, maker in rows:
        row = page.locator("main li.card").filter(has_text=words).first
        expect(row).to_contain_text(f"a.n. {maker.name}")

    forget_goods(live_site, *(one.news for one in makers))
    for maker in makers:  # who had not agreed before is not taken for agreed by the journeys after this one
        if not maker.has_agreed:
            page.goto(f"/jual/produsen/{maker.number}/tarik/")
            page.get_by_label("Produsen memintanya").check()
            press(page, "Ya, tarik sekarang")
            expect(page.get_by_text(f"Persetujuan {maker.name} sudah ditarik.")).to_be_visible()
