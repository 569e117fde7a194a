"""What the phone knows of the shop and of the app itself, and when it learns more."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys.browser import ALONE, PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.on_phone import (
    NEW,
    OLDER,
    ON_PHONE,
    QUEUED,
    SAID,
    kept,
)
from tests.journeys.seller_steps import GOODS_OF, SARI, open_app, signed_in, stock_of
from tests.journeys.site import LiveSite
from tests.journeys.steps import act_as
from tests.journeys.upriver import AT_WORK, ROWS, until

KEPT_AS_PART = "address => keepFirst(location.href, [new URL(address, location).href])"
KEPT_AS_ASKED = """async (address) => {
  const kept = [];
  await fileFor({ request: new Request(address), waitUntil: (one) => kept.push(one) }, "files");
  await Promise.all(kept);
}"""

LEFT_OUT = """(many) => fetchAll("data").then(async ([row]) => {
    row.said.left_out = many;
    await keepRow("data", row);
})"""
THERE = {"produk": "products", "pesanan": "orders"}


@pytest.fixture
def seller(open_page: OpenPage) -> Page:
    """Ibu Sari's phone, with the app on it and nothing on its way."""
    page = open_page(PHONE)
    open_app(page, "Ibu Sari")
    return page


def test_what_was_sent_is_seen_without_signal_at_once(seller: Page, live_site: LiveSite) -> None:
    number, _ = live_site.rows(GOODS_OF, SARI)[1]
    before = stock_of(live_site, number)
    seller.goto("/jual/antrean/")
    seller.route("**/jual/data/", lambda route: route.abort())
    for left in (before - 1, before - 2):
        seller.evaluate(QUEUED, ["change_stock", "Satu terjual", {"product": number, "delta": -1}, None])
        seller.evaluate("sendWaiting({ hurry: true })")
        assert stock_of(live_site, number) == left
        assert seller.evaluate(ON_PHONE, number) == left  # also while nobody says what the server knows
        seller.unroute("**/jual/data/")

    assert seller.evaluate(SAID, number) == before - 2


def test_what_may_have_arrived_is_not_counted_twice(open_page: OpenPage, live_site: LiveSite) -> None:
    seller = open_page(PHONE)
    seller.add_init_script(ALONE)
    open_app(seller, "Ibu Sari")
    number, _ = live_site.rows(GOODS_OF, SARI)[1]
    before = stock_of(live_site, number)
    seller.goto("/jual/antrean/")
    seller.route("**/jual/kirim/", lambda route: (route.fetch(), route.abort()))
    seller.evaluate(QUEUED, ["change_stock", "Satu terjual", {"product": number, "delta": -1}, None])
    seller.evaluate("sendWaiting({ hurry: true })")
    assert stock_of(live_site, number) == before - 1, "it has arrived, and its answer was lost"

    seller.evaluate("whoIsHere().then((user) => hearShop(user, { now: true }))")

    assert seller.evaluate(ON_PHONE, number) == before - 1
    seller.unroute("**/jual/kirim/")
    seller.evaluate("sendWaiting({ hurry: true })")
    assert seller.evaluate(SAID, number) == seller.evaluate(ON_PHONE, number) == before - 1


def test_a_line_that_was_answered_is_not_asked_for_again(seller: Page) -> None:
    seller.evaluate(
        """async () => {
          const [row] = await fetchAll("data");
          const line = (id, title, state) => ({ id, title, quantity: 1, state });
          const lines = [line(1, "Abon", "declined"), line(2, "Sirup", "accepted"), line(3, "Madu", "")];
          const order = { number: "900001", state: "paid", until: null, collected: false, cash: false };
          row.said.orders = [{ ...order, lines, can: ["accept", "decline", "hand_over"] }];
          await keepRow("data", row);
        }"""
    )
    seller.context.set_offline(True)
    seller.goto("/jual/pesanan/")
    expect(seller.locator(".order-row s")).to_have_text("1 × Abon")
    seller.goto("/jual/pesanan/900001/")

    answers = {"Abon": ("tidak dikirim", 0, 0), "Sirup": ("Anda terima", 0, 1), "Madu": ("Madu", 1, 1)}
    for title, (answer, takes, declines) in answers.items():
        line = seller.locator(".pack-list > li", has_text=title)
        expect(line).to_contain_text(answer)
        expect(line.get_by_role("button", name="Terima", exact=True)).to_have_count(takes)
        expect(line.locator("details")).to_have_count(declines)


