"""What scripts add to public pages: a picture on tap, names while typing, the price of a size, delivery at once."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys.browser import PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.crawl_states import SAVE_DATA
from tests.journeys.site import LiveSite
from tests.journeys.steps import press

WITH_SIZES = """
    SELECT p.slug, p.id FROM catalogue_product p JOIN catalogue_product c ON c.parent_id = p.id AND c.is_public
    JOIN partner_stockrecord s ON s.product_id = c.id AND s.num_in_stock - coalesce(s.num_allocated, 0) > 1
    WHERE p.is_public GROUP BY p.id HAVING count(DISTINCT s.price) > 1 ORDER BY p.id LIMIT 1
"""


def test_scripts_do_what_they_are_there_for(open_page: OpenPage, live_site: LiveSite) -> None:
    page = open_page(PHONE)
    a_picture_comes_when_it_is_tapped(page)
    names_come_while_typing(page)
    [(slug, number)] = live_site.rows(WITH_SIZES)
    page.goto(f"/produk/{slug}-{number}/")
    the_price_follows_the_size(page)
    delivery_is_answered_and_remembered(page)


def a_picture_comes_when_it_is_tapped(page: Page) -> None:
    page.goto("/produk/")
    press(page, SAVE_DATA)
    fetched = list[str]()
    page.on("request", lambda request: fetched.append(request.url) if "/media/" in request.url else None)
    page.reload(wait_until="networkidle")
    offers = page.locator("main a[data-picture]")
    offered = offers.count()
    assert (fetched, page.locator("main img[src^='/media/']").count()) == ([], 0)

    offers.first.click()

    expect(offers).to_have_count(offered - 1)
    picture = page.locator("main img[src^='/media/']")
    expect(picture).to_have_count(1)
    page.wait_for_function("one => one.complete && one.naturalWidth > 0", arg=picture.element_handle())
    assert page.url.endswith("/produk/")
    assert len(fetched) == 1


def names_come_while_typing(page: Page) -> None:
    box = page.locator(".header__search input[type=search]")
    box.press_sequentially("amp")
    name = page.locator(".suggestions [role=option]").first
    expect(name).to_be_visible()
    assert "amp" in name.inner_text().lower()
    address = name.get_attribute("href")
    box.press("ArrowDown")
    expect(name).to_have_attribute("aria-selected", "true")
    box.press("Enter")
    page.wait_for_url(f"**{address}")


def the_price_follows_the_size(page: Page) -> None:
    shown = page.locator("[data-price-of-size]")
    before = shown.locator(".price").inner_text()
    size = page.locator(".buy__size").filter(has=page.locator("input:enabled")).filter(has_not_text=before).first
    price = size.locator(".price").inner_text()

    size.click()

    expect(shown.locator(".price")).to_have_text(price)
    expect(shown.locator("[data-from]")).to_be_hidden()


def delivery_is_answered_and_remembered(page: Page) -> None:
    answer = page.locator("[data-delivery-answer]")
    page.locator("[data-delivery-preview] .area-picker__query").press_sequentially("tebet jak")
    page.locator(".area-picker__match", has_text="Tebet").first.click()
    expect(answer.locator(".price").first).to_be_visible()
    said = answer.inner_text()
    address = page.url

    page.reload()

    expect(answer.locator(".price").first).to_be_visible()
    assert page.url == address
    assert said.split("\n")[0] in answer.inner_text()
