"""The queue says of each thing how it stands, two tabs send it once, and what lay there for a year is sent as well."""

from __future__ import annotations

from playwright.sync_api import Page, Request, Route, expect

from tests.journeys.browser import PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.crawl_faults import faults_by_night, faults_of
from tests.journeys.icons import icon_faults
from tests.journeys.on_phone import QUEUED
from tests.journeys.seller_steps import GOODS_OF, SARI, queue_row
from tests.journeys.site import LiveSite
from tests.journeys.steps import act_as

DAYS = 400
DRAFT = """async () => {
    const user = await whoIsHere(), title = "Masih ditulis", path = "/jual/produk/baru/";
    const row = { key: `${user}:baru`, user, kind: "list_product", path, photos: [], base: {}, title };
    await keepRow("drafts", { ...row, values: { title }, saved_at: Date.now() });
}"""
AGED = """async ([id, days]) => {
    const row = await fetchOne("operations", id), made_at = row.made_at - days * 86_400_000;
    await inStore(["operations"], "readwrite", (at) => {
      at("operations").delete(id);
      at("operations").put({ ...row, made_at, id: uuid7(made_at) });
    });
}"""
COUNTED = "SELECT delta FROM sellers_stockchange WHERE product_id = %s ORDER BY delta"


def test_every_state_is_told_and_two_tabs_send_once(open_page: OpenPage, live_site: LiveSite) -> None:
    page = open_page(PHONE, service_workers="block")  # it would send as well
    product, _ = live_site.rows(GOODS_OF, SARI)[0]
    before = live_site.rows(COUNTED, product)
    act_as(page, "Ibu Sari")
    page.goto("/jual/")
    page.goto("/jual/antrean/")
    other = page.context.new_page()
    other.goto("/jual/antrean/")
    expect(other.locator("[data-summary]")).to_have_text("Tidak ada yang menunggu.")

    queue(page, "Satu lagi", product, delta=1)
    page.evaluate(QUEUED, ["choose_price", "Harga yang tidak ditanya", {"question": 999_999, "price": 1_000}, "x"])
    page.get_by_role("button", name="Kirim sekarang").click()
    expect(state(page, "Satu lagi")).to_have_text("terkirim")
    expect(state(page, "Harga yang tidak ditanya")).to_have_text("perlu perhatian")
    page.evaluate(AGED, [queue(page, "Dari tahun lalu", product, delta=2), DAYS])
    queue(page, "Baru saja", product, delta=3)
    page.evaluate(DRAFT)
    held, sent = list[Route](), list[Request]()
    page.context.on("request", lambda one: sent.append(one) if one.url.endswith("/jual/kirim/") else None)
    page.context.route("**/jual/kirim/", lambda route: held.append(route), times=1)

    for tab in (page, other):
        tab.get_by_role("button", name="Kirim sekarang").click()
        expect(state(tab, "Dari tahun lalu")).to_have_text("mengirim")
    expect(state(page, "Baru saja")).to_have_text("belum terkirim")
    expect(state(page, "Masih ditulis")).to_have_text("draf")
    found = [*icon_faults(page), *faults_of(page, (PHONE,)), *faults_by_night(page)]
    other.wait_for_timeout(500)
    assert len(sent) == 1  # while one tab sends, the other stands by
    held[0].continue_()

    for tab in (page, other):
        expect(state(tab, "Dari tahun lalu")).to_have_text("terkirim")
        expect(state(tab, "Baru saja")).to_have_text("terkirim")
        expect(tab.locator("[data-told]")).to_contain_text("Semua sudah terkirim.")
    assert len(sent) == 2
    assert sorted(live_site.rows(COUNTED, product)) == sorted([*before, (1,), (2,), (3,)])
    assert not found, "\n".join(found)


def queue(page: Page, title: str, product: int, *, delta: int) -> str:
    return str(page.evaluate(QUEUED, ["change_stock", title, {"product": product, "delta": delta}, None]))


def state(page: Page, title: str) -> object:
    return queue_row(page, title).locator(".badge")