def test_without_signal_there_is_one_question_at_a_time_and_the_price_in_words(seller: Page) -> None:
    seller.context.set_offline(True)
    seller.goto("/jual/produk/baru/")
    expect(seller.get_by_text("1 dari")).to_be_visible()
    expect(seller.locator("[data-photo-button]")).to_be_visible()
    expect(seller.get_by_label("Nama produk")).to_be_hidden()

    seller.get_by_role("link", name="Lihat semua pertanyaan").click()

    seller.get_by_label("Harga").fill("25 ribu")
    expect(seller.locator(".in-words")).to_have_text("dua puluh lima ribu rupiah")


def test_the_signal_brings_new_lists_and_leaves_what_is_written(seller: Page, live_site: LiveSite) -> None:
    number, title = live_site.rows(GOODS_OF, SARI)[2]
    seller.context.set_offline(True)
    seller.goto("/jual/produk/")
    seller.evaluate(OLDER, number)
    restock = seller.locator(".product-row", has=seller.get_by_role("link", name=title, exact=True))
    seller.context.set_offline(False)
    expect(restock).not_to_contain_text("Stok 777")
    expect(seller.locator(".age")).to_contain_text("Terakhir diperbarui hari ini")
    expect(seller.locator(".age")).not_to_contain_text("Tanpa sinyal")

    seller.context.set_offline(True)
    seller.goto("/jual/")
    seller.goto(NEW)
    expect(seller.locator("[data-photo-button]")).to_be_visible()
    seller.evaluate("document.querySelector('main form').isTheSame = true")
    seller.evaluate(OLDER, number)
    seller.context.set_offline(False)
    until(seller, f"({SAID})({number}).then((stock) => stock !== 777)")
    seller.wait_for_timeout(300)
    assert seller.evaluate("document.querySelector('main form').isTheSame")


def test_only_the_server_or_she_herself_signs_her_out(open_page: OpenPage) -> None:
    seller = open_page(PHONE, refused="/jual/data/")
    open_app(seller, "Ibu Sari")
    seller.context.set_offline(True)
    seller.evaluate("document.cookie = 'signed_in=; max-age=0; path=/'")
    seller.goto("/jual/produk/")
    expect(seller.locator(".product-row").first).to_be_visible()
    assert len(kept(seller, "data")) == 1

    seller.context.clear_cookies()
    seller.context.set_offline(False)
    seller.wait_for_url("**/akun/masuk/**")  # it asked, and nobody is signed in
    seller.goto("/jual/antrean/")
    until(seller, "whoIsHere().then((user) => user === 0)")
    until(seller, "fetchAll('data').then((all) => all.length === 0)")


def test_the_app_is_kept_whole_or_set_up_again(open_page: OpenPage) -> None:
    page = open_page(PHONE, service_workers="block", refused="/static/js/")
    act_as(page, "Ibu Sari")
    page.goto("/jual/")
    told = worker_on(page)
    broken = told["workshop"]["files"][-1]
    whole = "caches.open('sellers-app-1').then((shelf) => shelf.keys()).then((all) => all.length)"
    for status, kind in ((404, "text/javascript"), (502, "text/html"), (200, "text/html")):
        page.context.route(f"**{broken}", partial(instead, status, kind))
        assert page.evaluate("setUpApp().then(() => 'kept', () => 'refused')") == "refused"
        assert not page.evaluate("address => caches.match(address).then(Boolean)", broken)
        assert not page.evaluate(AT_WORK)
        page.context.unroute(f"**{broken}")
    for way in (KEPT_AS_PART, KEPT_AS_ASKED):
        page.context.route(f"**{broken}", partial(instead, 200, "text/html"))
        page.evaluate(way, broken)
        assert not page.evaluate("address => caches.match(address).then(Boolean)", broken)
        page.context.unroute(f"**{broken}")
    for path in told["workshop"]["pages"]:
        page.context.route(f"**{path}", partial(instead, 200, "text/html"))
        assert page.evaluate("setUpApp().then(() => 'kept', () => 'refused')") == "refused"
        page.context.unroute(f"**{path}")
    page.evaluate(KEPT_AS_ASKED, broken)
    assert page.evaluate("address => caches.match(address).then(Boolean)", broken)
    page.evaluate(
        """async ([broken, old]) => {
          const shelf = await caches.open("sellers-app-1");
          await shelf.put(broken, new Response("gone", { status: 404 }));
          const headers = { "Content-Type": "text/javascript" };
          for (const address of old) await shelf.put(address, new Response("1", { headers }));
        }""",
        [broken, [f"/static/js/workshop/old.{number:012x}.js" for number in range(80)]],
    )

    page.evaluate("setUpApp()")

    assert page.evaluate("address => caches.match(address).then((one) => one.status)", broken) == 200
    assert page.evaluate(whole) == len(told["workshop"]["files"]) + len(told["workshop"]["pages"])


