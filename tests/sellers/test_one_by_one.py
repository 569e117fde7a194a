"""Questions one by one on a phone, with big keys and amounts in words; nothing is lost between them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connections
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from catalogue.models import Product
from market.accounts.models import User
from market.rupiah.words import in_words
from market.shop.partner.models import StockRecord
from tests.journeys.browser import PHONE, launch, opened_page
from tests.market.recordings.made import ogg
from tests.sellers.conftest import approve_product, signed_in
from tests.sellers.consents import made_hub
from tests.sellers.test_in_the_browser import PHOTO, fits

pytestmark = pytest.mark.django_db(transaction=True)
ADD = "/jual/produk/baru/"
NUMBERS = (0, 7, 11, 19, 20, 85, 100, 101, 199, 900, 1000, 1001, 2000, 11_000, 25_000, 100_000, 101_999, 1_000_000,
           1_250_000, 111_111_111, 2_000_000_000, 3_000_000_000_007)  # fmt: skip


@pytest.fixture
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()
        connections["default"].close()  # Playwright's loop gives Django another connection; it goes with the loop


@contextmanager
def phone_of(user: User, browser: Browser, site_url: str) -> Iterator[Page]:
    """A phone with a screen to touch, at which somebody is signed in."""
    session = signed_in(user).cookies["sessionid"].value
    with opened_page(browser, site_url, PHONE, has_touch=True) as page:
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": site_url}])
        yield page


@pytest.fixture
def phone(browser, live_server, siti) -> Iterator[Page]:
    """Siti's phone."""
    with phone_of(siti.user, browser, live_server.url) as page:
        yield page


def go_on(page: Page, number: int, *, most: int = 7) -> None:
    page.get_by_role("button", name="Lanjut").click()
    expect(page.get_by_text(f"{number} dari {most}")).to_be_visible()
    assert fits(page)


def leave_out(page: Page) -> Locator:
    """Go on without an answer; return where it is asked for."""
    page.get_by_role("button", name="Lanjut").click()
    asked = page.get_by_role("alert")
    expect(asked).to_contain_text("Bagian ini belum diisi.")
    return asked


def press_keys(page: Page, *keys: str) -> None:
    for key in keys:
        page.get_by_role("group", name="Tombol angka").get_by_role("button", name=key, exact=True).click()


def test_she_answers_one_question_at_a_time(phone: Page) -> None:
    phone.goto(ADD)
    expect(phone.get_by_text("1 dari 7")).to_be_visible()
    expect(phone.get_by_label("Nama produk")).to_be_hidden()
    expect(phone.get_by_role("button", name="Kembali")).to_be_hidden()
    asked = leave_out(phone)
    phone.locator("[name=photo]").set_input_files(PHOTO)
    expect(asked).to_be_empty()
    go_on(phone, 2)
    asked = leave_out(phone)
    phone.get_by_label("Nama produk").fill("Madu kelulut")
    expect(asked).to_be_empty()
    phone.get_by_label("Nama produk").press("Enter")
    expect(phone.get_by_text("3 dari 7")).to_be_visible()
    keys = phone.get_by_role("group", name="Tombol angka")
    place = keys.bounding_box()
    press_keys(phone, "2", "5", "000", "0", "Hapus satu angka")
    assert keys.bounding_box() == place, "the keys went away from below her finger"
    expect(phone.get_by_label("Harga")).to_have_value("25000")
    expect(phone.get_by_text("Rp25.000 / bungkus")).to_be_visible()
    expect(phone.get_by_text("dua puluh lima ribu rupiah")).to_be_visible()
    phone.go_back()
    expect(phone.get_by_label("Nama produk")).to_have_value("Madu kelulut")
    phone.get_by_role("button", name="Kembali").click()
    expect(phone.get_by_alt_text("Foto yang dipilih")).to_be_visible()
    go_on(phone, 2)
    go_on(phone, 3)
    go_on(phone, 4)
    press_keys(phone, "1", "2")
    go_on(phone, 5)
    go_on(phone, 6)
    press_keys(phone, "0")
    go_on(phone, 7)
    expect(phone.get_by_role("button", name="Lanjut")).to_be_hidden()
    expect(phone.get_by_role("button", name="Rekam suara")).to_be_visible()
    expect(phone.get_by_text("Hapus rekaman")).to_be_hidden()
    phone.get_by_role("button", name="Kirim produk").click()

    expect(phone.get_by_text("Berat paling sedikit 1 gram.")).to_be_visible()
    expect(phone.get_by_text("6 dari 7")).to_be_visible()
    press_keys(phone, "Hapus satu angka", "3", "0", "0")
    go_on(phone, 7)
    phone.get_by_role("button", name="Kirim produk").click()
    phone.wait_for_url(lambda url: ADD not in url)
    product = Product.objects.get()
    assert (product.title, product.shipping_weight_g, product.lowest_price()) == ("Madu kelulut", 300, 25_000)


