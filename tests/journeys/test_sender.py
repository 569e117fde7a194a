"""What goes from the phone and in which order, looked at through the app's own functions."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import ALONE, PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.on_phone import QUEUED, kept
from tests.journeys.seller_steps import open_app

UNREADABLE = """
    () => {
      const asItIs = inStore, reason = new DOMException("Failed to read large IndexedDB value", "DataError");
      const isBroken = ([room], mode) => room === "photos" && mode === "readonly";
      globalThis.inStore = (rooms, mode, work) =>
        (isBroken(rooms, mode) ? Promise.reject(reason) : asItIs(rooms, mode, work));
    }
"""
"""The browser has lost the file in which it kept the photos."""


@pytest.fixture
def seller(open_page: OpenPage) -> Page:
    """Ibu Sari's phone at its queue; it sends only what a test tells it to."""
    page = open_page(PHONE)
    page.add_init_script(ALONE)
    open_app(page, "Ibu Sari")
    page.goto("/jual/antrean/")
    return page


def queue_two(page: Page, kind: str, data: dict[str, Any]) -> list[str]:
    """Queue one operation with a photo as the camera made it, and one without behind it; return their ids."""
    first = page.evaluate(QUEUED, [kind, "Dengan foto", data, None])
    page.evaluate("id => changeRow('operations', id, (row) => { row.photos = ['p']; })", first)
    page.evaluate("keepRow('photos', { id: 'p', type: 'image/jpeg', bytes: new ArrayBuffer(8) })")
    return [first, page.evaluate(QUEUED, ["open_shop", "Toko", {}, None])]


def row(page: Page, id: str) -> dict[str, Any]:
    """Return an operation as the phone has it."""
    return next(one for one in kept(page, "operations") if one["id"] == id)


def test_a_photo_that_cannot_be_read_back_holds_up_nobody_and_wants_her_eye(seller: Page) -> None:
    photo, other = queue_two(seller, "list_product", {})
    seller.evaluate(UNREADABLE)
    for failed in range(1, 6):
        assert seller.evaluate("sendWaiting({ hurry: true })") == "phone"
        assert (row(seller, photo)["state"], row(seller, photo)["failed"]) == ("waiting", failed)
        assert row(seller, other)["state"] != "waiting"

    seller.get_by_role("button", name="Kirim sekarang").click()

    unsent = seller.locator(".queue-row", has_text="Dengan foto")
    expect(unsent.locator(".badge")).to_have_text("perlu perhatian")
    expect(unsent).to_contain_text("tidak ada lagi di HP, atau rusak")


def test_the_worker_leaves_to_a_page_only_what_is_not_drawn_yet_and_what_rests_on_it(seller: Page) -> None:
    whom = {"producer": {"made_by": "her"}}
    paper, other = queue_two(seller, "record_consent", whom)
    goods = seller.evaluate(QUEUED, ["list_product", "Abon", whom, None])
    [worker] = seller.context.service_workers

    assert worker.evaluate("sendWaiting({ hurry: true })") == ""

    assert row(seller, other)["state"] != "waiting"
    for one in (paper, goods):
        assert (row(seller, one)["state"], row(seller, one)["tries"]) == ("waiting", 0)
