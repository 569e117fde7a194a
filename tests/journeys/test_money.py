"""A basket of three sellers, paid in each of the four ways; money back, money paid out, and books that add up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import money_steps, steps
from tests.journeys.browser import DESK
from tests.journeys.money_steps import (
    Shop,
    each_sees_her_part_only,
    look_until,
    numbers_of,
    operator_at,
    order,
    purchase_of,
    sign_in,
)
from tests.journeys.site import LiveSite
from tests.journeys.steps import press, see

OpenPage = Callable[..., Page]
PAID = "Pembayaran sudah kami terima."
SHARES = """
    SELECT count(DISTINCT p.id), count(*) FROM settlement_payment p
    JOIN settlement_paymentsplit s ON s.payment_id = p.id
    JOIN settlement_ordergroup g ON g.id = p.group_id WHERE g.secret = %s AND p.status = 'captured'
"""


@pytest.fixture(scope="module")
def shops(live_site: LiveSite) -> list[Shop]:
    """Three shops of one regency."""
    return money_steps.three_shops(live_site)


def payments_and_shares(live_site: LiveSite, purchase: str) -> tuple[int, int]:
    """Return how many payments came for a purchase, and over how many orders they are shared."""
    return live_site.rows(SHARES, purchase.rstrip("/").rsplit("/", 1)[-1])[0]  # type: ignore[return-value]


def test_it_takes_one_card_payment_for_three_sellers_and_gives_a_part_back(
    open_page: OpenPage, live_site: LiveSite, shops: list[Shop]
) -> None:
    buyer = open_page()

    order(buyer, shops, "stripe", is_near=False)
    steps.pay_by_card(buyer)
    purchase = purchase_of(buyer)
    look_until(buyer, purchase, PAID)

    assert payments_and_shares(live_site, purchase) == (1, 3)
    each_sees_her_part_only(open_page, live_site, shops, purchase)
    papers_open(buyer, shops)
    a_part_goes_back(open_page(DESK), buyer, purchase, numbers_of(live_site, purchase)[shops[0].phone])


def papers_open(buyer: Page, shops: list[Shop]) -> None:
    """See the receipt with all three shops on it, and an invoice that is a PDF."""
    invoice = buyer.get_by_role("link", name="Faktur (PDF)").get_attribute("href")
    assert invoice
    answer = buyer.request.get(invoice)
    assert answer.ok
    assert answer.body().startswith(b"%PDF-")
    buyer.get_by_role("link", name="Lihat kuitansi").click()
    buyer.wait_for_url("**/kuitansi/")
    for shop in shops:
        see(buyer, shop.name)


def a_part_goes_back(operator: Page, buyer: Page, purchase: str, number: str) -> None:
    """Let the operator give five thousand back, and the buyer read why."""
    operator_at(operator, f"/kelola/pesanan/{number}/")
    operator.get_by_label("Jumlah (Rp)").fill("5.000")
    operator.get_by_label("Alasan", exact=True).fill("Satu bungkus penyok")
    operator.locator("button[value=refund]").click()
    operator.wait_for_load_state("load")
    look_until(buyer, purchase, "Rp5.000 sudah dikembalikan")
    see(buyer, "Satu bungkus penyok")


def test_it_takes_one_transfer_with_a_photo_which_the_operator_finds_in_the_banks_file(
    open_page: OpenPage, live_site: LiveSite, shops: list[Shop], tmp_path: Path
) -> None:
    buyer, operator = open_page(), open_page(DESK)

    order(buyer, shops, "transfer", is_near=False)
    purchase, amount = purchase_of(buyer), money_steps.payable(buyer)
    buyer.locator("input[name=proof]").set_input_files(money_steps.slip(tmp_path, f"Rp{amount}"))
    buyer.get_by_role("button", name="Kirim foto bukti", exact=True).click()
    see(buyer, "Foto bukti sudah kami terima")
    the_photo_is_seen(operator, live_site, purchase)
    the_banks_file_comes(operator, tmp_path, amount)
    look_until(buyer, purchase, PAID)

    assert payments_and_shares(live_site, purchase) == (1, 3)


def the_photo_is_seen(operator: Page, live_site: LiveSite, purchase: str) -> None:
    """Let the operator open the bill from the list, and look at the photo."""
    [[number]] = live_site.rows(
        "SELECT number FROM settlement_ordergroup WHERE secret = %s", purchase.rstrip("/").rsplit("/", 1)[-1]
    )
    operator_at(operator, "/kelola/uang/tagihan/")
    money_steps.row_of(operator, number).click()
    photo = operator.get_by_role("img", name="Foto bukti dari pembeli")
    expect(photo).to_be_visible()
    assert photo.evaluate("async image => { await image.decode(); return image.naturalWidth }") > 300


def the_banks_file_comes(operator: Page, folder: Path, amount: int) -> None:
    """Take in a file of the bank with this payment in it."""
    today = datetime.now(tz=ZoneInfo("Asia/Makassar")).strftime("%d/%m/%Y")
    mutations = folder / "mutasi.csv"
    mutations.write_text(f"Tanggal,Keterangan,Debet,Kredit\n{today},TRSF RINA SUKMA,0,{amount}\n")
    operator.goto("/kelola/uang/mutasi/")
    bank = (
        operator.locator("select[name=account] option").filter(has_text="Pengelola Pasar Hulu").get_attribute("value")
    )
    operator.locator("select[name=account]").select_option(bank)
    operator.locator("input[name=file]").set_input_files(mutations)
    operator.locator("form:has(input[name=file]) button[type=submit]").click()
    expect(operator.get_by_text("1 baris baru, 1 cocok").first).to_be_visible()


def test_it_leads_through_three_qris_codes_which_the_sellers_confirm(
    open_page: OpenPage, live_site: LiveSite, shops: list[Shop]
) -> None:
    buyer = open_page()

    order(buyer, shops, "qris", is_near=False)
    purchase = purchase_of(buyer)
    see(buyer, "3 pembayaran, satu untuk tiap toko")
    expect(buyer.locator(".pay-steps__step--due")).to_have_count(3)
    for index, shop in enumerate(shops):
        number = numbers_of(live_site, purchase)[shop.phone]
        seller = sign_in(open_page(), shop.phone, "/jual/pembayaran/")
        money_steps.row_of(seller, number).click()
        press(seller, "Uang sudah masuk")
        look_until(buyer, purchase, PAID if index == 2 else "Sebagian sudah dibayar.")
        expect(buyer.locator(".pay-steps__step--paid")).to_have_count(index + 1)

    assert payments_and_shares(live_site, purchase) == (3, 3)


def test_it_takes_cash_at_the_door_from_each_seller(
    open_page: OpenPage, live_site: LiveSite, shops: list[Shop]
) -> None:
    buyer = sign_in(open_page(), "0813 9000 8765", "/")  # cash asks for a proved phone

    order(buyer, shops, "cash")
    purchase = purchase_of(buyer)
    see(buyer, "Pesanan sudah kami catat.")
    for count, shop in enumerate(shops, start=1):
        cash_is_collected(open_page(), shop, numbers_of(live_site, purchase)[shop.phone])
        look_until_paid(buyer, purchase, count)
        expect(buyer.locator(".pay-steps__step--cash")).to_have_count(3 - count)

    assert payments_and_shares(live_site, purchase) == (3, 3)
    press(buyer, "Barang sudah saya terima")
    see(buyer, "sudah diterima")


def cash_is_collected(seller: Page, shop: Shop, number: str) -> None:
    """Let a seller hand her parcel over herself and say that she has the money."""
    sign_in(seller, shop.phone, f"/jual/pesanan/{number}/")
    see(seller, "Bayar tunai saat diserahkan")
    seller.get_by_label("Dibawa siapa?").fill("Saya antar sendiri")
    seller.locator("input[name=cash_came]").check()
    press(seller, "Paket sudah diserahkan")


def look_until_paid(buyer: Page, purchase: str, count: int) -> None:
    """Open the purchase again and again until so many of its payments have come; the worker has 45 s."""
    for _ in range(90):
        buyer.goto(purchase)
        if buyer.locator(".pay-steps__step--paid").count() == count:
            return
        buyer.wait_for_timeout(500)
    raise AssertionError(f"{count} payments of {purchase} never came")


def test_it_pays_a_seller_out_and_shows_her_the_slip(open_page: OpenPage, tmp_path: Path) -> None:
    operator, seller = open_page(DESK), open_page()
    shop = "Kebun Pak Rahman"

    operator_at(operator, "/kelola/uang/pencairan/")
    press(operator, "Siapkan pencairan")
    with operator.expect_download() as exported:
        operator.get_by_role("button", name="Unduh berkas bank (CSV)").click()
    assert shop.removeprefix("Kebun Pak ") in exported.value.path().read_text()
    money_steps.row_of(operator.locator("section").filter(has_text="Belum selesai"), shop).click()
    number = operator.locator("main p").filter(has_text="PC-").first.inner_text().split(" ")[0]
    operator.locator("select[name=paid_from]").select_option(index=0)
    operator.locator("input[name=proof]").set_input_files(money_steps.slip(tmp_path, "Pencairan"))
    press(operator, "Sudah dibayar")

    steps.act_as(seller, "Pak Rahman")
    seller.goto("/jual/uang/")
    row = seller.locator("article").filter(has_text=number)
    expect(row.get_by_text("dibayar").first).to_be_visible()
    slip = row.get_by_role("link", name="Lihat bukti").get_attribute("href")
    assert seller.request.get(slip or "").ok
    assert open_page().goto(slip or "").url.endswith(f"next={slip}")  # type: ignore[union-attr]


def test_it_keeps_books_that_sum_to_zero(open_page: OpenPage, live_site: LiveSite) -> None:
    operator = operator_at(open_page(DESK), "/kelola/uang/buku/")

    expect(operator.locator("tfoot strong")).to_have_text("Rp0")
    assert live_site.rows("SELECT sum(amount)::bigint FROM ledger_entry") == [(0,)]
