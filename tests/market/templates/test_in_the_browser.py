"""The shop window in real Chromium: goods in view at once, nothing sticks out, nothing is refused by the browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.db import connections
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from catalogue.models import ProductImage
from cms.models import HomePage
from cms.tree.actions import build_site_tree
from tests.catalogue.goods import add_picture, make_category, make_product, make_size, open_way_to_tebet
from tests.journeys.browser import launch
from tests.remembered import once

pytestmark = pytest.mark.django_db(transaction=True)

PHONE, SCREEN = {"width": 360, "height": 800}, {"width": 1280, "height": 800}
Opener = Callable[..., Page]


@pytest.fixture
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()
        connections["default"].close()  # Playwright's loop gives Django another connection; it goes with the loop


@pytest.fixture
def opened(browser: Browser, live_server: LiveServer) -> Opener:
    def open_page(path: str, *, size: dict[str, int] = PHONE, with_javascript: bool = True) -> Page:
        context = browser.new_context(
            base_url=live_server.url, viewport=size, java_script_enabled=with_javascript, locale="id-ID"
        )
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda said: page.complaints.append(said.text) if said.type != "log" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(path)
        return page

    return open_page


@pytest.fixture
def goods() -> list[str]:
    """Return the addresses of a shop with a category, a product in two sizes and one with a long name."""
    camilan = make_category("Camilan", "Snacks")
    make_category("Amplang dan kerupuk", above=camilan)
    sizes = make_product("Amplang", structure="parent", price=None, category=camilan)
    make_size(sizes, "100 g", 10_000)
    make_size(sizes, "250 g", 25_000)
    for _ in range(3):
        add_picture(sizes)
    long = make_product("Kain tenun ulap doyo pewarna alam bermotif naga dan sungai " * 2, category=camilan)
    add_picture(long)
    return ["/produk/", "/kategori/camilan/", "/cari/?q=amplang", sizes.get_absolute_url(), long.get_absolute_url()]


def test_it_shows_a_whole_product_without_scrolling(goods: list[str], opened: Opener) -> None:
    for path in goods[:3]:
        card = opened(path).locator(".product-card").first.bounding_box()

        assert card
        assert card["y"] + card["height"] <= PHONE["height"], path


def test_the_front_door_shows_goods_without_scrolling(goods: list[str], opened: Opener) -> None:
    once(build_site_tree)
    HomePage.objects.update(
        title="Dari hulu sungai, langsung dari pembuatnya",
        lead="Olahan, kain dan anyaman dari desa-desa di Kalimantan.",
        picture=ProductImage.objects.latest("pk").original,
    )
    for path in ("/", "/en/"):
        page = opened(path)
        for shown in (".product-card >> nth=0", ".product-card >> nth=1", ".hero img", ".hero .button--primary"):
            box = page.locator(shown).first.bounding_box()
            assert box, (path, shown)
            assert box["y"] + box["height"] <= PHONE["height"], (path, shown)


def test_it_shows_what_one_pays_and_presses_without_scrolling(goods: list[str], opened: Opener) -> None:
    product = make_product("Madu kelulut")
    add_picture(product)

    button = opened(product.get_absolute_url()).get_by_role("button", name="Masukkan ke keranjang").bounding_box()

    assert button
    assert button["y"] + button["height"] <= PHONE["height"]


@pytest.mark.parametrize("size", [PHONE, SCREEN], ids=["phone", "screen"])
def test_it_fits_and_nothing_is_refused(goods: list[str], opened: Opener, size: dict[str, int]) -> None:
    for path in [*goods, *(f"/en{path}" for path in goods)]:
        page = opened(path, size=size)

        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], path
        assert page.complaints == [], path


def test_it_puts_a_size_into_the_basket_without_javascript(goods: list[str], opened: Opener) -> None:
    page = opened(goods[3], with_javascript=False)

    page.get_by_label("250 g").check()
    page.get_by_label("Berapa?").fill("2")
    page.get_by_role("button", name="Masukkan ke keranjang").click()

    page.wait_for_url("**/keranjang/")
    expect(page.locator(".header__count")).to_contain_text("2")
    expect(page.get_by_role("link", name="Amplang, 250 g")).to_be_visible()


def test_what_is_bought_stands_beside_the_address_on_a_desk_and_its_sum_above_it_on_a_phone(
    goods: list[str], opened: Opener
) -> None:
    for size, shown, hidden in ((SCREEN, ".purchase__goods", ".purchase__goods-above"),
                                (PHONE, ".purchase__goods-above", ".purchase__goods")):  # fmt: skip
        page = opened(goods[4], size=size)
        page.get_by_role("button", name="Masukkan ke keranjang").click()
        page.wait_for_url("**/keranjang/")
        page.goto("/bayar/")
        expect(page.locator(shown)).to_contain_text("Rp25.000")
        expect(page.locator(hidden)).to_be_hidden()
        beside, form = (page.locator(one).bounding_box() for one in (shown, ".checkout-form"))
        assert beside
        assert form
        is_beside = beside["x"] >= form["x"] + form["width"] and beside["y"] < form["y"] + 100
        assert is_beside == (size == SCREEN)


def test_the_header_of_a_public_page_learns_from_a_cookie_what_is_in_the_basket(
    goods: list[str], opened: Opener
) -> None:
    page = opened(goods[3])
    expect(page.locator(".header__count")).to_be_hidden()

    page.get_by_label("250 g").check()
    page.get_by_label("Berapa?").fill("3")
    page.get_by_role("button", name="Masukkan ke keranjang").click()
    page.wait_for_url("**/keranjang/")
    page.goto("/produk/")

    expect(page.locator(".header__count")).to_contain_text("3")
    assert page.complaints == []


def test_a_district_said_once_shows_what_delivery_costs_there_on_this_page_and_the_next(opened: Opener) -> None:
    open_way_to_tebet()
    first, second = make_product("Amplang", shipping_weight_g=1400), make_product("Madu", shipping_weight_g=900)
    page = opened(first.get_absolute_url())

    page.wait_for_load_state("networkidle")
    page.locator("#ongkir .area-picker__query").press_sequentially("Tebet")
    page.locator("#ongkir .area-picker__match").first.click()

    expect(page.locator("#ongkir [data-delivery-answer]")).to_contain_text("Rp80.000")
    assert "?" not in page.url
    page.goto(f"{page.url.split('/produk/')[0]}{second.get_absolute_url()}")
    expect(page.locator("#ongkir [data-delivery-answer]")).to_contain_text("Rp40.000")
    expect(page.get_by_role("button", name="Salin tautan")).to_be_visible()
    assert page.complaints == []
