"""The main job, whole: a producer lists, an operator approves, a buyer pays, the goods ship, an editor tells.

Real Chromium at 360 × 800, real processes (web, worker, PostgreSQL, Stripe double), nothing stood in for.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from market.demo.drawings.product import draw_product
from market.demo.drawings.words import Words
from tests.journeys import steps
from tests.journeys.browser import DESK, PHONE
from tests.journeys.site import LiveSite
from tests.journeys.steps import Goods, see

OpenPage = Callable[..., Page]
VILLAGE = "Muara Kaman Ulu"
CODE = "000000"
KEPT_PHOTO = re.compile("Foto yang sudah terkirim|Foto yang dipilih 1")  # without and with the app's scripts


def goods_of(folder: Path, name: str) -> Goods:
    """Return goods with a photo of their own."""
    photo = folder / "foto.jpg"
    photo.write_bytes(
        draw_product(look="pouch", fill="balls", colour="#dcb57d", words=Words(name, VILLAGE), seed=name)
    )
    return Goods(name=name, price="Rp 27.500", stock="6", weight="300", photo=photo)


def test_it_sells_the_first_goods_of_a_new_producer(open_page: OpenPage, live_site: LiveSite, tmp_path: Path) -> None:
    goods = goods_of(tmp_path, "Amplang Belida Sungai Jernih")

    product = sell_the_first_goods(open_page, goods, spellings=("0812 7000 1001", "62812 7000 1001"), javascript=True)

    tell_the_story(open_page, live_site, goods, product)


def test_it_sells_without_javascript(open_page: OpenPage, tmp_path: Path) -> None:
    goods = goods_of(tmp_path, "Stik Keladi Hutan Basah")

    sell_the_first_goods(open_page, goods, spellings=("+62 812 7000 2002", "0812-7000-2002"), javascript=False)


def sell_the_first_goods(open_page: OpenPage, goods: Goods, *, spellings: tuple[str, str], javascript: bool) -> str:
    """Walk steps 1 to 5; return the product's address."""
    producer, operator, buyer, stranger = (open_page(PHONE, javascript=javascript) for _ in range(4))
    steps.act_as(operator, "Budi")
    shop = f"Dapur {goods.name}"
    become_a_seller(producer, operator, shop, spellings[0], javascript=javascript)
    list_with_a_slip(producer, goods)
    product = approve_the_goods(operator, stranger, goods)
    tracking = buy(buyer, goods, shop, product, javascript=javascript)
    hand_over(producer, stranger, buyer, spellings, goods, tracking)
    return product


def become_a_seller(producer: Page, operator: Page, shop: str, typed: str, *, javascript: bool) -> None:
    """Step 1: a phone number, a code from the message box, four answers, an operator's yes."""
    producer.goto("/jual/")
    producer.get_by_role("link", name="Masuk dengan nomor telepon").click()
    steps.ask_for_code(producer, typed)
    code = steps.code_in(steps.newest_message(operator, typed.replace(" ", "").replace("-", "")[-8:]))
    steps.type_code(producer, code)
    expect(producer.get_by_role("heading", name="Daftar jadi penjual")).to_be_visible()
    producer.goto(f"{producer.url}#semua")  # all its questions on one page
    producer.get_by_label("Nama Anda").fill("Ibu Wati")
    producer.get_by_label("Nama toko").fill(shop)
    producer.get_by_label("Apa yang Anda buat?").fill("amplang dan keripik")
    steps.pick_area(
        producer,
        "Desa atau kelurahan",
        typed="muara kaman ulu",
        full_name=VILLAGE,
        send="Kirim pendaftaran",
        javascript=javascript,
    )
    see(producer, "Pendaftaran sedang diperiksa")
    assert producer.get_by_label("email").count() == producer.get_by_label("e-mail").count() == 0
    steps.decide(operator, shop, "Setujui, buka toko")
    producer.goto("/jual/")
    see(producer, "Tambah produk")


def list_with_a_slip(producer: Page, goods: Goods) -> None:
    """Step 2: six questions; a wrong price is said beside the field, and nothing typed is lost, the photo included."""
    steps.list_goods(producer, Goods(goods.name, "dua puluh", goods.stock, goods.weight, goods.photo))
    see(producer, "Tulis harga dengan angka saja")
    expect(producer.get_by_label("Nama produk")).to_have_value(goods.name)
    expect(producer.get_by_label("Berapa yang siap dijual?")).to_have_value(goods.stock)
    expect(producer.get_by_role("img", name=KEPT_PHOTO)).to_be_visible()
    producer.get_by_label("Harga").fill(goods.price)
    steps.press(producer, "Kirim produk")
    see(producer, goods.name)
    see(producer, "menunggu persetujuan")


