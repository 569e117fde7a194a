"""What people of the office do with a story, step by step; test_editors_day.py tells the day with them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Error, Locator, Page, expect

from tests.journeys import steps
from tests.journeys.steps import press, see

CODE = "000000"


def sign_in(page: Page, phone: str, goes_to: str) -> Page:
    """Sign somebody in by her number and the code of the demo."""
    page.goto(f"/akun/masuk/?next={goes_to}")
    steps.ask_for_code(page, phone)
    steps.type_code(page, CODE)
    return page


def prove_second_factor(page: Page, phone: str, demo: Page) -> None:
    """Type the code that her app shows; /demo/ shows it too."""
    demo.goto("/demo/")
    person = demo.locator("li").filter(has_text=re.sub(r"\D", "", phone)[-4:]).filter(has_text="Admin")
    code = re.search(r"\b\d{6}\b", person.inner_text())
    assert code, person.inner_text()
    page.get_by_label("Kode").fill(code.group())
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state("load")


def appoint(page: Page, *, phone: str, name: str, role: str, regency: str = "") -> None:
    """Give somebody a post in the list of people."""
    page.goto("/kelola/users/new/")
    page.locator("input[name=phone]").fill(phone)
    page.locator("input[name=first_name]").fill(name)
    page.get_by_label(role, exact=True).check()
    if regency:
        page.locator("select[name=regency]").select_option(label=regency)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/kelola/users/")


def insert(page: Page, kind: str) -> str:
    """Put a block at the end of the body; return how the names of its fields begin."""
    number = page.locator("input[name=body-count]").input_value()
    page.get_by_role("button", name="Sisipkan blok").last.click()
    page.get_by_role("option", name=kind, exact=True).click()
    return f"body-{number}-value"


def item(page: Page, block: str, number: int) -> str:
    """Return how the names of the fields of a list's item begin; one more is put in where it is not there yet."""
    name = f"{block}-{number}"
    if not page.locator(f"input[name='{name}-order']").count():
        page.locator(f"input[name='{block}-count'] + div").get_by_role("button", name="Tambah").last.click()
    return f"{name}-value"


def opened(page: Page, field: str) -> Locator:
    """Open a chooser; its button is deaf until its script has begun."""
    dialog = page.locator(".modal-dialog")
    for _ in range(3):
        page.locator(f"#{field}-chooser .unchosen button").click()
        with suppress(Error):
            dialog.wait_for(timeout=15_000)
            return dialog
    raise AssertionError(f"no chooser opens for {field}")


def choose(page: Page, field: str, words: str) -> None:
    """Choose by searching for a name."""
    dialog = opened(page, field)
    dialog.locator("input[name=q]").fill(words)
    dialog.get_by_role("link", name=words).first.click()
    expect(dialog).to_have_count(0)


def upload_picture(page: Page, field: str, photo: Path, title: str, told: str) -> None:
    """Send a photo from the desk, and choose it."""
    dialog = opened(page, field)
    dialog.get_by_role("tab", name="Unggah").click()
    dialog.locator("input[type=file]").set_input_files(photo)
    dialog.locator("input[name$=title]").fill(title)
    dialog.locator("input[name$=description], textarea[name$=description]").first.fill(told)
    dialog.locator("#tab-upload button[type=submit]").click()
    expect(dialog).to_have_count(0)


def write(page: Page, block: str, words: str) -> None:
    """Type words into a text block."""
    box = page.locator(f"[data-contentpath]:has(> input[name='{block.removesuffix('-value')}-type']) [role=textbox]")
    box.click()
    page.keyboard.type(words)


def schedule(page: Page, hour: str) -> None:
    """Let the page go out by itself at an hour."""
    page.get_by_role("button", name="Buka atau tutup keadaan").click()
    page.get_by_role("button", name="Atur jadwal").click()
    calendar = page.locator(".xdsoft_datetimepicker:visible")
    page.locator("input[name=go_live_at]").click()
    expect(calendar).to_have_count(1)  # it comes a moment later, and would cover the button if it came last
    page.locator("input[name=go_live_at]").fill(hour)
    page.get_by_role("heading", name="Atur jadwal terbit").click()
    expect(calendar).to_have_count(0)
    with page.expect_navigation():
        page.get_by_role("button", name="Simpan jadwal").click()
    page.get_by_role("button", name="Buka atau tutup keadaan").click()  # it would cover the editor of translations
    expect(page.get_by_role("button", name="Ubah jadwal")).to_be_hidden()


def act(page: Page, name: str) -> None:
    """Press a button of the menu below the page that is edited, such as "submit"."""
    page.get_by_role("button", name="Tindakan lain").last.click()
    with page.expect_navigation():
        page.locator(f"button[name=action-{name}]").click()


def preview(page: Page) -> Locator:
    """Open the panel with the page as its readers will see it, and return its body."""
    page.get_by_role("button", name="Buka atau tutup pratinjau").click()
    return page.frame_locator("#w-preview-iframe").locator("body")


def take_step(checker: Page, phone: str, title: str, box: Page) -> None:
    """Follow the link of the message on the phone, read the page as its readers will, and leave it open."""
    message = steps.wait_for_message(box, phone[-8:], title)
    checker.goto(steps.link_in(message))
    if "/akun/masuk/" in checker.url:
        steps.ask_for_code(checker, phone)
        steps.type_code(checker, CODE)
    see(checker, title)


def approve(checker: Page, title: str) -> None:
    """Approve what is open."""
    press(checker, "Setujui")
    see(checker, f"“{title}” disetujui.")


def weight_of(page: Page, address: str) -> dict[str, int]:
    """Return how many bytes came over the wire for the first view of a page, by address, with nothing kept before."""
    wire, asked, weight = page.context.new_cdp_session(page), {}, Counter[str]()
    wire.on("Network.requestWillBeSent", lambda event: asked.update({event["requestId"]: event["request"]["url"]}))
    wire.on(
        "Network.loadingFinished",
        lambda event: weight.update({asked.get(event["requestId"], ""): int(event["encodedDataLength"])}),
    )
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.goto(address, wait_until="networkidle")
    wire.detach()
    return {url: size for url, size in weight.items() if not url.startswith("data:")}


def begin_translation(page: Page, language: str) -> None:
    """Ask for a page in another language, by the menu of its editing view."""
    page.locator("header").get_by_role("button", name="Tindakan", exact=True).first.click()
    page.get_by_role("link", name="Terjemahkan halaman ini").click()
    page.get_by_label(language).check()
    press(page, "Ajukan")


def translate_all(page: Page, said: Callable[[str], str]) -> None:
    """Write each piece that is in sight in the other language; `said` returns it. Addresses are behind another tab."""
    waiting = page.locator("li.incomplete:visible")
    expect(waiting.first).to_be_visible()
    for left in range(waiting.count(), 0, -1):
        expect(waiting).to_have_count(left)
        piece = waiting.first
        source = piece.locator("p").first.inner_text()
        piece.get_by_role("button", name="Terjemahkan").click()
        piece.locator("textarea").fill(said(source))
        piece.locator("textarea").press("Enter")
    expect(waiting).to_have_count(0)
