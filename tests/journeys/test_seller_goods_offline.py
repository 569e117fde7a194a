"""What of goods is mended without a signal: photos as far as there is room, a size, and for whom a hub lists."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from market.settlement.templatetags.money import rupiah
from tests.journeys.browser import PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.seller_steps import GOODS_OF, HASAN, SARI, SIZES, edit, open_app, photo_of, queue_row
from tests.journeys.site import LiveSite
from tests.journeys.steps import press
from tests.journeys.upriver import until

PHOTOS = "SELECT original_id FROM catalogue_productimage WHERE product_id = %s ORDER BY display_order, id"
UNWILLING = """
    SELECT p.id, p.title, m.id, m.name FROM catalogue_product p JOIN sellers_producer m ON m.id = p.producer_id
    JOIN sellers_producer founder ON founder.seller_id = m.seller_id JOIN accounts_user u ON u.id = founder.user_id
    WHERE u.phone = %s AND p.structure = 'standalone' AND m.id <> founder.id AND NOT EXISTS (
      SELECT 1 FROM sellers_consent c WHERE c.producer_id = m.id AND c.withdrawn_at IS NULL AND c.expires_at > now()
    ) ORDER BY p.id
"""
"""Goods of a hub's producers whose word it does not have, by the number of who runs it."""
NO_PICTURE = """number => whoIsHere().then((user) => changeRow("data", user, ({ said }) => {
    said.products.find((one) => one.id === number).picture = "/media/images/lost.webp";
}))"""
PICTURED = """whoIsHere().then((user) => hearShop(user, { now: true })).then(() => fetchAll("data"))
    .then(([kept]) => kept.said.products.find((one) => one.id === %d).picture)
    .then((one) => caches.match(one)).then(Boolean)
"""
"""They come a few at a time."""
WRONG = """whoIsHere().then(async (user) => {
    const [one] = await keepOperations([{ kind: "open_shop", title: "Toko", data: {} }], { user, path: "/jual/" });
    await endOperation(one.id, { state: ATTENTION, words: "Toko sudah buka." });
})"""
PRICE = "SELECT price::int FROM partner_stockrecord WHERE product_id = %s"


def test_no_more_photos_are_taken_than_a_product_has_room_for(
    open_page: OpenPage, live_site: LiveSite, tmp_path: Path
) -> None:
    page = open_page(PHONE)
    product = live_site.rows(GOODS_OF, SARI)[0][0]
    left = 6 - len(live_site.rows(PHOTOS, product))
    open_app(page, "Ibu Sari")
    page.context.set_offline(True)
    page.goto(f"/jual/produk/{product}/")
    expect(page.locator("[data-photo-button]")).to_be_visible()
    page.evaluate(NO_PICTURE, product)
    page.reload()
    expect(page.get_by_text("foto sudah tersimpan, terlihat lagi begitu ada sinyal.")).to_be_visible()
    page.locator("[name=photo]").set_input_files([photo_of(tmp_path, "Dari sisi lain")] * 6)
    expect(page.get_by_text("Paling banyak 6 foto untuk satu produk.")).to_be_visible()
    expect(page.get_by_alt_text("Foto yang dipilih")).to_have_count(left)
    expect(page.locator("[data-photo-button]")).to_be_hidden()


def test_a_size_gets_another_price_without_a_signal(open_page: OpenPage, live_site: LiveSite) -> None:
    page = open_page(PHONE)
    size, label, product = live_site.rows(SIZES, SARI)[0]
    [(price,)] = live_site.rows(PRICE, size)
    open_app(page, "Ibu Sari")
    page.context.set_offline(True)

    page.goto(f"/jual/produk/{product}/")
    expect(page.locator("[data-photo-button]")).to_have_text("Tambah foto")
    page.locator(".sizes__one").filter(has_text=label).get_by_role("link", name="Ubah").click()
    expect(page.get_by_label("Ukuran atau rasa")).to_have_value(label)
    expect(page.get_by_label("Harga")).to_have_value(rupiah(price).removeprefix("Rp"))
    page.get_by_label("Harga").fill("seribu")
    press(page, "Simpan")
    wrong = page.get_by_text("Tulis harga dengan angka saja, misalnya 25.000.")
    expect(wrong).to_be_visible()
    page.get_by_label("Harga").fill("dua ribu")
    expect(wrong).to_be_visible()
    page.get_by_label("Harga").fill(str(price + 1_500))
    expect(wrong).to_have_count(0)
    press(page, "Simpan")
    page.wait_for_url("**/jual/antrean/")
    expect(queue_row(page, label, "Ubah produk")).to_contain_text("belum terkirim")

    page.context.set_offline(False)
    page.goto("/jual/antrean/")
    expect(queue_row(page, label, "Ubah produk").locator(".badge")).to_have_text("terkirim")
    assert live_site.rows(PRICE, size) == [(price + 1_500,)]
    page.goto(f"/jual/ukuran/{size}/")
    page.get_by_label("Harga").fill(str(price))
    press(page, "Simpan")
    page.wait_for_url(f"**/jual/produk/{product}/")
    assert live_site.rows(PRICE, size) == [(price,)], "with a signal it goes the same way"