def test_whoever_applies_is_asked_one_thing_at_a_time(browser, live_server, muara_kaman) -> None:
    newcomer = User.objects.create_user("+6281234567088")
    with phone_of(newcomer, browser, live_server.url) as phone:
        phone.goto("/jual/daftar/")
        expect(phone.get_by_text("1 dari 4")).to_be_visible()
        expect(phone.get_by_label("Nama toko")).to_be_hidden()
        asked = leave_out(phone)
        phone.get_by_label("Nama Anda").fill("Nur Aini")
        expect(asked).to_be_empty()
        go_on(phone, 2, most=4)
        phone.get_by_label("Nama toko").fill("Sambal Aini")
        go_on(phone, 3, most=4)
        asked = leave_out(phone)
        village = phone.get_by_label("Desa atau kelurahan")
        village.fill("muara kaman ulu")
        expect(asked).to_be_empty()
        expect(phone.get_by_role("radio")).to_be_visible()
        village.press("Enter")  # takes the first that was found
        village.press("Enter")
        expect(phone.get_by_text("4 dari 4")).to_be_visible()
        phone.get_by_role("button", name="Kirim pendaftaran").click()
        expect(phone.get_by_text("Tulis apa yang Anda buat.")).to_be_visible()
        phone.get_by_label("Apa yang Anda buat?").fill("sambal rusip")
        expect(phone.get_by_text("Tulis apa yang Anda buat.")).to_have_count(0)
        phone.get_by_role("button", name="Kirim pendaftaran").click()
        expect(phone.get_by_role("heading", name="Pendaftaran sedang diperiksa")).to_be_visible()
    shop = newcomer.producer.seller
    assert (shop.partner.name, shop.partner.village) == ("Sambal Aini", muara_kaman)


def test_a_new_producers_telephone_has_keys_of_its_own(browser, live_server, siti) -> None:
    made_hub(siti)
    with phone_of(siti.user, browser, live_server.url) as phone:
        phone.goto("/jual/produsen/baru/")
        phone.get_by_label("Nama produsen").fill("Nini Jumrah")
        go_on(phone, 2, most=4)
        phone.get_by_label("Desa atau kelurahan").fill(siti.village.full_name)
        go_on(phone, 3, most=4)
        phone.get_by_label("Apa yang dibuat?").fill("tikar rotan")
        go_on(phone, 4, most=4)
        telephone, keys = phone.get_by_label("Nomor telepon"), phone.get_by_role("group", name="Tombol angka")
        expect(telephone).to_have_attribute("inputmode", "none")
        expect(keys.get_by_role("button", name="000", exact=True)).to_have_count(0)
        press_keys(phone, "+", "6", "2", "9", "Hapus satu angka", *"81254309988")
        expect(telephone).to_have_value("+6281254309988")
        expect(keys.get_by_role("button").last).to_be_in_viewport()
        phone.get_by_role("link", name="Lihat semua pertanyaan sekaligus").click()
        expect(telephone).to_have_attribute("inputmode", "tel")
        expect(keys).to_have_count(0)
        expect(telephone).to_have_value("+6281254309988")


def test_a_new_size_is_asked_for_one_thing_at_a_time(phone: Page, amplang: Product) -> None:
    phone.goto(f"/jual/produk/{amplang.pk}/ukuran/")
    expect(phone.get_by_text("1 dari 5")).to_be_visible()
    phone.get_by_label("Yang sudah dijual sekarang, disebut apa?").fill("250 g")
    expect(phone.get_by_role("heading", name="Yang baru")).to_be_hidden()
    go_on(phone, 2, most=5)
    expect(phone.get_by_role("heading", name="Yang baru")).to_be_visible()
    phone.get_by_label("Ukuran atau rasa", exact=True).fill("500 g")
    go_on(phone, 3, most=5)
    press_keys(phone, "4", "5", "000")
    expect(phone.get_by_text("empat puluh lima ribu rupiah")).to_be_visible()
    go_on(phone, 4, most=5)
    press_keys(phone, "7")
    go_on(phone, 5, most=5)
    press_keys(phone, "5", "0", "0")
    phone.get_by_role("button", name="Tambah").click()
    expect(phone.get_by_role("heading", name="500 g")).to_be_visible()
    assert amplang.children.get(title="500 g").lowest_price() == 45_000


def test_keys_come_where_a_number_is_gone_to_and_stay(phone: Page, amplang: Product) -> None:
    keys = phone.get_by_role("group", name="Tombol angka")
    phone.goto(f"/jual/produk/{amplang.pk}/")
    expect(phone.get_by_label("Harga")).to_be_visible()
    expect(keys).to_have_count(0)
    phone.get_by_label("Harga").fill("")
    phone.get_by_label("Harga").tap()
    expect(phone.get_by_label("Harga")).to_have_attribute("inputmode", "none")
    press_keys(phone, "3", "0", "000")
    expect(phone.get_by_text("tiga puluh ribu rupiah")).to_be_visible()
    phone.get_by_label("Nama produk").tap()
    expect(keys).to_have_count(1)
    assert fits(phone)

    StockRecord.objects.update(num_in_stock=0)
    phone.goto("/jual/produk/")
    phone.get_by_label("Ada berapa?").tap()
    press_keys(phone, "1", "2")
    expect(phone.get_by_label("Ada berapa?")).to_have_value("12")
    assert fits(phone)


