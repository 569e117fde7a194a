"""What the phone does with each answer that is no yes: nothing is lost, the words say why, and it can go on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from sellers.sync.envelope import NOT_READ
from sellers.views.sync import DIFFERENT, NEWER, NOT_YOURS
from tests.journeys.browser import ALONE, PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.faulty_proxy import PORTAL
from tests.journeys.seller_steps import (
    GOODS_OF,
    SARI,
    edit,
    open_app,
    photo_of,
    queue_row,
    stock_of,
    write_product,
)
from tests.journeys.site import LiveSite
from tests.journeys.steps import act_as, ask_for_code, press, type_code
from tests.journeys.upriver import HEARD, until

KIRIM = "**/jual/kirim/"
LATER = "Pembayarannya belum pasti. Dikirim lagi sebentar."
ANSWERS: dict[int, tuple[int, dict[str, Any]]] = {
    1: (426, {"state": "newer", "words": NEWER}),
    2: (503, {"state": "later", "words": LATER}),
    3: (403, {"state": "not_yours", "words": NOT_YOURS}),
    4: (409, {"state": "different", "words": DIFFERENT}),
    5: (400, {"state": "unreadable", "words": NOT_READ}),
}
"""By how many more of a product there are."""


def sent(route: Route) -> dict[str, Any]:
    return json.loads(route.request.post_data or "{}")


def answering(route: Route) -> None:
    """Answer by the number in it; what has another number goes on to the site."""
    operation = sent(route)
    if operation["data"].get("delta") not in ANSWERS:
        route.continue_()
        return
    status, said = ANSWERS[operation["data"]["delta"]]
    route.fulfill(status=status, json={"id": operation["id"], **said})


def in_its_place(status: int, route: Route) -> None:
    headers = {"Content-Type": "text/html", "Location": "http://wifi.example/masuk"}
    route.fulfill(status=status, headers=headers, body=PORTAL)


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """Ibu Sari's phone, without a signal; what it sends, its page sends."""
    page = open_page(PHONE, refused="/jual/kirim/")
    page.context.add_init_script(ALONE)  # the worker would go past the answers made up here
    open_app(page, "Ibu Sari")
    page.context.set_offline(True)
    return page


def test_each_refusal_keeps_it_and_says_why(page: Page, live_site: LiveSite) -> None:
    product, name = live_site.rows(GOODS_OF, SARI)[-1]
    before, stock = stock_of(live_site, product), 0
    for delta in (*ANSWERS, 9):
        stock += delta
        edit(page, product, stock=str(before + stock))
    page.route(KIRIM, answering)
    page.context.set_offline(False)
    page.goto("/jual/antrean/")

    # the others do not wait for what is refused
    expect(queue_row(page, name, "Stok +9").locator(".badge")).to_have_text("terkirim")
    for delta, state in {
        **dict.fromkeys((1, 2, 3), "belum terkirim"),
        4: "perlu perhatian",
        5: "perlu perhatian",
    }.items():
        row = queue_row(page, name, f"Stok +{delta}")
        expect(row.locator(".badge")).to_have_text(state)
        expect(row).to_contain_text(ANSWERS[delta][1]["words"])
    press(page, "Kirim sekarang")
    expect(page.locator("[data-told]")).to_contain_text("Ada yang belum bisa diterima sekarang")
    expect(page.locator("[data-queue-count]")).to_have_text("2 perlu perhatian")
    assert stock_of(live_site, product) == before + 9

    page.unroute(KIRIM)
    press(page, "Kirim sekarang")
    for delta in (4, 5):
        queue_row(page, name, f"Stok +{delta}").get_by_role("button", name="Kirim lagi").click()
    for delta in ANSWERS:
        expect(queue_row(page, name, f"Stok +{delta}").locator(".badge")).to_have_text("terkirim")
    assert stock_of(live_site, product) == before + stock


