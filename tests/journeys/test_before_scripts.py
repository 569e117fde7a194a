"""What a page does not know yet: what was typed before its scripts came, and what waits on the phone."""

from __future__ import annotations

from playwright.sync_api import Page, Route, expect

from tests.journeys.browser import ALONE, PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.seller_steps import GOODS_OF, SARI, edit, open_app, stock_of
from tests.journeys.site import LiveSite
from tests.journeys.steps import act_as, press
from tests.journeys.upriver import until

IS_WIRED = "fetchAll('data').then((all) => all.length > 0)"
"""The page's last step: it asks for the shop once its forms are taken over."""
PRICE = "SELECT price::int FROM partner_stockrecord WHERE product_id = %s"


def change(page: Page, product: int, **fields: str) -> None:
    """Change fields of a product where there is a signal."""
    page.goto(f"/jual/produk/{product}/")
    expect(page.locator("[data-photo-button]")).to_be_visible()
    for name, value in fields.items():
        page.locator(f"main form [name={name}]").fill(value)
    press(page, "Simpan")
    page.wait_for_url("**/jual/")


def test_what_is_typed_before_the_scripts_are_there_is_sent_as_well(open_page: OpenPage, live_site: LiveSite) -> None:
    page = open_page(PHONE, service_workers="block")
    product = live_site.rows(GOODS_OF, SARI)[-2][0]
    [(price,)] = live_site.rows(PRICE, product)
    left = stock_of(live_site, product)
    act_as(page, "Ibu Sari")
    held: list[Route] = []
    page.route("**/workshop/forms.*", lambda route: held.append(route))  # on a slow line the page is there first

    page.goto(f"/jual/produk/{product}/", wait_until="commit")
    page.get_by_label("Harga").fill(str(price + 700))
    while not held:
        page.wait_for_timeout(50)
    for route in held:
        route.continue_()
    page.unroute("**/workshop/forms.*")
    expect(page.locator("[data-photo-button]")).to_be_visible()
    until(page, "fetchAll('drafts').then((all) => all.length === 1)")
    [draft] = page.evaluate("fetchAll('drafts')")
    assert draft["values"]["price"] == str(price + 700)
    page.get_by_label("Berapa yang siap dijual?").fill(str(left + 2))
    press(page, "Simpan")

    page.wait_for_url("**/jual/")
    assert live_site.rows(PRICE, product) == [(price + 700,)]
    assert stock_of(live_site, product) == left + 2
    change(page, product, price=str(price), stock=str(left))
    assert (live_site.rows(PRICE, product), stock_of(live_site, product)) == ([(price,)], left)


def test_a_page_says_what_of_its_goods_is_not_sent_yet(open_page: OpenPage, live_site: LiveSite) -> None:
    page = open_page(PHONE)
    page.add_init_script(ALONE)
    product = live_site.rows(GOODS_OF, SARI)[-2][0]
    left = stock_of(live_site, product)
    open_app(page, "Ibu Sari")
    page.context.set_offline(True)
    edit(page, product, stock=str(left + 3))
    page.route("**/jual/kirim/", lambda route: route.abort())
    page.context.set_offline(False)

    page.goto(f"/jual/produk/{product}/")
    expect(page.locator("form .notice")).to_contain_text("Belum terkirim dari HP ini: Stok +3.")
    expect(page.get_by_label("Berapa yang siap dijual?")).to_have_value(str(left))
    page.unroute("**/jual/kirim/")
    page.evaluate("void sendWaiting({ hurry: true })")
    expect(page.get_by_label("Berapa yang siap dijual?")).to_have_value(str(left + 3))
    expect(page.locator("form .notice")).to_have_count(0)
    change(page, product, stock=str(left))
    assert stock_of(live_site, product) == left


def test_what_the_browser_sent_itself_is_not_sent_once_more(open_page: OpenPage, live_site: LiveSite) -> None:
    page = open_page(PHONE, service_workers="block")
    product = live_site.rows(GOODS_OF, SARI)[-2][0]
    left = stock_of(live_site, product)
    act_as(page, "Ibu Sari")
    held: list[Route] = []
    page.route("**/workshop/forms.*", lambda route: held.append(route))
    page.goto(f"/jual/produk/{product}/", wait_until="commit")
    page.get_by_label("Berapa yang siap dijual?").fill(str(left + 2))
    page.locator("main form").last.evaluate(
        "form => { form.target = '_blank'; }"
    )  # as long as it is on its way, she is here

    with page.expect_popup() as answer:
        page.get_by_role("button", name="Simpan").click()
    answer.value.wait_for_url("**/jual/")
    assert stock_of(live_site, product) == left + 2
    for route in held:
        route.continue_()
    until(page, IS_WIRED)
    page.wait_for_timeout(1_000)

    page.unroute("**/workshop/forms.*")
    assert page.evaluate("fetchAll('drafts')") == page.evaluate("fetchAll('operations')") == []
    change(page, product, stock=str(left))


def test_lists_from_the_site_offer_nothing_that_waits_to_be_sent(open_page: OpenPage, live_site: LiveSite) -> None:
    page = open_page(PHONE)
    page.add_init_script(ALONE)
    product, name = live_site.rows(GOODS_OF, SARI)[-2]
    left = stock_of(live_site, product)
    open_app(page, "Ibu Sari")
    page.context.set_offline(True)
    edit(page, product, stock=str(left + 1))
    page.route("**/jual/kirim/", lambda route: route.abort())
    page.context.set_offline(False)

    page.goto("/jual/produk/")
    row = page.locator(".product-row").filter(has_text=name)
    expect(row.get_by_text("belum terkirim")).to_be_visible()
    expect(row.get_by_role("button", name="Tandai habis")).to_have_count(0)
    page.unroute("**/jual/kirim/")
    page.evaluate("void sendWaiting({ hurry: true })")
    expect(row.get_by_role("button", name="Tandai habis")).to_be_visible()
    expect(row).to_contain_text(f"Stok {left + 1}")
    change(page, product, stock=str(left))


def test_an_older_draft_leaves_alone_what_she_had_left_alone(open_page: OpenPage, live_site: LiveSite) -> None:
    page, other = open_page(PHONE), open_page(PHONE)
    product, name = live_site.rows(GOODS_OF, SARI)[-2]
    [(price,)] = live_site.rows(PRICE, product)
    left = stock_of(live_site, product)
    for one in (page, other):
        open_app(one, "Ibu Sari")
    page.goto(f"/jual/produk/{product}/")
    expect(page.locator("[data-photo-button]")).to_be_visible()
    page.get_by_label("Nama produk").fill(f"{name} baru")
    until(page, "fetchAll('drafts').then((all) => all.length === 1)")
    change(other, product, price=str(price + 900), stock=str(left - 2))

    page.goto(f"/jual/produk/{product}/")
    expect(page.get_by_text("dibawa kembali")).to_be_visible()
    expect(page.get_by_label("Nama produk")).to_have_value(f"{name} baru")
    expect(page.get_by_label("Berapa yang siap dijual?")).to_have_value(str(left - 2))
    page.get_by_label("Nama produk").fill(name)
    page.get_by_label("Berapa yang siap dijual?").fill(str(left))
    press(page, "Simpan")
    page.wait_for_url("**/jual/")
    assert (live_site.rows(PRICE, product), stock_of(live_site, product)) == ([(price + 900,)], left)
    change(page, product, price=str(price))