def approve_the_goods(operator: Page, stranger: Page, goods: Goods) -> str:
    """Step 3: outsiders see nothing until the operator has said yes; returns the product's address."""
    stranger.goto(f"/cari/?q={goods.name}")
    assert stranger.locator("main").get_by_role("link", name=goods.name, exact=True).count() == 0
    steps.decide(operator, goods.name, "Setujui")
    stranger.goto(f"/cari/?q={goods.name}")
    address = stranger.locator("main").get_by_role("link", name=goods.name, exact=True).get_attribute("href")
    assert address
    return address


def buy(buyer: Page, goods: Goods, shop: str, product: str, *, javascript: bool) -> str:
    """Step 4: found by category, village and search; address, delivery, card. Returns the tracking address."""
    buyer.goto("/kategori/camilan/")
    expect(buyer.locator("main").get_by_role("link", name=goods.name, exact=True)).to_be_visible()
    buyer.goto(product)
    buyer.locator("main").get_by_role("link", name=VILLAGE).first.click()
    expect(buyer.locator("main").get_by_role("link", name=goods.name, exact=True)).to_be_visible()
    buyer.goto(product)
    see(buyer, "Rp27.500")
    steps.press(buyer, "Masukkan ke keranjang")
    buyer.goto("/keranjang/")
    see(buyer, shop)
    steps.press(buyer, "Lanjut ke alamat")
    steps.give_the_address(buyer, javascript=javascript)
    see(buyer, "Tebet")
    see(buyer, "sampai antara")
    buyer.get_by_role("radio", name="Kartu debit atau kredit").check()
    button = buyer.get_by_role("button", name="Pesan dan bayar Rp").first.inner_text()
    steps.press(buyer, "Pesan dan bayar Rp")
    expect(buyer.get_by_text(button.split("bayar")[-1].strip()).first).to_be_visible()
    steps.pay_by_card(buyer)
    buyer.wait_for_url("**/pesanan/**")
    see(buyer, "Pembayaran sudah kami terima.")
    return buyer.url.split("?")[0]


def hand_over(
    producer: Page, stranger: Page, buyer: Page, spellings: tuple[str, str], goods: Goods, tracking: str
) -> None:
    """Step 5: a message, the order on the phone (another spelling of the number signs in), a tracking number."""
    digits = spellings[0].replace(" ", "").replace("-", "")[-8:]
    message = steps.wait_for_message(stranger, digits, "sudah dibayar")
    producer.context.clear_cookies()
    producer.goto("/akun/masuk/?next=/jual/")
    steps.ask_for_code(producer, spellings[1])
    steps.type_code(producer, steps.code_in(steps.newest_message(stranger, digits)))
    order = steps.link_in(message)
    producer.goto(order)
    see(producer, goods.name)
    see(producer, "Rina Sukma")
    assert stranger.goto(order).url != order  # asked to sign in
    producer.get_by_label("Dibawa siapa?").fill("JNE")
    producer.get_by_label("Nomor resi").fill("CGK123456789")
    steps.press(producer, "Paket sudah diserahkan")
    buyer.goto(tracking)
    see(buyer, "CGK123456789")
    token = tracking.rstrip("/")
    other = token[:-1] + ("y/" if token.endswith("x") else "x/")
    assert stranger.goto(other).status == 404


def tell_the_story(open_page: OpenPage, live_site: LiveSite, goods: Goods, product: str) -> None:
    """Step 6: an editor puts the product in a story; price and stock follow, nobody copies them."""
    editor, producer, reader = open_page(DESK), open_page(PHONE), open_page(PHONE)
    steps.act_as(editor, "Dewi")
    index = live_site.rows("SELECT id FROM wagtailcore_page WHERE url_path = '/beranda/cerita/'")[0][0]
    steps.publish_story(editor, index, "Perahu pagi pembawa amplang", goods.name)
    address = "/cerita/perahu-pagi-pembawa-amplang/"
    reader.goto(address)
    see(reader, "Rp27.500")
    change_price_and_stock(producer, live_site, goods)
    reader.goto(address)
    see(reader, "Rp31.000")
    see(reader, "Habis")
    assert reader.locator("main").get_by_text("Rp27.500").count() == 0
    reader.get_by_role("link", name=goods.name).first.click()
    assert product in reader.url


def change_price_and_stock(producer: Page, live_site: LiveSite, goods: Goods) -> None:
    """The producer raises the price and says that all are gone, on her phone."""
    producer.goto("/akun/masuk/?next=/jual/produk/")
    steps.ask_for_code(producer, "0812 7000 1001")
    steps.type_code(producer, CODE)
    producer.get_by_role("link", name=goods.name).first.click()
    producer.get_by_label("Harga").fill("31.000")
    producer.get_by_label("Berapa yang siap dijual?").fill("0")
    steps.press(producer, "Simpan")
    expect(producer).to_have_url(re.compile(r"/jual/$"))
    query = (
        "SELECT s.price FROM partner_stockrecord s JOIN catalogue_product p ON p.id = s.product_id WHERE title = %s"
    )
    assert live_site.rows(query, goods.name) == [(31000,)]