def test_all_questions_are_on_one_page_for_whoever_likes(phone: Page) -> None:
    phone.goto(ADD)
    phone.get_by_role("link", name="Lihat semua pertanyaan sekaligus").click()
    expect(phone.get_by_label("Nama produk")).to_be_visible()
    expect(phone.get_by_role("button", name="Kirim produk")).to_be_visible()
    expect(phone.get_by_text("1 dari 7")).to_have_count(0)
    expect(phone.get_by_role("group", name="Tombol angka")).to_have_count(0)
    phone.reload()
    expect(phone.get_by_label("Nama produk")).to_be_visible()


def test_the_phone_says_amounts_as_the_server_does(phone: Page) -> None:
    phone.goto(ADD)
    script = phone.locator("script[src*='amounts']").get_attribute("src")
    said = phone.evaluate(
        "([from, numbers]) => import(from).then(({ inWords }) => numbers.map(inWords))", [script, list(NUMBERS)]
    )
    assert said == [in_words(number) for number in NUMBERS]


A_VOICE = """
    navigator.mediaDevices.getUserMedia = async () => {
        const context = new AudioContext(), tone = context.createOscillator();
        const microphone = context.createMediaStreamDestination();
        tone.connect(microphone);
        tone.start();
        return microphone.stream;
    };
"""


def test_she_records_her_voice_and_buyers_hear_it(phone: Page, on_sale) -> None:
    phone.add_init_script(A_VOICE)
    phone.goto(f"/jual/produk/{on_sale.pk}/suara/")
    phone.get_by_role("button", name="Rekam suara").click()
    expect(phone.get_by_role("status")).to_contain_text("Sedang merekam: 0.01 dari 2.00")
    assert fits(phone)
    phone.get_by_role("button", name="Selesai merekam").click()
    expect(phone.get_by_role("status")).to_contain_text("Sudah direkam.")
    phone.get_by_role("button", name="Simpan rekaman").click()
    expect(phone.get_by_text("Tampil setelah didengarkan petugas.")).to_be_visible()
    approve_product(product=on_sale, by=None)

    fetched = list[str]()
    phone.on("request", lambda request: fetched.append(request.url) if "/media/suara/" in request.url else None)
    phone.goto(on_sale.get_absolute_url(), wait_until="networkidle")
    assert fetched == []
    player = phone.locator("audio")
    lasts = player.evaluate(
        """one => new Promise((hear, miss) => {
            one.addEventListener("timeupdate", () => one.currentTime > 0.2 && hear(one.currentTime));
            one.addEventListener("error", () => miss(one.error.message));
            one.muted = true;
            one.play();
        })"""
    )
    assert lasts > 0.2
    assert len(fetched) >= 1


def test_who_may_not_use_the_microphone_chooses_a_file(phone: Page, on_sale) -> None:
    phone.add_init_script("navigator.mediaDevices.getUserMedia = () => Promise.reject(new Error('no'))")
    phone.goto(f"/jual/produk/{on_sale.pk}/suara/")
    phone.get_by_role("button", name="Rekam suara").click()
    expect(phone.get_by_role("status")).to_contain_text("pilih rekaman dari HP")
    file = {"name": "PTT-20261123-WA0001.opus", "mimeType": "audio/ogg", "buffer": ogg(7)}
    phone.locator("[name=voice]").set_input_files(file)
    phone.get_by_role("button", name="Simpan rekaman").click()
    expect(phone.get_by_text("Tampil setelah didengarkan petugas.")).to_be_visible()


def test_a_browser_that_cannot_record_still_plays_what_the_draft_has(phone: Page, on_sale) -> None:
    phone.add_init_script("delete window.MediaRecorder")
    phone.goto(f"/jual/produk/{on_sale.pk}/suara/")
    expect(phone.locator(".file__button", has_text="Pilih rekaman dari HP")).to_be_visible()
    phone.locator("[name=voice]").set_input_files({"name": "ibu.ogg", "mimeType": "audio/ogg", "buffer": ogg(7)})
    expect(phone.get_by_role("button", name="Hapus rekaman")).to_be_visible()
    phone.reload()
    expect(phone.get_by_text("Rekaman tersimpan di HP ini.")).to_be_visible()
    expect(phone.locator("audio[data-heard]")).to_be_visible()
    expect(phone.get_by_text("Rekam suara")).to_be_hidden()
