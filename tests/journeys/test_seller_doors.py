"""What a seller sees that no walk leads to, with and without scripts: the way in, her account, what producers are
asked, a shop that waits or is shut, and each form that comes back with what is wrong in it."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.journeys.browser import PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.eyes import Eyes, seen
from tests.journeys.hubs import Hub, hub_of_our_own
from tests.journeys.seller_steps import CODE, GOODS_OF, HASAN, SARI, SIZES, come_in
from tests.journeys.site import LiveSite
from tests.journeys.steps import act_as, ask_for_code, press, see, type_code

SECRETS = "SELECT secret FROM sellers_consentlink l JOIN sellers_producer m ON m.id = l.producer_id WHERE m.name = %s"
STANDS = "UPDATE sellers_seller SET status = %s, review_note = %s WHERE partner_id = %s RETURNING partner_id"
SHOP_OF = "SELECT m.seller_id FROM sellers_producer m JOIN accounts_user u ON u.id = m.user_id WHERE u.phone = %s"
TOO_OLD = "UPDATE sellers_consentlink SET asked_at = asked_at - interval '40 days' WHERE secret = %s RETURNING id"
ORDER = """
    SELECT o.number, l.id FROM order_order o JOIN order_line l ON l.order_id = o.id
    JOIN partner_partner p ON p.id = l.partner_id JOIN sellers_producer m ON m.seller_id = p.id
    JOIN accounts_user u ON u.id = m.user_id WHERE u.phone = %s AND o.status IN ('cash_due', 'paid') AND l.status = ''
    ORDER BY o.id LIMIT 1
"""
MAKER = """
    SELECT m.id FROM sellers_producer m JOIN sellers_producer head ON head.seller_id = m.seller_id
    JOIN accounts_user u ON u.id = head.user_id WHERE u.phone = %s AND m.id <> head.id ORDER BY m.id LIMIT 1
"""
EMPTY = """() => { for (const one of document.querySelectorAll("main form :is(input, textarea):not([type=hidden])")) {
    if (["radio", "checkbox"].includes(one.type)) one.checked = false;
    else one.value = "";
} }"""
HAS_AN_ACCOUNT = """
    UPDATE sellers_producer SET user_id = (SELECT id FROM accounts_user WHERE phone = %s) WHERE id = %s RETURNING id
