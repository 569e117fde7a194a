"""What goes from the phone and in which order, looked at through the app's own functions."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from cms.contributed.from_phones import ENOUGH
from sellers.sync.versions import RELEASE
from sellers.views.sync import NEWER
from tests.journeys.browser import ALONE, PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.on_phone import ON_PHONE, QUEUED, kept
from tests.journeys.seller_steps import GOODS_OF, SARI, edit, open_app
from tests.journeys.site import LiveSite
from tests.journeys.steps import act_as
from tests.journeys.upriver import HEARD, until
from tests.market.recordings.made import webm
from tests.sellers.sync.phone import hash_of
from tests.sellers.sync.recorded import Recorded, days_of

UNREADABLE = """
    () => {
      const asItIs = inStore, reason = new DOMException("Failed to read large IndexedDB value", "DataError");
      const isBroken = ([room], mode) => room === "photos" && mode === "readonly";
      globalThis.inStore = (rooms, mode, work) =>
        (isBroken(rooms, mode) ? Promise.reject(reason) : asItIs(rooms, mode, work));
    }
"""
"""The browser has lost the file in which it kept the photos."""

SENT = """async ([product, many]) => {
    const user = await whoIsHere(), made = { kind: "change_stock", title: "Satu lagi", data: { product, delta: 1 } };
    const operations = await keepOperations(Array.from({ length: many }, () => made), { user, path: "/jual/" });
    for (const { id } of operations) await endOperation(id, { state: DONE });
}"""
"""As if so many had been sent, and the line had gone before the shop was heard anew."""
OF_ANOTHER = (
    "keepRow('operations', { id: 'x', user: 999999, state: DONE, photos: [], data: {}, ended_at: 1, title: 'x' })"
)
HEARD_ALL = """whoIsHere().then(async (user) => {
    const done = (await operationsOf(user)).map(({ id }) => id);
    await changeRow("data", user, (row) => { row.done = done; });
})"""

NEVER_TRIED = "id => changeRow('operations', id, (row) => { delete row.body; })"
NEWLY = "navigator.serviceWorker.dispatchEvent(new Event('controllerchange'))"

PRICE = "SELECT price::int FROM partner_stockrecord WHERE product_id = %s"
LOST = "SELECT count(*) FROM sellers_write WHERE product_id = %s AND is_lost"


@pytest.fixture
def seller(open_page: OpenPage) -> Page:
    """Ibu Sari's phone at its queue; it sends only what a test tells it to."""
    page = open_page(PHONE, refused="/jual/kirim/")
    page.add_init_script(ALONE)
    open_app(page, "Ibu Sari")
    page.goto("/jual/antrean/")
    until(page, HEARD)
    page.evaluate("sendWaiting({ hurry: false })")  # what it tries when it opens is over
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


def test_what_was_sent_is_kept_until_the_shop_was_heard_with_it(seller: Page, live_site: LiveSite) -> None:
    product, _ = live_site.rows(GOODS_OF, SARI)[0]
    seller.context.set_offline(True)
    seller.evaluate(OF_ANOTHER)
    shown = seller.evaluate(ON_PHONE, product)
    seller.evaluate(SENT, [product, 60])
    assert len(kept(seller, "operations")) == 60 + 1
    assert seller.evaluate(ON_PHONE, product) == shown + 60

    seller.evaluate(HEARD_ALL)
    seller.evaluate(SENT, [product, 1])

    assert len(kept(seller, "operations")) == 40 + 1 + 1, "the last that were heard, the new one, another's"
    assert seller.evaluate(ON_PHONE, product) == shown + 1


