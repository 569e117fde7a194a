"""What people do with money on the pages; test_money.py tells the stories with them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from market.demo.drawings.slip import draw_slip
from tests.journeys import steps
from tests.journeys.site import LiveSite
from tests.journeys.steps import press, see

SARI = "+6281200000001"
CODE = "000000"
NEAR_SARI = """
    SELECT DISTINCT ON (s.id) s.name, u.phone, p.title, '/produk/' || p.slug || '-' || p.id || '/'
    FROM catalogue_product p JOIN partner_partner s ON s.id = p.seller_id
    JOIN partner_stockrecord r ON r.product_id = p.id
    JOIN partner_partner_users pu ON pu.partner_id = s.id JOIN accounts_user u ON u.id = pu.user_id
    WHERE s.village_id LIKE '64.02.%%' AND p.structure = 'standalone' AND p.is_public AND s.is_open
      AND p.moderation = 'approved' AND r.num_in_stock - coalesce(r.num_allocated, 0) >= 5 AND r.price < 100000
      AND 2 = (SELECT count(*) FROM bills_receivingaccount a WHERE a.partner_id = s.id AND a.state = 'active')
    ORDER BY s.id, r.price, p.id
"""
PARTS = """
    SELECT u.phone, o.number FROM settlement_ordergroup g JOIN settlement_groupmember m ON m.group_id = g.id
    JOIN order_order o ON o.id = m.order_id JOIN partner_partner_users pu ON pu.partner_id = m.seller_id
    JOIN accounts_user u ON u.id = pu.user_id WHERE g.secret = %s
"""


@dataclass(frozen=True)
class Shop:
    """A seller near Ibu Sari, and what is bought from her."""

    name: str
    phone: str
    title: str
    product: str


def three_shops(live_site: LiveSite) -> list[Shop]:
    """Return Ibu Sari's shop and two more of her regency, each with cheap goods and with both accounts."""
    shops = [Shop(*row) for row in live_site.rows(NEAR_SARI)]
    sari = next(shop for shop in shops if shop.phone == SARI)
    return [sari, *(shop for shop in shops if shop != sari)][:3]


def numbers_of(live_site: LiveSite, purchase: str) -> dict[str, str]:
    """Return the orders' numbers by their sellers' phones; `purchase` is the address of the buyer's page."""
    return dict(live_site.rows(PARTS, purchase.rstrip("/").rsplit("/", 1)[-1]))


def fill_the_basket(buyer: Page, shops: list[Shop]) -> None:
    """Put one of each shop's goods into the basket, and see them there by shop."""
    for shop in shops:
        buyer.goto(shop.product)
        press(buyer, "Masukkan ke keranjang")
    buyer.goto("/keranjang/")
    for shop in shops:
        see(buyer, shop.name)


def order(buyer: Page, shops: list[Shop], way: str, *, is_near: bool = True) -> None:
    """Walk from the goods to the press of the button that orders."""
    fill_the_basket(buyer, shops)
    press(buyer, "Lanjut ke alamat")
    where = {"typed": "muara kaman kutai", "full_name": "Muara Kaman"} if is_near else {}
    steps.give_the_address(buyer, javascript=True, **where)
    buyer.locator(f"input[name=cara][value={way}]").check()
    press(buyer, "Pesan")
    buyer.wait_for_load_state("load")


def purchase_of(buyer: Page) -> str:
    """Return the address of the purchase that the buyer looks at."""
    buyer.wait_for_url("**/pesanan/**")
    return buyer.url.split("?")[0]


def look_until(page: Page, address: str, words: str) -> None:
    """Open a page again and again until it says these words; the worker has 45 s."""
    for _ in range(90):
        page.goto(address)
        if words in page.locator("main").inner_text():
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"{address} never said {words!r}")


def sign_in(page: Page, phone: str, goes_to: str = "/jual/") -> Page:
    """Sign a seller in by her number and the demo's code."""
    page.goto(f"/akun/masuk/?next={goes_to}")
    steps.ask_for_code(page, phone)
    steps.type_code(page, CODE)
    return page


def operator_at(page: Page, address: str) -> Page:
    """Sign Budi in, second factor and all, and open a page of the office."""
    steps.act_as(page, "Budi")
    page.goto(address)
    return page


def slip(folder: Path, amount: str) -> Path:
    """Return a photo that shows a payment."""
    photo = folder / "bukti.jpg"
    photo.write_bytes(draw_slip(title="Transfer berhasil", rows=[("Jumlah", amount)]))
    return photo


def payable(buyer: Page) -> int:
    """Return how many rupiah the page asks for by transfer."""
    return int(re.sub(r"\D", "", buyer.locator(".how-to-pay__figure.price").inner_text()))


def row_of(page: Page | Locator, words: str) -> Locator:
    """Return the link of the list's row that holds these words."""
    return page.locator("li, article, tr").filter(has_text=words).last.get_by_role("link").first


def each_sees_her_part_only(
    open_page: Callable[..., Page], live_site: LiveSite, shops: list[Shop], purchase: str
) -> None:
    """Let each of the sellers open her own order, and then another's."""
    numbers = numbers_of(live_site, purchase)
    for shop, other in zip(shops, [*shops[1:], shops[0]], strict=True):
        seller = sign_in(open_page(), shop.phone, f"/jual/pesanan/{numbers[shop.phone]}/")
        see(seller, shop.title)
        expect(seller.locator("main").get_by_text(other.title)).to_have_count(0)
        answer = seller.goto(f"/jual/pesanan/{numbers[other.phone]}/")
        assert answer is not None
        assert answer.status == 404
