"""Letters twice as large on a small phone: forms with all their questions on one page, what comes with a press, and
that the check which all other tests of a seller's pages make, drawn ones too, would find what does not fit."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.large_letters import faults_in_large_letters
from tests.journeys.seller_steps import GOODS_OF, SARI
from tests.journeys.site import LiveSite
from tests.journeys.steps import act_as

WHOLE = [
    ("Ibu Sari", "/jual/produk/baru/"),
    ("Ibu Sari", "/jual/cerita/kirim/"),
    ("Ibu Sari", "/jual/libur/"),
    ("Ibu Sari", "/jual/izin/baru/"),
    ("Pak Hasan", "/jual/produk/baru/"),
    ("Pak Hasan", "/jual/produsen/baru/"),
    ("Rina", "/jual/daftar/"),
]
PLANTED = """() => {
    for (const [words, look] of [["Lebar", "width: 13rem"], ["Panjang sekali", "overflow: hidden; width: 5rem"]]) {
        const one = document.createElement("p");
        one.style.cssText = `max-width: none; white-space: nowrap; ${look}`;
        document.querySelector("main .wrap").append(Object.assign(one, { textContent: words }));
    }
}"""


@pytest.mark.parametrize(("who", "address"), WHOLE)
def test_a_form_with_all_its_questions_fits(open_page: OpenPage, who: str, address: str) -> None:
    page = open_page(PHONE)
    act_as(page, who)
    page.goto(f"{address}#semua")
    expect(page.locator("form.in-steps")).to_have_count(0)

    assert list(faults_in_large_letters(page)) == []


def test_keys_for_numbers_fit(open_page: OpenPage, live_site: LiveSite) -> None:
    page = open_page(PHONE, has_touch=True)
    act_as(page, "Ibu Sari")
    [(product, _), *_] = live_site.rows(GOODS_OF, SARI)
    page.goto(f"/jual/produk/{product}/")
    page.get_by_label("Harga").tap()
    expect(page.get_by_role("group", name="Tombol angka")).to_be_visible()

    assert list(faults_in_large_letters(page)) == []


def test_it_would_notice_what_is_too_wide_and_what_is_cut_off(phone: Page) -> None:
    phone.goto("/jual/")
    assert list(faults_in_large_letters(phone)) == []
    phone.evaluate(PLANTED)
    found = list(faults_in_large_letters(phone))
    assert [fault.split(": ", 2)[2] for fault in found] == ["Lebar", "Panjang sekali"]
