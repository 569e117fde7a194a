"""Looks at what no link leads to: a filled basket and checkout, one's own account, faults, and pages without pictures.

Whatever has to be there first is made as a visitor makes it, with the site's own forms.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from playwright.sync_api import Page

from tests.journeys import steps
from tests.journeys.browser import PHONE
from tests.journeys.crawl import Crawl, walked
from tests.journeys.crawl_faults import SIZES, faults_of
from tests.journeys.site import LiveSite
from tests.journeys.steps import press

CHECKOUT = ("/keranjang/", "/bayar/")
ACCOUNT = ("/akun/", "/pesanan/")
NOTHING_FOUND = "/cari/?q=qwxzvk"
IN_STOCK = """
    SELECT p.slug, p.id FROM catalogue_product p JOIN partner_stockrecord s ON s.product_id = p.id
    WHERE p.structure = 'standalone' AND p.is_public AND s.num_in_stock - coalesce(s.num_allocated, 0) > 5
    ORDER BY p.id LIMIT 1
"""
BROKEN = "/rusak/"
SAVE_DATA = "Hemat data: foto hanya saat diketuk"


@dataclass(frozen=True)
class Look:
    """How closely to look: one of each kind of page in Indonesian on a phone, or all of them in both languages."""

    page: Page
    site: LiveSite
    is_whole: bool

    @property
    def sizes(self) -> Sequence[tuple[int, int]]:
        return SIZES if self.is_whole else (PHONE,)

    def around(
        self, starts: Sequence[str], within: tuple[str, ...], most: int = 10, *, by_night: bool = False
    ) -> list[str]:
        """Walk from these addresses; return what was wrong."""
        both = [*starts, *(f"/en{start}" for start in starts)] if self.is_whole else starts
        sizes = {"id": self.sizes, "en": self.sizes}
        crawl = Crawl(
            self.site.url, most if self.is_whole else 1, starts=both, within=within, sizes=sizes, by_night=by_night
        )
        found = walked(self.page, crawl).found
        strays = {start for start in starts if start not in crawl.arrived}
        return [*found, *(f"{stray}: leads elsewhere" for stray in strays)]

    def here(self, name: str) -> Iterator[str]:
        """Say what is wrong with the page that is open."""
        for fault in faults_of(self.page, self.sizes):
            yield f"{name}: {fault}"

    def answer(self, address: str, status: int) -> Iterator[str]:
        """Open a page that is to have this status, and say what is wrong with it."""
        answer = self.page.goto(address)
        if answer is None or answer.status != status:
            yield f"{address}: {answer and answer.status} and not {status}"
        yield from self.here(address)


def a_product(site: LiveSite) -> str:
    """Return the address of goods that can be bought at once."""
    [(slug, number)] = site.rows(IN_STOCK)
    return f"/produk/{slug}-{number}/"


def a_broken_page(look: Look) -> Iterator[str]:
    """Look at what stands where something has broken; first of all, while no service worker asks for pages yet."""
    broken = {"body": render_to_string("500.html"), "content_type": "text/html; charset=utf-8"}
    look.page.route(f"**{BROKEN}", lambda route: route.fulfill(**broken))  # nothing of ours breaks when asked to
    yield from look.answer(BROKEN, 200)


def checkout(look: Look) -> Iterator[str]:
    """Fill a basket and go on to the last page before the purchase, with a mistake on the way."""
    page = look.page
    page.goto(a_product(look.site))
    press(page, "Masukkan ke keranjang")
    page.goto("/keranjang/")
    press(page, "Lanjut ke alamat")
    press(page, "Lanjut ke ongkos kirim")
    yield from look.here("/bayar/ with nothing written")
    steps.give_the_address(page, javascript=True)
    yield from look.around(("/keranjang/", "/bayar/", "/bayar/periksa/"), CHECKOUT)


def a_printed_code(look: Look) -> Iterator[str]:
    """Open the page of a pack."""
    [(code,)] = look.site.rows("SELECT code FROM catalogue_batch ORDER BY id LIMIT 1")
    yield from look.around((f"/p/{code}",), ())


def account(look: Look) -> Iterator[str]:
    """Look at the code's page, then around in the account of somebody who has bought in several ways."""
    look.page.goto("/akun/masuk/")
    steps.ask_for_code(look.page, "0813 9000 4321")
    yield from look.here("/akun/kode/")
    steps.act_as(look.page, "Rina")
    yield from look.around(("/akun/", "/akun/alamat/baru/", "/"), ACCOUNT, most=40)


def faults(look: Look) -> Iterator[str]:
    """Look at what stands where something is missing or refused; signed in."""
    yield from look.answer(NOTHING_FOUND, 200)
    yield from look.answer("/tidak-ada/", 404)
    yield from look.answer("/akun/bukan-untuk-anda/", 403)
    yield from a_form_without_token(look)
    if look.is_whole:
        yield from look.answer(f"/en{NOTHING_FOUND}", 200)
        yield from look.answer("/en/tidak-ada/", 404)
        yield from look.answer("/en/akun/bukan-untuk-anda/", 403)


def a_form_without_token(look: Look) -> Iterator[str]:
    """Send a form that has lost its token."""
    page = look.page
    page.goto("/akun/")
    page.locator("input[name=csrfmiddlewaretoken]").evaluate_all("all => all.forEach((one) => one.remove())")
    with page.expect_navigation() as sent:
        page.get_by_role("button", name="Simpan nama").click()
    if sent.value is None or sent.value.status != 403:
        yield "a form without its token is taken"
    yield from look.here("a form without its token")


def workshop(look: Look) -> Iterator[str]:
    """Look around at all that a hub and a seller see, by day and by night."""
    for name in ("Pak Hasan", "Ibu Sari"):
        steps.act_as(look.page, name)
        yield from look.around(("/jual/", "/jual/libur/"), ("/jual/",), most=3, by_night=True)
    look.page.goto("/jual/libur/#semua")
    look.page.locator("main form.questions").get_by_role("button", name="Liburkan toko").click()
    look.page.wait_for_load_state("load")
    yield from look.here("/jual/libur/ with nothing said")


def without_pictures(look: Look) -> Iterator[str]:
    """Switch pictures off, and look around."""
    look.page.goto("/")
    press(look.page, SAVE_DATA)
    story = look.page.locator("main a[href*='/cerita/']:not([href$='/cerita/'])").first.get_attribute("href")
    within = ("/",) if look.is_whole else ()
    yield from look.around(("/", "/kategori/makanan/", a_product(look.site), story or ""), within, most=1)