def test_another_page_in_place_of_the_answer_signs_nobody_out(open_page: OpenPage) -> None:
    page = open_page(PHONE, service_workers="block")
    act_as(page, "Ibu Sari")
    page.goto("/jual/")
    until(page, "whoIsHere().then(Boolean)")
    worker_on(page)
    signing_out = "signOut(new Request('/akun/keluar/', { method: 'POST', redirect: 'manual' })).then(whoIsHere)"
    page.context.route("**/akun/keluar/", partial(instead, 200, "text/html"))
    assert page.evaluate(signing_out) > 0
    page.context.unroute("**/akun/keluar/")
    page.context.route("**/akun/keluar/", lambda route: route.fulfill(status=302, headers={"Location": "/"}))
    assert page.evaluate(signing_out) == 0


def test_who_signs_in_on_a_shared_phone_finds_nothing_of_the_first(
    open_page: OpenPage, browser: Browser, live_site: LiveSite
) -> None:
    page = open_page(PHONE)
    page.add_init_script(ALONE)
    open_app(page, "Ibu Sari")
    page.goto("/jual/antrean/")
    until(page, "caches.match('/jual/uang/').then(Boolean)")
    number, name = live_site.rows(GOODS_OF, SARI)[1]
    page.route("**/jual/kirim/**", lambda route: route.abort())
    page.evaluate(QUEUED, ["change_stock", name, {"product": number, "delta": -1}, None])
    expect(page.locator(ROWS).filter(has_text=name)).to_have_count(1)
    first = page.evaluate("whoIsHere()")

    page.context.add_cookies(signed_in(browser, live_site, "Pak Rahman"))  # on a page that does not say whose it is
    page.goto("/jual/antrean/")
    expect(page.locator("[data-others]")).to_contain_text("1 lagi milik akun lain")
    expect(page.locator(ROWS).filter(has_text=name)).to_have_count(0)
    assert page.evaluate("whoIsHere()") not in (0, first)
    until(page, "caches.match('/jual/uang/').then(Boolean)")

    page.goto("/syarat/")
    page.context.add_cookies(signed_in(browser, live_site, "Ibu Sari"))
    page.context.set_offline(True)
    page.goto("/jual/uang/")  # Pak Rahman's was taken along
    expect(page.get_by_role("heading", name="Perlu sinyal sekali")).to_be_visible()
    assert page.evaluate("whoIsHere()") == first
    page.evaluate("fetchAll('operations').then((all) => Promise.all(all.map(({ id }) => dropOperation(id))))")


def test_it_says_how_many_goods_and_orders_are_not_on_this_phone(seller: Page) -> None:
    wants_signal = seller.get_by_text("sisanya perlu sinyal")
    lists = {"produk": "produk", "pesanan": "pesanan yang harus disiapkan"}
    until(seller, "fetchAll('data').then(([row]) => Boolean(row))")
    seller.context.set_offline(True)
    for name in lists:
        seller.goto(f"/jual/{name}/")
        expect(seller.get_by_role("status")).to_contain_text("Terakhir diperbarui")
        expect(wants_signal).to_have_count(0)
    seller.evaluate(LEFT_OUT, {"products": 40, "orders": 7})
    for (name, what), more in zip(lists.items(), (40, 7), strict=True):
        seller.goto(f"/jual/{name}/")
        there = seller.evaluate(f"fetchAll('data').then(([row]) => row.said.{THERE[name]}.length)")
        expect(wants_signal).to_have_text(f"Di HP ini ada {there} dari {there + more} {what}; sisanya perlu sinyal.")


def instead(status: int, kind: str, route: Route) -> None:
    route.fulfill(status=status, content_type=kind, body="gone")


def worker_on(page: Page) -> dict[str, Any]:
    """Read the worker's scripts on a page, where their requests can be answered wrongly; return what it is told."""
    code = page.request.get("/sw.js").text()
    parts, told = (
        json.loads(f"[{code.split('importScripts(')[1].split(')')[0]}]"),
        code.split("begin(")[1].rsplit(");", 1)[0],
    )
    wire = page.context.new_cdp_session(page)
    for part in (one for one in parts if "/worker/" in one):
        wire.send("Runtime.evaluate", {"expression": page.request.get(part).text()})
    wire.send("Runtime.evaluate", {"expression": f"own = {told}"})
    found: dict[str, Any] = json.loads(told)
    return found
