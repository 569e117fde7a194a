"""One question at a time for who hears the page: each step is said, the focus is on its question and names it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.browser import PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.seller_steps import GOODS_OF, SARI, photo_of
from tests.journeys.site import LiveSite
from tests.journeys.steps import act_as

PRODUCT = [
    "Foto produk",
    "Nama produk",
    "Harga",
    "Berapa yang siap dijual?",
    "Dikemas dengan apa?",
    "Berat satu, siap kirim (gram)",
    "Rekam suara",
]
FORMS = {
    ("Ibu Sari", "/jual/produk/baru/"): PRODUCT,
    ("Pak Hasan", "/jual/produk/baru/"): ["Siapa yang membuat?", *PRODUCT],
    ("Pak Hasan", "/jual/produsen/baru/"): [
        "Nama produsen",
        "Desa atau kelurahan",
        "Apa yang dibuat?",
        "Nomor telepon",
    ],
    ("Ibu Sari", "/jual/izin/baru/"): [
        "Jenis izin",
        "Nomor",
        "Berlaku sampai",
        "Foto suratnya",
        "",  # each product by its name
    ],
    ("Pak Hasan", "/jual/uang/rekening/bank/"): ["Bank", "Nomor rekening", "Atas nama"],
    ("Ibu Sari", "/jual/label/baru/{goods}/"): [
        "Dibuat tanggal berapa?",
        "Baik digunakan sebelum tanggal berapa?",
        "Berapa bungkus yang dibuat?",
        "Catatan untuk Anda sendiri",
    ],
    ("Ibu Sari", "/jual/libur/"): ["panen", "Buka lagi tanggal berapa?"],
    ("Rina", "/jual/daftar/"): ["Nama Anda", "Nama toko", "Desa atau kelurahan", "Apa yang Anda buat?"],
    ("Ibu Sari", "/jual/cerita/kirim/"): [
        "Foto",
        "Judul",
        "Ceritanya",
        "Cerita dari desa atau kelurahan",
        "Tampilkan nama saya",
        "Saya setuju cerita dan foto ini dimuat",
    ],
}
"""What the focused part is named by, question for question."""
LISTEN = """() => {
    globalThis.heard = [];
    const isSaid = (one) => one?.closest?.("[role=status], [role=alert]");
    new MutationObserver((changes) => changes.map((one) => isSaid(one.target)).filter((one) => one?.textContent)
        .forEach((one) => heard.push(`${one.role}: ${one.textContent}`)))
      .observe(document.querySelector("form[data-steps]"), { childList: true, subtree: true });
}"""
"""Notes what changes in a live region that is there before it changes: that is what a screen reader says."""
TAKE = "() => heard.splice(0)"
IS_SHOWN = "one => one.checkVisibility() && Boolean(one.closest('form[data-steps] > :not([hidden])'))"
GROUP = "one => document.getElementById(one.closest('[role=group]').getAttribute('aria-labelledby')).textContent"
EMPTY = "Bagian ini belum diisi. Isi dulu, atau tekan Lanjut sekali lagi."
ASKED = f"alert: {EMPTY}"


def opened(page: Page, who: str, address: str) -> None:
    act_as(page, who)
    page.goto(address)
    expect(page.locator("form[data-steps].in-steps")).to_be_visible()
    page.evaluate(LISTEN)


def focused(page: Page, named: str) -> Locator:
    """Return what has the focus: a part of the question that is shown, named so."""
    found = page.locator(":focus")
    expect(found).to_have_accessible_name(re.compile(f"^{re.escape(named)}"))
    assert found.evaluate(IS_SHOWN), f"{named} has the focus and is not shown"
    return found


def go_on(page: Page, named: str) -> list[str]:
    """Press "Lanjut", where an answer is asked for once more; return what was said last."""
    onward = page.get_by_role("button", name="Lanjut", exact=True)
    onward.click()
    said: list[str] = page.evaluate(TAKE)
    if said == [ASKED]:
        expect(focused(page, named)).to_have_accessible_description(re.compile(re.escape(EMPTY)))
        onward.click()
        said = page.evaluate(TAKE)
    return said


@pytest.mark.parametrize("form", FORMS)
def test_each_step_is_said_and_its_question_has_the_focus(
    open_page: OpenPage, live_site: LiveSite, form: tuple[str, str]
) -> None:
    page, questions = open_page(PHONE), FORMS[form]
    last, (who, address) = len(questions), form
    opened(page, who, address.format(goods=live_site.rows(GOODS_OF, SARI)[0][0]))

    for number, (before, named) in enumerate(zip(questions, questions[1:], strict=False), start=2):
        assert go_on(page, before) == [f"status: {number} dari {last}"]
        focused(page, named)
    for number, named in reversed([*enumerate(questions, start=1)][:-1]):
        page.get_by_role("button", name="Kembali", exact=True).click()
        focused(page, named)
        assert page.evaluate(TAKE) == [f"status: {number} dari {last}"]


def test_a_voice_is_asked_for_in_words(open_page: OpenPage) -> None:
    page = open_page(PHONE)
    opened(page, "Ibu Sari", "/jual/produk/baru/")
    for named in PRODUCT[:-1]:
        go_on(page, named)
    assert focused(page, "Rekam suara").evaluate(GROUP) == "Ceritakan dengan suara (boleh kosong)"


def test_what_is_wrong_is_shown_first_has_the_focus_and_says_why(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(PHONE)
    opened(page, "Ibu Sari", "/jual/produk/baru/")
    page.locator("[name=photo]").set_input_files(photo_of(tmp_path, "Terdengar"))
    expect(page.locator(".photos__one img")).to_be_visible()
    for named in PRODUCT[:-1]:
        go_on(page, named)
    page.get_by_role("button", name="Kirim produk").click()
    said = focused(page, "Nama produk")
    expect(said).to_have_accessible_description(re.compile("nama", re.IGNORECASE))
    assert page.evaluate(TAKE)[-1] == "status: 2 dari 7"

    page.get_by_role("button", name="Kembali", exact=True).click()
    page.get_by_role("button", name="Hapus", exact=True).click()
    focused(page, "Foto produk")
    page.get_by_role("link", name="Lihat semua pertanyaan sekaligus").click()
    focused(page, "Foto produk")


def test_what_the_site_refused_has_the_focus_when_the_page_comes(open_page: OpenPage) -> None:
    page = open_page(PHONE)
    opened(page, "Rina", "/jual/daftar/")
    page.get_by_label("Nama toko").evaluate("one => { one.value = ''; }")
    with page.expect_navigation():
        page.locator("form[data-steps]").evaluate("one => one.submit()")

    expect(page.get_by_text("2 dari 4")).to_be_visible()
    expect(focused(page, "Nama toko")).to_have_accessible_description(re.compile("."))


def test_a_village_that_is_one_of_several_is_the_question_when_the_page_comes(open_page: OpenPage) -> None:
    page = open_page(PHONE)
    opened(page, "Rina", "/jual/daftar/")
    for label, typed in (("Nama toko", "Sambal Rina"), ("Desa atau kelurahan", "muara")):
        page.get_by_label(label).evaluate("(one, typed) => { one.value = typed; }", typed)
    with page.expect_navigation():
        page.locator("form[data-steps]").evaluate("one => one.submit()")

    expect(page.get_by_text("3 dari 4")).to_be_visible()
    focused(page, "Desa atau kelurahan")
    expect(page.get_by_role("radio").first).to_be_visible()


def test_it_would_notice_a_focus_that_is_nowhere(open_page: OpenPage) -> None:
    page = open_page(PHONE)
    opened(page, "Rina", "/jual/daftar/")
    go_on(page, "Nama Anda")
    focused(page, "Nama toko").evaluate("one => one.blur()")
    with pytest.raises(AssertionError):
        expect(page.locator(":focus")).to_have_accessible_name("Nama toko", timeout=200)