def test_what_comes_in_place_of_the_site_is_no_answer(page: Page, live_site: LiveSite) -> None:
    product, name = live_site.rows(GOODS_OF, SARI)[-1]
    before = stock_of(live_site, product)
    edit(page, product, stock=str(before + 1))
    answered = [200]
    page.route(KIRIM, lambda route: in_its_place(answered[-1], route))
    page.context.set_offline(False)
    wifi = "WiFi ini tampaknya minta masuk dulu"
    for status, words in ((200, wifi), (302, wifi), (502, "Pasar Hulu sedang terganggu")):
        answered.append(status)
        page.goto("/jual/antrean/")
        press(page, "Kirim sekarang")
        expect(page.locator("[data-told]")).to_contain_text(words)
        expect(page.locator("[data-told]")).to_contain_text("Tidak ada yang hilang")
        expect(queue_row(page, name).locator(".badge")).to_have_text("belum terkirim")
    assert stock_of(live_site, product) == before
    page.unroute(KIRIM)
    press(page, "Kirim sekarang")
    expect(queue_row(page, name).locator(".badge")).to_have_text("terkirim")
    assert stock_of(live_site, product) == before + 1


def test_a_page_in_place_of_a_picture_is_not_kept(open_page: OpenPage) -> None:
    page, pictures = open_page(PHONE, service_workers="block"), "**/media/images/**"
    page.route(pictures, lambda route: in_its_place(200, route))
    act_as(page, "Ibu Sari")
    page.goto("/jual/")
    until(page, HEARD)
    wanted = page.evaluate("fetchAll('data').then(([kept]) => kept.said.products.filter((one) => one.picture).length)")
    keep = "fetchAll('data').then(([kept]) => keepPictures(kept.said.products))"
    on_the_shelf = "caches.open(PICTURES_OF_SOMEBODY).then((shelf) => shelf.keys()).then((all) => all.length)"

    page.evaluate(keep)

    assert wanted > 0
    assert page.evaluate(on_the_shelf) == 0
    page.unroute(pictures)
    page.evaluate(keep)
    assert page.evaluate(on_the_shelf) > 0


def test_a_session_that_ended_loses_nothing_and_goes_on_once_she_is_back(page: Page, live_site: LiveSite) -> None:
    product, name = live_site.rows(GOODS_OF, SARI)[-1]
    before = stock_of(live_site, product)
    edit(page, product, stock=str(before + 1))
    page.goto("/jual/produk/baru/#semua")
    page.get_by_label("Nama produk").fill("Masih ditulis")
    until(page, "fetchAll('drafts').then((all) => all.length > 0)")
    page.context.clear_cookies(name="sessionid")
    page.goto("/jual/antrean/")
    page.context.set_offline(False)

    expect(page.locator("[data-sign-in]")).to_contain_text("Semua yang Anda tulis tetap tersimpan")
    expect(queue_row(page, name).locator(".badge")).to_have_text("belum terkirim")
    expect(queue_row(page, "Masih ditulis").locator(".badge")).to_have_text("draf")
    until(page, "noted('trouble').then((one) => one === 'sign_in')")
    page.reload()  # who this is nobody can tell now, so nothing of hers is shown
    expect(page.locator("[data-others]")).to_contain_text("1 belum terkirim dan tetap tersimpan di HP ini")
    expect(queue_row(page, name)).to_have_count(0)
    page.locator("[data-sign-in] a").click()
    ask_for_code(page, SARI)
    type_code(page, "000000")
    page.wait_for_url(live_site.address("/jual/antrean/"))
    expect(queue_row(page, name).locator(".badge")).to_have_text("terkirim")
    expect(queue_row(page, "Masih ditulis").locator(".badge")).to_have_text("draf")
    expect(page.locator("[data-sign-in]")).to_be_hidden()
    assert stock_of(live_site, product) == before + 1


def test_photos_that_the_site_does_not_have_any_more_are_sent_again(
    page: Page, live_site: LiveSite, tmp_path: Path
) -> None:
    asked, name = [], "Abon Foto Hilang"
    write_product(page, name, photo_of(tmp_path, name))
    press(page, "Kirim produk")
    page.wait_for_url("**/jual/antrean/")

    def forgetting(route: Route) -> None:
        asked.append(sent(route))
        if len(asked) > 1:
            return route.continue_()
        missing = {"state": "photos", "missing": asked[0]["data"]["photos"]}
        return route.fulfill(status=424, json={"id": asked[0]["id"], **missing})

    page.route(KIRIM, forgetting)
    with page.expect_request("**/jual/kirim/foto/**"):
        page.context.set_offline(False)
        page.goto("/jual/antrean/")
    expect(queue_row(page, name).locator(".badge")).to_have_text("terkirim")
    assert asked[0] == asked[1]
    assert live_site.rows("SELECT count(*) FROM catalogue_product WHERE title = %s", name) == [(1,)]
