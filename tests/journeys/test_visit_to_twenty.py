"""A facilitator visits twenty makers in one day without a signal, lists something for each, and comes home."""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect

from tests.journeys.browser import PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.hubs import Hub, hub_of_our_own
from tests.journeys.on_phone import NOTHING_UNSENT
from tests.journeys.seller_steps import come_in, queue_row, settle, write_product
from tests.journeys.site import LiveSite
from tests.journeys.steps import press
from tests.journeys.upriver import until

MAKERS = 20
LISTED = """
    SELECT m.id, p.title, count(i.id), count(DISTINCT i.original_id) FROM catalogue_product p
    JOIN sellers_producer m ON m.id = p.producer_id JOIN catalogue_productimage i ON i.product_id = p.id
    WHERE m.id = ANY(%s) GROUP BY m.id, p.id ORDER BY m.id
"""
PICTURES = """
    SELECT count(DISTINCT i.original_id) FROM catalogue_productimage i
    JOIN catalogue_product p ON p.id = i.product_id WHERE p.producer_id = ANY(%s)
"""
ACTED = """
    SELECT u.phone, a.principal_id, a.principal_name, a.what, a.thing, c.producer_id FROM sellers_actedfor a
    JOIN accounts_user u ON u.id = a.actor_id JOIN sellers_consent c ON c.id = a.consent_id
    WHERE a.principal_id = ANY(%s) ORDER BY a.principal_id
"""


def thing_of(maker: str) -> str:
    return f"Tikar {maker}"


def visit(page: Page, number: int, name: str, folder: Path) -> None:
    """List what she has made, with a photo of it, through the form that the app draws."""
    photo = folder / "foto.jpg"
    Image.effect_noise((320, 240), 40).convert("RGB").save(photo, quality=80)
    write_product(page, thing_of(name), photo, f"?untuk={number}")
    expect(page.get_by_label("Siapa yang membuat?")).to_have_value(str(number))
    press(page, "Kirim produk")
    page.wait_for_url("**/jual/antrean/")


def test_what_is_listed_for_twenty_makers_arrives_once_in_each_name(
    open_page: OpenPage, live_site: LiveSite, tmp_path: Path
) -> None:
    with hub_of_our_own(live_site, number=200, makers=MAKERS) as hub:
        page, makers = open_page(PHONE), list(hub.makers)
        assert len(makers) == MAKERS
        come_in(page, hub.phone)
        settle(page)
        page.context.set_offline(True)
        for number, name in hub.makers.items():
            visit(page, number, name, tmp_path)
        for name in hub.makers.values():
            expect(queue_row(page, thing_of(name), f"a.n. {name}")).to_contain_text("belum terkirim")
        assert live_site.rows(LISTED, makers) == live_site.rows(ACTED, makers) == []

        page.context.set_offline(False)
        page.goto("/jual/antrean/")
        until(page, NOTHING_UNSENT, seconds=120)

        expect(page.locator(".queue-row")).to_have_count(MAKERS)
        for name in hub.makers.values():
            expect(queue_row(page, thing_of(name))).to_contain_text(f"terkirim (a.n. {name})")
        all_is_there_once(live_site, hub)
        the_log_says_so(page, hub)


def all_is_there_once(site: LiveSite, hub: Hub) -> None:
    each = list(hub.makers.items())
    assert site.rows(LISTED, list(hub.makers)) == [(number, thing_of(name), 1, 1) for number, name in each]
    assert site.rows(PICTURES, list(hub.makers)) == [(MAKERS,)], "no two share a photo"
    assert site.rows(ACTED, list(hub.makers)) == [
        (hub.phone, number, name, "menambah produk", thing_of(name), number) for number, name in each
    ]


def the_log_says_so(page: Page, hub: Hub) -> None:
    page.goto("/jual/catatan/")
    for name in hub.makers.values():
        row = page.locator("main li.card").filter(has_text=thing_of(name))
        expect(row).to_have_count(1)
        expect(row).to_contain_text(f"a.n. {name}")
