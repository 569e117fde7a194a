"""Each page that the phone draws: what it is, where it leads on, how it looks; and what a slow line shows."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from tests.journeys.amounts import amount_faults
from tests.journeys.browser import PHONE, opened_page
from tests.journeys.conftest import OpenPage
from tests.journeys.crawl_faults import faults_by_night, faults_of
from tests.journeys.faulty_proxy import Line, between
from tests.journeys.icons import icon_faults
from tests.journeys.large_letters import faults_in_large_letters
from tests.journeys.seller_steps import GOODS_OF, SARI, SIZES, open_app
from tests.journeys.site import LiveSite
from tests.journeys.steps import act_as
from tests.journeys.upriver import until

SHELL = settings.ROOT / "static" / "js" / "workshop" / "shell.js"
ROUTE = re.compile(r"^ +\[/\^(\S+)\$/, ", re.M)
WAYS = """() => document.querySelectorAll("[data-shell] a[href]:not([href='']), [data-shell] button").length"""
TO_SEE = """async () => {
    const [row] = await fetchAll("data");
    const [product] = row.said.products;
    const asked = { title: product.title, product: product.id, stands: "25000", lost: [{ value: "27000", by: "" }] };
    row.said.questions = [{ ...asked, id: 1, field: "price" }, { ...asked, id: 2, field: "title", stands: "Abon" }];
    product.owed = 2;
    await keepRow("data", row);
}"""
"""Lets the phone know of a price and a name that two have written, and of goods that are owed."""
NEVER = {"/jual/ulasan/": "Halaman ini perlu sinyal", "/jual/produk/999999/": "Halaman ini perlu sinyal"}


def drawn_pages(site: LiveSite, order: str) -> dict[str, str]:
    """Return an address for each route of the app with its heading."""
    product, size = site.rows(GOODS_OF, SARI)[0][0], site.rows(SIZES, SARI)[0][0]
    [(shop,)] = site.rows("SELECT p.name FROM partner_partner p JOIN sellers_producer m ON m.seller_id = p.id "
                          "JOIN accounts_user u ON u.id = m.user_id WHERE u.phone = %s", SARI)  # fmt: skip
    return {
        "/jual/": shop,
        "/jual/produk/": "Produk saya",
        "/jual/produk/baru/": "Tambah produk",
        f"/jual/produk/{product}/": "Ubah produk",
        f"/jual/ukuran/{size}/": "Ubah ukuran atau rasa",
        "/jual/pesanan/": "Pesanan",
        f"/jual/pesanan/{order}/": f"Pesanan {order}",
        "/jual/libur/": "Toko libur dulu",
        "/jual/cerita/kirim/": "Kirim cerita",
        "/jual/perlu-dilihat/": "Perlu dilihat",
    }


def test_each_drawn_page_is_whole_on_an_address_never_opened(open_page: OpenPage, live_site: LiveSite) -> None:
    sari, hasan = open_page(PHONE), open_page(PHONE)
    for page, name in ((sari, "Ibu Sari"), (hasan, "Pak Hasan")):
        open_app(page, name)
        page.context.set_offline(True)
    order = sari.evaluate("fetchAll('data').then(([row]) => row.said.orders[0].number)")
    maker = hasan.evaluate("fetchAll('data').then(([row]) => row.said.producers.find((one) => !one.mine))")
    hers = drawn_pages(live_site, order) | NEVER
    his = {
        "/jual/produsen/": "Produsen kami",
        "/jual/produsen/baru/": "Tambah produsen",
        f"/jual/produsen/{maker['id']}/": maker["name"],
        f"/jual/produsen/{maker['id']}/tarik/": f"Tarik persetujuan {maker['name']}",
    }
    routes = [re.compile(found.replace("\\/", "/")) for found in ROUTE.findall(SHELL.read_text())]
    assert len(routes) >= 10
    assert [one.pattern for one in routes if not any(map(one.fullmatch, hers | his))] == []

    sari.evaluate(TO_SEE)
    found = [
        f"{address}: {fault}"
        for page, pages in ((sari, hers), (hasan, his))
        for address, heading in pages.items()
        for fault in faults_drawn(page, address, heading)
    ]
    assert not found, "\n".join(found)


def faults_drawn(page: Page, address: str, heading: str) -> list[str]:
    page.goto(address)
    expect(page.locator("main h1")).to_have_text(heading)
    found = [*amount_faults(page), *faults_seen(page)]
    return found if page.evaluate(WAYS) else [*found, "nothing leads on"]


def faults_seen(page: Page) -> list[str]:
    seen = (icon_faults(page), faults_of(page, (PHONE,)), faults_by_night(page), faults_in_large_letters(page))
    return [fault for faults in seen for fault in faults]


@pytest.mark.parametrize(
    ("who", "address", "questions"),
    [
        ("Ibu Sari", "/jual/produk/baru/", 7),
        ("Ibu Sari", "/jual/cerita/kirim/", 6),
        ("Pak Hasan", "/jual/produsen/baru/", 4),
        ("Rina", "/jual/daftar/", 4),
        ("Ibu Sari", "/jual/libur/", 2),
        ("Ibu Sari", "/jual/izin/baru/", 5),
        ("Ibu Sari", "/jual/label/baru/{goods}/", 4),
        ("Ibu Sari", "/jual/produk/{goods}/ukuran/", 5),
    ],
)
def test_each_question_of_a_form_is_plain_to_see(
    open_page: OpenPage, live_site: LiveSite, who: str, address: str, questions: int
) -> None:
    page = open_page(PHONE)
    act_as(page, who)
    page.goto(address.format(goods=live_site.rows(GOODS_OF, SARI)[0][0]))
    progress, found, last = page.get_by_text(re.compile(r"^\d dari \d$")), list[str](), ""
    while (said := progress.inner_text()) != last:
        last = said
        found += [f"{said}: {fault}" for fault in faults_seen(page)]
        for _ in range(2):  # what is empty is asked for once more
            onward = page.get_by_role("button", name="Lanjut", exact=True)
            if onward.is_visible() and progress.inner_text() == said:
                onward.click()
    assert said == f"{questions} dari {questions}"
    assert not found, "\n".join(found)


def test_a_slow_line_says_so_and_shows_what_is_there(browser: Browser, live_site: LiveSite) -> None:
    line, port = Line(), urlsplit(live_site.url).port
    assert port
    with between(port, line) as address, opened_page(browser, address, PHONE) as page:
        open_app(page, "Ibu Sari")
        page.goto("/jual/uang/")
        until(page, "caches.match(location.href).then(Boolean)")
        other = page.context.new_page()
        other.goto("/jual/antrean/")
        line.latency = 12  # more than the five seconds that are waited for
        for one, path in ((page, "/jual/uang/"), (other, "/jual/produk/")):
            one.evaluate("path => { setTimeout(() => location.assign(path)) }", path)

        expect(page.locator(".kept-bar")).to_contain_text("Sinyal lambat. Terakhir diperbarui hari ini")
        expect(other.locator(".age")).to_contain_text("Sinyal lambat. Terakhir diperbarui hari ini")
        expect(other.locator(".product-row").first).to_be_visible()