def test_what_no_haste_helps_waits_for_hours_or_a_new_release(seller: Page) -> None:
    asked, answers = list[str](), {"send_story": (503, "later", ENOUGH), "open_shop": (426, "newer", NEWER)}

    def answer(route: Route) -> None:
        sent = json.loads(route.request.post_data or "{}")
        asked.append(sent["kind"])
        status, state, words = answers[sent["kind"]]
        route.fulfill(status=status, json={"id": sent["id"], "state": state, "words": words})

    seller.route("**/jual/kirim/", answer)
    story = next(one.operation["data"] for one in days_of_all() if one.operation["kind"] == "send_story")
    ids = [seller.evaluate(QUEUED, [*each, None]) for each in (["send_story", "A", story], ["open_shop", "B", {}])]

    for _ in range(2):
        seller.evaluate("sendWaiting({ hurry: true })")

    assert asked == ["send_story", "open_shop"]
    for id, (_, _, words) in zip(ids, answers.values(), strict=True):
        assert (row(seller, id)["words"], row(seller, id)["isHeldBack"]) == (words, True)
        assert row(seller, id)["next_at"] - seller.evaluate("Date.now()") > 29 * 60_000

    seller.evaluate(NEWLY)
    until(seller, "fetchAll('operations').then((all) => all.every((one) => one.failed === 2))")
    assert asked == ["send_story", "open_shop"] * 2


def days_of_all() -> list[Recorded]:
    """Return all that the app of this release has sent."""
    return [one for day in days_of(RELEASE).values() for one in day]


def test_what_she_changes_twice_is_based_on_what_she_wrote_first(open_page: OpenPage, live_site: LiveSite) -> None:
    seller = open_page(PHONE, service_workers="block")  # the site's own pages, and no others
    act_as(seller, "Ibu Sari")
    seller.goto("/jual/")
    until(seller, HEARD)
    product, _ = live_site.rows(GOODS_OF, SARI)[0]
    [(price,)], lost = live_site.rows(PRICE, product), live_site.rows(LOST, product)
    seller.route("**/jual/kirim/", lambda route: route.abort())
    first, second = price + 1000, price + 2000
    for base, value in ((price, first), (first, second)):
        edit(seller, product, price=str(value))
        *_, made = sorted(kept(seller, "operations"), key=lambda one: one["id"])
        assert made["data"]["changes"] == {"price": {"base": base, "value": value}}

    seller.unroute("**/jual/kirim/")
    seller.evaluate("sendWaiting({ hurry: true })")

    assert live_site.rows(PRICE, product) == [(second,)]
    assert live_site.rows(LOST, product) == lost
    back = {"product": product, "changes": {"price": {"base": second, "value": price}}}
    seller.evaluate(QUEUED, ["edit_product", "Harga semula", back, None])
    seller.evaluate("sendWaiting({ hurry: true })")


def test_whom_she_records_twice_is_not_asked_about_her_own(open_page: OpenPage, live_site: LiveSite) -> None:
    seller = open_page(PHONE, service_workers="block")
    act_as(seller, "Ibu Sari")
    product, _ = live_site.rows(GOODS_OF, SARI)[0]
    seller.route("**/jual/kirim/", lambda route: route.abort())
    seconds = (31, 32, 33)
    heard = record(seller, product, webm(seconds[0]))["data"].get("base")
    for before, now in pairwise(seconds):
        made = record(seller, product, webm(now))
        assert made["data"]["base"] == hash_of(webm(before)) != heard
        seller.evaluate(NEVER_TRIED, made["id"])


def record(page: Page, product: int, data: bytes) -> dict[str, Any]:
    """Put a recording on the product's page into the queue; return the operation that was made of it."""
    page.goto(f"/jual/produk/{product}/suara/")
    page.locator("[name=voice]").set_input_files({"name": "suara.webm", "mimeType": "audio/webm", "buffer": data})
    expect(page.locator("form[data-voice]").get_by_role("button", name="Hapus rekaman")).to_be_visible()
    page.locator("form[data-voice] .big-button").click()
    page.wait_for_url("**/jual/antrean/")
    *_, made = sorted(kept(page, "operations"), key=lambda one: one["id"])
    return made