"""
WRONG = ".field--wrong:visible"


def test_the_way_in(eyes: Eyes) -> None:
    page, number = eyes.page, "0812 7799 000" + ("1" if eyes.has_scripts else "2")
    eyes.look_at("/akun/masuk/?next=/jual/")
    ask_for_code(page, "12")
    eyes.look("a number that is none")
    ask_for_code(page, number)
    eyes.look("the code")
    for wrong in ("12", "111111", "222222"):
        type_code(page, wrong)
        eyes.look(f"the code {wrong}")
    eyes.look_at("/akun/kode-lisan/?next=/jual/")
    press(page, "Masuk")
    eyes.look("no code that was read out")
    page.get_by_label("Nomor telepon").fill(number)
    page.get_by_label("Kode 8 angka").fill("12345678")
    press(page, "Masuk")
    see(page, "Kode belum cocok")
    eyes.look("a wrong code that was read out")
    eyes.look_at("/akun/nonaktif/", "/jual/")
    seen(eyes, at_least=10)


def test_her_account(eyes: Eyes) -> None:
    act_as(eyes.page, "Ibu Sari")
    eyes.look_at("/akun/", "/akun/perangkat/", "/akun/keluar/", "/akun/bukan-untuk-anda/")
    seen(eyes, at_least=4)


def test_the_proof_before_her_keys(eyes: Eyes) -> None:
    page = eyes.page
    come_in(page, "+62812779900" + ("03" if eyes.has_scripts else "04"))
    page.goto("/akun/kunci/")
    if "/bukti/" not in page.url:  # who has just signed in is believed for a while
        page.goto("/akun/bukti/?next=/akun/kunci/")
    eyes.look("the proof")
    press(page, "Kirim kode ke")
    eyes.look("its code")
    page.get_by_label("Kode 6 angka").fill("111111")
    press(page, "Lanjutkan")
    see(page, "Kode belum cocok")
    eyes.look("a wrong code")
    page.get_by_label("Kode 6 angka").fill(CODE)
    press(page, "Lanjutkan")
    expect(page.get_by_role("heading", name="Masuk tanpa kode")).to_be_visible()
    eyes.look("her keys")
    seen(eyes, at_least=4)


def test_what_a_producer_is_asked(eyes: Eyes, open_page: OpenPage, live_site: LiveSite) -> None:
    number = 320 + eyes.has_scripts
    with hub_of_our_own(live_site, number=number, makers=0) as hub:
        head = open_page(PHONE, javascript=False)
        come_in(head, hub.phone)
        yes, no, old = (an_asked_producer(head, live_site, f"Acil {number} {one}", one) for one in range(3))
        live_site.rows(TOO_OLD, old)

        eyes.look_at(f"/setuju/{yes}/")
        press(eyes.page, "Ya, saya setuju")
        eyes.look("after her yes")
        press(eyes.page, "Tarik persetujuan saya")
        see(eyes.page, "tidak mempunyai persetujuan Anda")
        eyes.look("after she took it back")
        eyes.page.goto(f"/setuju/{no}/")
        press(eyes.page, "Tidak setuju")
        eyes.look("after her no")
        eyes.look_at(f"/setuju/{old}/", "/setuju/tidak-ada/")
    seen(eyes, at_least=6)


def an_asked_producer(head: Page, site: LiveSite, name: str, number: int) -> str:
    head.goto("/jual/produsen/baru/")
    head.get_by_label("Nama produsen").fill(name)
    head.get_by_label("Apa yang dibuat?").fill("tikar")
    head.get_by_label("Nomor telepon").fill(f"0812 7788 {name[5:8]}{number}")
    press(head, "Simpan, lalu minta persetujuannya")
    head.get_by_text("Pesan ke nomornya").click()
    press(head, "Kirim pesan")
    see(head, f"Pesan dikirim ke {name}.")
    [(secret,)] = site.rows(SECRETS, name)
    return str(secret)


def test_a_code_that_is_read_out(eyes: Eyes, open_page: OpenPage, live_site: LiveSite) -> None:
    hers = "+62812779900" + ("05" if eyes.has_scripts else "06")
    with hub_of_our_own(live_site, number=340 + eyes.has_scripts, makers=1) as hub:
        come_in(open_page(PHONE, javascript=False), hers)
        [(maker, name)] = hub.makers.items()
        live_site.rows(HAS_AN_ACCOUNT, hers, maker)
        come_in(eyes.page, hub.phone)
        eyes.look_at("/jual/kode-masuk/")
        press(eyes.page, name)
        see(eyes.page, f"Kode untuk {name}")
        eyes.look("the code")
    seen(eyes, at_least=2)


def test_shops_that_wait_are_shut_or_on_leave(eyes: Eyes, live_site: LiveSite) -> None:
    with hub_of_our_own(live_site, number=330 + eyes.has_scripts, makers=1) as hub:
        come_in(eyes.page, hub.phone)
        on_leave(eyes, hub)
        for status in ("waiting", "rejected", "suspended"):
            stand(live_site, hub, status)
            eyes.look_at("/jual/")
            if status == "suspended":
                eyes.look_at("/jual/pesanan/", "/jual/uang/", "/jual/produk/")
            if status == "rejected":
                eyes.look_at("/jual/daftar/")
        stand(live_site, hub, "open")
    seen(eyes, at_least=9)


def on_leave(eyes: Eyes, hub: Hub) -> None:
    eyes.page.goto("/jual/libur/#semua")
    eyes.page.get_by_role("radio", name="panen").check()
    press(eyes.page, "Liburkan toko")
    eyes.page.wait_for_url(re.compile(r"/jual/(#semua)?$"))
    see(eyes.page, "Toko sedang libur: panen.")
    eyes.look("the first page on leave")
    eyes.look_at("/jual/libur/", "/jual/produk/")


def stand(site: LiveSite, hub: Hub, status: str) -> None:
    [(shop,)] = site.rows(SHOP_OF, hub.phone)
    assert site.rows(STANDS, status, "Alamatnya belum lengkap.", shop)


def test_each_form_that_comes_back(eyes: Eyes, live_site: LiveSite) -> None:
    product, (size, _, parent) = live_site.rows(GOODS_OF, SARI)[0][0], live_site.rows(SIZES, SARI)[0]
    [(order, line)] = live_site.rows(ORDER, SARI)
    [(maker,)] = live_site.rows(MAKER, HASAN)
    forms = {
        "Ibu Sari": (
            "/jual/libur/", "/jual/produk/baru/", f"/jual/produk/{product}/", f"/jual/ukuran/{size}/",
            f"/jual/produk/{parent}/ukuran/", f"/jual/produk/{product}/suara/", "/jual/izin/baru/", "/jual/impor/",
            f"/jual/label/baru/{product}/", f"/jual/pesanan/{order}/", f"/jual/pesanan/{order}/batal/",
            f"/jual/pesanan/{order}/barang/{line}/tolak/", "/jual/uang/rekening/bank/", "/jual/cerita/kirim/",
        ),
        "Pak Hasan": ("/jual/produsen/baru/", f"/jual/produsen/{maker}/tarik/"),
        "Rina": ("/jual/daftar/",),
    }  # fmt: skip
    for name, addresses in forms.items():
        act_as(eyes.page, name)
        for address in addresses:
            sent_empty(eyes, address)
    seen(eyes, at_least=17)


def sent_empty(eyes: Eyes, address: str) -> None:
    page = eyes.page
    page.goto(f"{address}#semua")
    if "/akun/bukti/" in page.url:  # money is hers alone
        press(page, "Kirim kode ke")
        page.get_by_label("Kode 6 angka").fill(CODE)
        press(page, "Lanjutkan")
    button = page.locator("main form button.big-button:not([type=button])").last
    expect(button).to_be_visible()
    page.evaluate(EMPTY)
    button.click()
    expect(page.locator("form[data-sending]")).to_have_count(0)
    page.wait_for_load_state("load")
    try:
        expect(page.locator(WRONG).first).to_be_visible(timeout=10_000)
    except AssertionError:
        eyes.found.append(f"{address}: nothing is said to be wrong, at {page.url}")
    eyes.look(f"{address} sent empty")
