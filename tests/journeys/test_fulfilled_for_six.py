"""A facilitator answers and hands over, without a signal, what was ordered of six makers, and comes home."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.journeys.browser import PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.hubs import Hub, hub_of_our_own, orders_of_each
from tests.journeys.on_phone import NOTHING_UNSENT
from tests.journeys.seller_steps import HANDED_OVER, come_in, queue_row, settle
from tests.journeys.site import LiveSite
from tests.journeys.steps import press
from tests.journeys.upriver import until

MAKERS = 6
CARRIER, WHY = "Ketinting Ibu Rahimah", "Rotannya belum kering"
EACH = ("Terima pesanan", "Tolak pesanan", "Serahkan paket")
LINES = """
    SELECT l.status, l.partner_line_notes FROM order_line l JOIN order_order o ON o.id = l.order_id
    WHERE o.number = %s ORDER BY l.id
"""
ACTED = """
    SELECT u.phone, a.what, a.thing, c.producer_id FROM sellers_actedfor a
    JOIN accounts_user u ON u.id = a.actor_id JOIN sellers_consent c ON c.id = a.consent_id
    WHERE a.principal_id = %s AND a.principal_name = %s ORDER BY a.id
"""
TOLD = "SELECT template, count(*) FROM notify_message WHERE text LIKE %s AND template = ANY(%s) GROUP BY 1 ORDER BY 1"


def line(page: Page, title: str) -> Locator:
    return page.locator(".pack-list > li").filter(has_text=title)


def fulfil(page: Page, order: str, name: str, titles: list[str]) -> None:
    """Take one line, decline the other, and give the parcel to the boat; on pages that were never opened before."""
    taken, declined = titles
    page.goto(f"/jual/pesanan/{order}/")
    expect(page.locator(".acting")).to_contain_text(f"Anda bekerja a.n. {name}.")
    line(page, taken).get_by_role("button", name="Terima").click()
    expect(line(page, taken)).to_contain_text("Anda terima")
    line(page, declined).get_by_text("Tidak bisa kirim").click()
    line(page, declined).get_by_role("textbox").fill(WHY)
    line(page, declined).get_by_role("button", name="Tidak bisa saya kirim").click()
    expect(line(page, declined)).to_contain_text("tidak dikirim")
    page.get_by_label("Dibawa siapa?").fill(CARRIER)
    page.get_by_label("Uang").check()
    press(page, "Paket sudah diserahkan")
    page.wait_for_url("**/jual/antrean/")


def test_what_six_makers_sold_is_answered_and_handed_over_once_in_each_name(
    open_page: OpenPage, live_site: LiveSite
) -> None:
    with hub_of_our_own(live_site, number=201, makers=MAKERS) as hub:
        orders = orders_of_each(live_site, hub)
        assert [maker for _, maker, _ in orders] == list(hub.makers)
        page = open_page(PHONE)
        come_in(page, hub.phone)
        settle(page)
        page.context.set_offline(True)
        for number, maker, titles in orders:
            fulfil(page, number, hub.makers[maker], titles)
        for number, maker, _ in orders:
            for what in EACH:
                expect(queue_row(page, number, what, f"a.n. {hub.makers[maker]}")).to_contain_text("belum terkirim")
        assert [live_site.rows(HANDED_OVER, number) for number, *_ in orders] == [[]] * MAKERS

        page.context.set_offline(False)
        page.goto("/jual/antrean/")
        until(page, NOTHING_UNSENT, seconds=120)

        expect(page.locator(".queue-row")).to_have_count(MAKERS * len(EACH))
        for number, maker, _ in orders:
            for what in EACH:
                expect(queue_row(page, number, what)).to_contain_text(f"(a.n. {hub.makers[maker]})")
            it_is_done_once(live_site, hub, number, maker)
        the_log_says_so(page, hub, orders)


def it_is_done_once(site: LiveSite, hub: Hub, order: str, maker: int) -> None:
    """One parcel, each line as it was answered, the buyer told once of each, and all of it in her name."""
    assert site.rows(HANDED_OVER, order) == [("handed_over", CARRIER)]
    assert site.rows(LINES, order) == [("accepted", ""), ("never_due", WHY)]
    assert site.rows(TOLD, f"%{order}%", ["line_declined", "order_handed_over"]) == [
        ("line_declined", 1),
        ("order_handed_over", 1),
    ]
    assert site.rows(ACTED, maker, hub.makers[maker]) == [
        (hub.phone, what, f"Pesanan {order}", maker)
        for what in ("menerima barang pesanan", "menolak barang pesanan", "menyerahkan pesanan")
    ]


def the_log_says_so(page: Page, hub: Hub, orders: list[tuple[str, int, list[str]]]) -> None:
    page.goto("/jual/catatan/")
    for number, maker, _ in orders:
        rows = page.locator("main li.card").filter(has_text=number)
        expect(rows).to_have_count(len(EACH))
        for row in rows.all():
            expect(row).to_contain_text(f"a.n. {hub.makers[maker]}")
