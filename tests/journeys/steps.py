"""What people do on the pages, step by step; test_main_job.py tells the story with them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect


@dataclass(frozen=True)
class Goods:
    """What the producer types, as she types it."""

    name: str
    price: str
    stock: str
    weight: str
    photo: Path


def press(page: Page, name: str) -> None:
    """Press the button with this name, and wait for the page that follows; the seller app sends before that."""
    page.get_by_role("button", name=name).first.click()
    expect(page.locator("form[data-sending]")).to_have_count(0)
    page.wait_for_load_state("load")


def see(page: Page, text: str) -> None:
    """Expect this text somewhere in the main part of the page."""
    expect(page.locator("main").get_by_text(text).first).to_be_visible()


def ask_for_code(page: Page, typed: str) -> None:
    """Ask for a sign-in code on the page that wants a number."""
    page.get_by_label("Nomor telepon").fill(typed)
    press(page, "Kirim kode")


def type_code(page: Page, code: str) -> None:
    """Type the code that came."""
    page.get_by_label("Kode 6 angka").fill(code)
    press(page, "Masuk")


def newest_message(page: Page, phone: str) -> str:
    """Return the newest message to a number in the demo's message box."""
    page.goto(f"/demo/pesan/?nomor={phone}")
    return page.locator(".demo__bubble").first.inner_text()


def wait_for_message(page: Page, phone: str, words: str) -> str:
    """Return the newest message to a number once it holds these words; the worker has 30 s."""
    for _ in range(60):
        text = newest_message(page, phone)
        if words in text:
            return text
        page.wait_for_timeout(500)
    raise AssertionError(f"no message with {words!r}, the newest is {text!r}")


def code_in(text: str) -> str:
    """Return the six digits of a message."""
    found = re.search(r"\b\d{6}\b", text)
    assert found, text
    return found.group()


def link_in(text: str) -> str:
    """Return the address in a message."""
    found = re.search(r"https?://\S+", text)
    assert found, text
    return found.group().rstrip(".")


def act_as(page: Page, name: str) -> None:
    """Sign in with one click at /demo/ as somebody of the cast."""
    page.goto("/demo/")
    page.get_by_role("button", name=f"Masuk sebagai {name}", exact=True).click()
    page.wait_for_load_state("load")


def pick_area(page: Page, label: str, *, typed: str, full_name: str, send: str, javascript: bool) -> None:
    """Type an area's name, choose it and send; without JavaScript the only match is taken as the form is sent."""
    page.get_by_label(label).first.fill(typed)
    if javascript:
        page.get_by_role("radio", name=full_name).first.check()
    press(page, send)


def give_the_address(page: Page, *, javascript: bool, typed: str = "tebet jakarta", full_name: str = "Tebet") -> None:
    """Fill the address down to the official district, and go on to the deliveries."""
    page.get_by_label("Nama penerima").fill("Rina Sukma")
    page.get_by_label("Nomor telepon (WhatsApp)").fill("0813 8000 1234")
    page.get_by_label("Alamat", exact=True).fill("Jl. Tebet Raya 12, RT 03 RW 04")
    send = "Lanjut ke ongkos kirim"
    pick_area(page, "Kecamatan", typed=typed, full_name=full_name, send=send, javascript=javascript)


def list_goods(page: Page, goods: Goods) -> None:
    """Answer the six questions, all on one page."""
    page.goto("/jual/produk/baru/#semua")
    if goods.photo.exists():
        page.get_by_label("Foto produk").set_input_files(goods.photo)
    page.get_by_label("Nama produk").fill(goods.name)
    page.get_by_label("Harga").fill(goods.price)
    page.get_by_label("Berapa yang siap dijual?").fill(goods.stock)
    page.get_by_label("Dikemas dengan apa?").select_option("pouch")
    page.get_by_label("Berat satu, siap kirim (gram)").fill(goods.weight)
    press(page, "Kirim produk")


def decide(page: Page, name: str, button: str) -> None:
    """Open what waits at the operator's desk, and decide."""
    page.goto("/kelola/persetujuan/")
    page.get_by_role("link", name=name).first.click()
    page.wait_for_load_state("load")
    press(page, button)


def pay_by_card(page: Page, number: str = "4242 4242 4242 4242") -> None:
    """Pay on the Stripe double's page, which says that it is a simulation."""
    expect(page.get_by_text("SIMULASI").first).to_be_visible()
    page.locator("input[name=card]").fill(number)
    page.locator("button[type=submit]").first.click()
    page.wait_for_load_state("load")


def publish_story(page: Page, index: int, title: str, product: str) -> None:
    """Write a story with one live product below the page `index` in the Wagtail admin, and publish it."""
    page.goto(f"/kelola/pages/add/cms/storypage/{index}/")
    page.get_by_role("textbox", name="Judul").first.press_sequentially(title)
    page.get_by_role("textbox", name="Pembuka").first.fill("Sebelum terang, dagangan sudah di perahu.")
    page.get_by_role("button", name="Sisipkan blok").last.click()
    page.get_by_role("option", name="Produk", exact=True).click()
    page.get_by_role("button", name="Pilih produk").last.click()
    chooser = page.locator(".modal-dialog")
    chooser.locator("input[name=q]").fill(product)
    chooser.get_by_role("link", name=product).first.click()
    expect(chooser).to_have_count(0)
    page.get_by_role("button", name="Tindakan lain").last.click()
    page.locator("button[name=action-publish]").click()
    page.wait_for_url(f"**/kelola/pages/{index}/")
