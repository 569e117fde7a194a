"""An editor's day, whole: a story is written, seen through three checks, goes out at its hour, and sells.

Real Chromium, each person at a screen of her own (the checkers and the reader at a phone, 360 × 800), real processes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from market.demo.drawings.places import draw_place
from tests.journeys import editor_steps, steps
from tests.journeys.browser import ANDROID, DESK, PHONE
from tests.journeys.editor_steps import act, approve, choose, insert, item, sign_in, take_step
from tests.journeys.money_steps import look_until
from tests.journeys.site import LiveSite
from tests.journeys.steps import press, see

OpenPage = Callable[..., Page]
ADMIN, DEWI = "0812 0000 0008", "0812 0000 0006"
EDI, ANI, JONI = "+6281270003001", "+6281270003002", "+6281270003003"
AGENCY = "Dinas Pemberdayaan Masyarakat dan Desa Kabupaten Kutai Timur (contoh)"
REGENCY, VILLAGE = "Kabupaten Kutai Timur", "Muara Wahau"
TITLE, TITLE_EN = "Kopi pertama di tepi Sungai Wahau", "The first coffee on the banks of the Wahau"
ADDRESS = "/cerita/kopi-pertama-di-tepi-sungai-wahau/"
LEAD = "Sebelum perahu pertama lewat, biji kopinya sudah disangrai."
TOLD = ("Menyangrai kopi di wajan besar.", "Rumah panggung di tepi kebun.")
ENGLISH = {
    TITLE: TITLE_EN,
    LEAD.replace("lewat", "berangkat"): "Before the first boat leaves, the beans are roasted.",
}
CATEGORY, TWELVE = "Anyaman & rotan", 12
NOT_FOUND, OK = 404, 200
HEAVIEST = 150 * 1024
GOODS = """
    SELECT p.id, p.title FROM catalogue_product p JOIN partner_stockrecord r ON r.product_id = p.id
    JOIN partner_partner s ON s.id = p.seller_id
    WHERE p.structure = 'standalone' AND p.is_public AND s.is_open AND p.moderation = 'approved'
      AND r.num_in_stock - coalesce(r.num_allocated, 0) >= 10 AND r.price < 150000
      AND 1 = (SELECT count(*) FROM catalogue_product q WHERE q.title LIKE p.title || '%%')
    ORDER BY p.id LIMIT 4