def test_a_hub_is_asked_for_whom_and_nobody_is_chosen_for_it(
    open_page: OpenPage, live_site: LiveSite, tmp_path: Path
) -> None:
    page = open_page(PHONE)
    open_app(page, "Pak Hasan")
    page.goto("/jual/kode-masuk/")
    expect(page.locator("main form button")).not_to_have_count(0)  # a producer with an account of her own
    page.goto("/jual/catatan/")
    expect(page.locator("main")).to_contain_text("menandai ada lagi")
    page.context.set_offline(True)
    page.goto("/jual/produk/baru/#semua")
    whose = page.get_by_label("Siapa yang membuat?")
    expect(whose).to_have_value("")
    page.locator("[name=photo]").set_input_files(photo_of(tmp_path, "Tikar"))
    page.get_by_label("Nama produk").fill("Tikar Tanpa Sinyal")
    page.get_by_label("Harga").fill("60.000")
    page.get_by_label("Berapa yang siap dijual?").fill("3")
    page.get_by_label("Berat satu, siap kirim (gram)").fill("900")
    press(page, "Kirim produk")
    expect(page.get_by_text("Pilih produk ini buatan siapa.")).to_be_visible()
    page.evaluate("inStore(['data'], 'readwrite', (at) => { at('data').clear(); })")
    page.goto("/jual/produk/baru/#lagi")
    page.reload()
    expect(page.get_by_role("heading", name="Perlu sinyal sekali")).to_be_visible()


def test_what_lacks_a_consent_says_whose_and_leads_to_it(open_page: OpenPage, live_site: LiveSite) -> None:
    page = open_page(PHONE, refused="/jual/kirim/")
    product, title, maker, name = live_site.rows(UNWILLING, HASAN)[0]
    open_app(page, "Pak Hasan")
    until(page, PICTURED % product)
    page.context.set_offline(True)
    page.goto(f"/jual/produk/{product}/")
    expect(page.get_by_text(f"Ini milik {name}")).to_be_visible()
    expect(page.get_by_alt_text("Foto sekarang")).to_have_js_property("complete", True)
    assert page.get_by_alt_text("Foto sekarang").evaluate("one => one.naturalWidth") > 0
    expect(page.locator(".in-words")).to_contain_text("rupiah")
    page.goto("/syarat/")
    page.get_by_role("link", name="Kembali ke toko saya").click()
    expect(page.locator(".product-row").filter(has_text=title)).to_contain_text(f"Buatan {name}")
    page.get_by_role("link", name="Uang", exact=True).click()  # which was taken along
    expect(page.locator(".kept-bar")).to_contain_text("Tanpa sinyal. Terakhir diperbarui hari ini")
    expect(page.get_by_role("heading", name="Uang saya")).to_be_visible()
    page.goto("/jual/izin/")
    expect(page.get_by_role("heading", name="Halaman ini perlu sinyal")).to_be_visible()
    page.get_by_role("link", name="Ke beranda toko").click()
    expect(page.get_by_role("heading", name="Produk saya")).to_be_visible()
    edit(page, product, price="77.000")
    row = queue_row(page, title, "Ubah produk: harga", f"a.n. {name}")
    expect(row).to_contain_text("belum terkirim")

    page.context.set_offline(False)
    page.goto("/jual/antrean/")
    expect(row.get_by_role("link", name=f"Minta persetujuan {name}")).to_have_attribute(
        "href", f"/jual/produsen/{maker}/"
    )
    page.evaluate(WRONG)
    expect(page.locator("[data-summary]")).to_have_text("1 belum terkirim, 1 perlu perhatian")
    page.once("dialog", lambda asked: asked.accept())
    row.get_by_role("button", name="Hapus").click()
    expect(page.locator("[data-summary]")).to_have_text("1 perlu perhatian")