"""


@pytest.fixture
def right_clock(open_page: OpenPage) -> Iterator[Page]:
    """/demo/, where the clock can be moved; at the end it tells the right time again."""
    page = open_page(DESK)
    yield page
    page.goto("/demo/")
    press(page, "Jam sebenarnya")


def test_an_editors_day(open_page: OpenPage, live_site: LiveSite, right_clock: Page, tmp_path: Path) -> None:
    demo, stranger = right_clock, open_page()
    goods = [str(title) for _pk, title in live_site.rows(GOODS)]
    appoint_checkers(open_page(DESK), demo)
    editor = sign_in(open_page(DESK), DEWI, "/kelola/")
    page = write_the_story(editor, live_site, goods, tmp_path)
    send_on_its_way(editor)
    three_checks(open_page, demo)
    assert status_of(stranger, ADDRESS) == NOT_FOUND
    the_hour_comes(demo, stranger)
    reader = open_page(PHONE, **ANDROID)
    read_on_a_phone(reader, goods)
    buy_five(reader, goods[0])
    correct(editor, page, reader)
    translate(editor, page, reader)
    see_what_it_sold(editor, page)


def appoint_checkers(admin: Page, demo: Page) -> None:
    """The administrator signs in with her second factor, and gives three people their posts."""
    sign_in(admin, ADMIN, "/kelola/users/")
    editor_steps.prove_second_factor(admin, ADMIN, demo)
    editor_steps.appoint(admin, phone=EDI, name="Pak Edi", role="Pemeriksa desa", regency=REGENCY)
    editor_steps.appoint(admin, phone=ANI, name="Bu Ani", role="Pemeriksa dinas", regency=REGENCY)
    editor_steps.appoint(admin, phone=JONI, name="Pak Joni", role="Editor")


def write_the_story(editor: Page, live_site: LiveSite, goods: list[str], folder: Path) -> int:
    """Head, words, a gallery, a map and twelve products; looked at in the preview. Returns the page's number."""
    [[index]] = live_site.rows("SELECT id FROM wagtailcore_page WHERE url_path = '/beranda/cerita/'")
    editor.goto(f"/kelola/pages/add/cms/storypage/{index}/")
    editor.get_by_role("textbox", name="Judul").first.press_sequentially(TITLE)
    editor.get_by_role("textbox", name="Pembuka").first.fill(LEAD)
    head(editor, photo(folder, "river"))
    text = insert(editor, "Tulisan")
    editor_steps.write(editor, text, "Kebunnya lima belas menit berjalan kaki dari dermaga, lewat jembatan kayu.")
    gallery(editor, [photo(folder, kind) for kind in ("workshop", "village")])
    sketch(editor)
    live_products(editor, goods)
    shown = editor_steps.preview(editor)
    expect(shown.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(shown.get_by_role("link", name=goods[-1], exact=True)).to_be_attached()
    wait_for_twelve(editor, shown)
    with editor.expect_navigation():
        editor.get_by_role("button", name="Simpan konsep").click()
    return int(re.findall(r"/pages/(\d+)/", editor.url)[0])


def photo(folder: Path, kind: str) -> Path:
    """Return a photo of her own."""
    file = folder / f"{kind}.jpg"
    file.write_bytes(draw_place(kind=kind, seed=kind))
    return file


def head(editor: Page, file: Path) -> None:
    """A picture on top with what is on it, where the story is from, and who answers for it."""
    editor_steps.upload_picture(editor, "id_picture", file, "Sungai Wahau pagi", "Perahu di Sungai Wahau saat kabut.")
    choose(editor, "id_village", VILLAGE)
    editor.get_by_label("Sumber", exact=True).fill("Pak Rahman, petani kopi, wawancara 20 November 2026")
    editor.get_by_label("Dinas penanggung jawab").select_option(label=AGENCY)


def gallery(editor: Page, files: list[Path]) -> None:
    """Two photos of hers, each with words for who cannot see it."""
    block = insert(editor, "Galeri")
    editor.locator(f"[name={block}-title]").fill("Dari kebun ke cangkir")
    for number, (file, told) in enumerate(zip(files, TOLD, strict=True)):
        one = item(editor, f"{block}-pictures", number)
        editor_steps.upload_picture(editor, f"{one}-picture", file, file.stem.title(), told)
        editor.locator(f"[name={one}-alt]").fill(told)


def sketch(editor: Page) -> None:
    """A map with two places."""
    block = insert(editor, "Peta letak")
    spots = [("Dermaga Muara Wahau", "1.04", "116.86"), ("Kebun kopi", "1.10", "116.80")]
    for number, words in enumerate(spots):
        one = item(editor, f"{block}-spots", number)
        for name, value in zip(("name", "latitude", "longitude"), words, strict=True):
            editor.locator(f"[name={one}-{name}]").fill(value)


def live_products(editor: Page, goods: list[str]) -> None:
    """One on its own, three side by side, each chosen by its name, and eight of a kind by a rule."""
    choose(editor, insert(editor, "Produk"), goods[0])
    block = insert(editor, "Beberapa produk")
    for number, title in enumerate(goods[1:]):
        choose(editor, item(editor, f"{block}-products", number), title)
    rule = insert(editor, "Produk menurut aturan")
    choose(editor, f"{rule}-category", CATEGORY)
    editor.locator(f"[name={rule}-number]").fill(str(TWELVE - len(goods)))


def live_products_on(page: Page | Locator) -> int:
    """Return to how many products the story's own words and blocks lead."""
    links = page.locator(".story__body a[href*='?dari=']")
    return len(set(links.evaluate_all("links => links.map(link => link.pathname)")))


def wait_for_twelve(editor: Page, shown: Locator) -> None:
    """The preview follows what she writes after a moment."""
    for _ in range(90):
        if live_products_on(shown) == TWELVE:
            return
        editor.wait_for_timeout(500)
    raise AssertionError(f"{live_products_on(shown)} products in the preview")


def send_on_its_way(editor: Page) -> None:
    """She gives it an hour, and sends it to who checks."""
    hour = datetime.now(tz=ZoneInfo("Asia/Makassar")) + timedelta(minutes=30)
    editor_steps.schedule(editor, f"{hour:%Y-%m-%d %H:%M}")
    act(editor, "submit")
    expect(editor.get_by_text("sudah diajukan untuk diperiksa")).to_be_visible()


def three_checks(open_page: OpenPage, demo: Page) -> None:
    """The village mends a word, the agency and Diskominfo read; each on a phone, each sees it when it is her turn."""
    village, agency, publisher = (open_page(PHONE) for _ in range(3))
    take_step(village, EDI, TITLE, demo)
    village.get_by_role("link", name="Perbaiki kata").click()
    village.get_by_label("Pembuka").fill(LEAD.replace("lewat", "berangkat"))
    press(village, "Simpan perbaikan")
    approve(village, TITLE)
    take_step(agency, ANI, TITLE, demo)
    agency.get_by_role("link", name="Baca seperti pembaca").click()
    see(agency, "berangkat")
    agency.go_back()
    approve(agency, TITLE)
    take_step(publisher, JONI, TITLE, demo)
    see(publisher, "Terbit pada")
    approve(publisher, TITLE)


def status_of(page: Page, address: str) -> int:
    """Open a page and return what was answered."""
    answer = page.goto(address)
    assert answer is not None
    return answer.status


def the_hour_comes(demo: Page, stranger: Page) -> None:
    """The worker publishes by its clock, and the editor hears of it."""
    demo.goto("/demo/")
    press(demo, "Maju 1 jam")
    for _ in range(140):
        if status_of(stranger, ADDRESS) == OK:
            break
        stranger.wait_for_timeout(500)
    else:
        raise AssertionError("the worker never published it")
    steps.wait_for_message(demo, DEWI.replace(" ", "")[-8:], "sudah terbit. Lihat di")


def read_on_a_phone(reader: Page, goods: list[str]) -> None:
    """The first view is light, and everything that she put there is there, mended word and all."""
    weight = editor_steps.weight_of(reader, ADDRESS)
    assert 0 < sum(weight.values()) <= HEAVIEST, weight
    see(reader, LEAD.replace("lewat", "berangkat"))
    assert live_products_on(reader) == TWELVE
    for title in goods:
        expect(reader.locator("main").get_by_role("link", name=title, exact=True).first).to_be_visible()
    expect(reader.locator(".gallery img")).to_have_count(len(TOLD))
    expect(reader.locator("main").get_by_text("Kebun kopi").first).to_be_visible()


def buy_five(reader: Page, title: str) -> None:
    """The reader follows a product's link, buys five, as from five up it is told, and pays by card."""
    reader.locator("main").get_by_role("link", name=title, exact=True).first.click()
    reader.wait_for_url(re.compile(r"/produk/.+[?]dari=\d+"))
    reader.get_by_label("Berapa?").fill("5")
    press(reader, "Masukkan ke keranjang")
    reader.goto("/keranjang/")
    press(reader, "Lanjut ke alamat")
    steps.give_the_address(reader, javascript=True)
    reader.get_by_role("radio", name="Kartu debit atau kredit").check()
    press(reader, "Pesan dan bayar Rp")
    steps.pay_by_card(reader)
    reader.wait_for_url("**/pesanan/**")
    see(reader, "Pembayaran sudah kami terima.")


def correct(editor: Page, page: int, reader: Page) -> None:
    """She puts a name right and says so to the readers."""
    editor.goto(f"/kelola/pages/{page}/edit/")
    editor.get_by_role("button", name="Tambah Perbaikan").click()
    editor.get_by_label("Apa yang diperbaiki").last.fill("Sungai itu semula ditulis Telen, yang benar Wahau.")
    act(editor, "publish")
    editor.wait_for_url(re.compile(r"/kelola/pages/\d+/$"))
    reader.goto(ADDRESS)
    see(reader, "yang benar Wahau")


def in_english(piece: str) -> str:
    """Return what she writes beside a piece; an address stays as it is."""
    return ENGLISH.get(piece, f"In English: {piece}" if " " in piece else piece)


def translate(editor: Page, page: int, reader: Page) -> None:
    """She writes the English beside each piece, and publishes it."""
    editor.goto(f"/kelola/pages/{page}/edit/")
    editor_steps.begin_translation(editor, "Bahasa Inggris")
    editor_steps.translate_all(editor, in_english)
    expect(editor.get_by_role("button", name="Tindakan lain")).to_be_attached()
    editor.get_by_role("button", name="Terbitkan dalam").click()
    editor.wait_for_load_state("load")
    reader.goto(f"/en{ADDRESS}")
    expect(reader.get_by_role("heading", name=TITLE_EN)).to_be_visible()
    expect(reader.locator("main").get_by_text("the first boat leaves").first).to_be_visible()


def see_what_it_sold(editor: Page, page: int) -> None:
    """Five pieces and what they cost stand where the story is edited, and on the page of all stories."""
    look_until(editor, f"/kelola/pages/{page}/edit/", "terjual 5 senilai Rp")
    assert "halaman ini 0 kali" not in editor.locator("main").inner_text()
    editor.get_by_role("link", name="Lihat per hari dan per produk").click()
    editor.wait_for_load_state("load")
    expect(editor.locator(".sold__total div").filter(has_text="Terjual")).to_contain_text("5")
    editor.goto("/kelola/cerita-menjual/")
    expect(editor.locator("tr").filter(has_text=TITLE)).to_contain_text("5")
