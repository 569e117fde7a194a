"""What the phone keeps of what was written and photographed, looked at through the app's own functions."""

from __future__ import annotations

from uuid import RFC_4122, UUID

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.browser import ALONE, PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.on_phone import (
    NEW,
    NOTHING_UNSENT,
    PICTURE,
    QUEUED,
    kept,
)
from tests.journeys.seller_steps import GOODS_OF, SARI, edit, open_app, stock_of
from tests.journeys.site import LiveSite
from tests.journeys.upriver import until

DIES = """
    () => {
      const inStoreAsItIs = inStore;
      let writes = 0;
      const isDead = (rooms, mode) =>
        mode === "readwrite" && ["photos", "drafts"].some((one) => rooms.includes(one)) && (writes += 1) > 1;
      const never = new Promise(() => {});
      globalThis.inStore = (rooms, mode, work) => (isDead(rooms, mode) ? never : inStoreAsItIs(rooms, mode, work));
    }
"""
"""After one more step into the store the phone is as good as dead."""


@pytest.fixture
def seller(open_page: OpenPage) -> Page:
    """Ibu Sari's phone, with the app on it and nothing on its way."""
    page = open_page(PHONE)
    open_app(page, "Ibu Sari")
    return page


def test_what_is_mended_leaves_another_draft_of_that_form_alone(seller: Page) -> None:
    seller.goto(NEW)
    seller.context.set_offline(True)
    number = seller.evaluate(QUEUED, ["list_product", "Sirup Pertama", {"title": "Sirup Pertama"}, "baru"])
    seller.get_by_label("Nama produk").fill("Sirup Kedua")
    until(seller, "fetchAll('drafts').then((all) => all.length === 1)")

    mended = seller.evaluate("id => mendOperation(id)", number)

    assert {one["values"]["title"] for one in kept(seller, "drafts")} == {"Sirup Pertama", "Sirup Kedua"}
    assert kept(seller, "operations") == []
    for path, name in {mended["path"]: "Sirup Pertama", "/jual/produk/baru/": "Sirup Kedua"}.items():
        seller.goto("/jual/antrean/")
        seller.goto(f"{path}#semua")
        expect(seller.get_by_text("dibawa kembali")).to_be_visible()
        assert seller.get_by_label("Nama produk").input_value() == name


def test_a_form_that_is_mended_sends_the_difference_of_its_stock_once(seller: Page, live_site: LiveSite) -> None:
    number, _ = live_site.rows(GOODS_OF, SARI)[0]
    before = stock_of(live_site, number)
    seller.context.set_offline(True)
    edit(seller, number, price="41000", stock=str(before + 8))
    seller.locator(".queue-row", has_text="Ubah produk").get_by_role("button", name="Ubah").click()
    seller.wait_for_url(f"**/jual/produk/{number}/")
    expect(seller.get_by_label("Harga")).to_have_value("41000")

    edit(seller, number, price="42000")

    made = {one["kind"]: one["data"] for one in kept(seller, "operations")}
    assert made["change_stock"]["delta"] == 8
    assert made["edit_product"]["changes"]["price"]["value"] == 42_000
    assert len(kept(seller, "operations")) == 2
    seller.context.set_offline(False)
    seller.goto("/jual/antrean/")
    until(seller, NOTHING_UNSENT)
    assert stock_of(live_site, number) == before + 8


def test_all_that_a_form_was_made_into_is_kept_or_nothing_of_it(seller: Page) -> None:
    seller.context.set_offline(True)
    refused = seller.evaluate(
        """async () => {
          const user = await whoIsHere(), draft = { key: `${user}:baru`, user, path: "/jual/", photos: [] };
          const edited = { kind: "edit_product", data: {}, draft };
          await keepRow("drafts", draft);
          const counted = { kind: "change_stock", data: { delta: () => "cannot be kept" } };
          const keeping = keepOperations([edited, counted], { user, path: "/jual/" });
          return keeping.then(() => "kept", (reason) => reason.name);
        }"""
    )

    assert refused == "DataCloneError"
    assert (kept(seller, "operations"), len(kept(seller, "drafts"))) == ([], 1)


def test_a_clock_that_falls_back_never_makes_a_later_write_an_earlier_one(seller: Page) -> None:
    seller.context.set_offline(True)
    seller.evaluate(QUEUED, ["open_shop", "Sebelum", {}, None])
    seller.evaluate("Date.now = () => 1262304000000")  # the phone woke in 2010

    seller.evaluate(QUEUED, ["open_shop", "Sesudah", {}, None])

    first, second = seller.evaluate("whoIsHere().then(operationsOf)")
    assert (first["title"], second["title"]) == ("Sebelum", "Sesudah")
    assert first["made_at"] < second["made_at"]


def test_ids_are_uuids_of_version_7_that_tell_the_time_and_sort_by_it(seller: Page) -> None:
    seller.context.set_offline(True)
    times = [0, 1, 2**32 - 1, 2**32, 1_795_400_000_000, 1_795_400_000_001, 2**48 - 1]
    ids = [UUID(one) for one in seller.evaluate("times => times.map((at) => uuid7(at))", times)]
    assert [(one.version, one.variant, one.int >> 80) for one in ids] == [(7, RFC_4122, at) for at in times]
    assert ids == sorted(ids)
    assert len(set(seller.evaluate("Array.from({ length: 1000 }, () => uuid7(1))"))) == 1000

    for number in (1, 2, 3):
        seller.evaluate(QUEUED, ["open_shop", f"Ketukan {number}", {}, None])
    seller.evaluate(
        """async () => {
          const user = await whoIsHere(), one = { kind: "open_shop", data: {} };
          const titles = ["Sekaligus 1", "Sekaligus 2", "Sekaligus 3"];
          await keepOperations(titles.map((title) => ({ ...one, title })), { user, path: "/jual/" });
        }"""
    )
    made = sorted(kept(seller, "operations"), key=lambda one: str(one["id"]))
    titles = [f"{how} {number}" for how in ("Ketukan", "Sekaligus") for number in (1, 2, 3)]
    assert [one["title"] for one in made] == titles
    for one in made:
        id = UUID(one["id"])
        assert (str(id), id.version, id.variant, id.int >> 80) == (one["id"], 7, RFC_4122, one["made_at"])


def test_what_was_typed_last_is_in_what_is_sent(seller: Page) -> None:
    seller.goto(NEW)
    seller.context.set_offline(True)
    seller.get_by_label("Nama produk").fill("Abon")
    for label, text in (("Harga", "27000"), ("Berapa yang siap", "6"), ("Berat satu", "300")):
        seller.get_by_label(label).fill(text)
    seller.locator("[name=photo]").set_input_files([PICTURE])
    expect(seller.locator(".photos__one")).to_have_count(1)

    seller.evaluate(
        """() => {
          const form = document.querySelector("form[data-draft=baru]");
          form.elements.title.value = "Abon Ikan Haruan";
          form.elements.title.dispatchEvent(new Event("input", { bubbles: true }));
          form.requestSubmit(); // before the draft was kept
        }"""
    )

    seller.wait_for_url("**/jual/antrean/")
    [operation] = kept(seller, "operations")
    assert operation["draft"]["values"]["title"] == "Abon Ikan Haruan"


def test_a_photo_and_the_draft_that_names_it_are_kept_in_one_step(seller: Page) -> None:
    seller.goto(NEW)
    seller.context.set_offline(True)
    expect(seller.locator("[data-photo-button]")).to_be_visible()  # the page's own scripts have begun
    seller.evaluate(DIES)

    seller.locator("[name=photo]").set_input_files([PICTURE])

    until(seller, "fetchAll('photos').then((all) => all.length === 1)")
    assert kept(seller, "drafts")[0]["photos"] == [seller.evaluate("fetchAll('photos').then(([one]) => one.id)")]


def test_photos_that_nothing_names_are_swept_out_at_the_start(seller: Page) -> None:
    seller.context.set_offline(True)
    seller.evaluate(QUEUED, ["open_shop", "Suara", {"voice": "photo-of-an-operation"}, "baru"])
    seller.evaluate("keepRow('drafts', { key: '1:lain', photos: ['photo-of-a-draft'] })")
    for name in ("photo-of-an-operation", "photo-of-a-draft", "stray"):
        seller.evaluate("id => keepRow('photos', { id, bytes: new ArrayBuffer(8) })", name)

    seller.goto("/jual/antrean/")

    until(seller, "fetchAll('photos').then((all) => all.length === 2)")
    assert {one["id"] for one in kept(seller, "photos")} == {"photo-of-an-operation", "photo-of-a-draft"}


@pytest.mark.parametrize("writes", ["async () => null", "async () => { throw new Error('no memory'); }"])
def test_a_photo_that_cannot_be_drawn_goes_as_it_is(seller: Page, writes: str) -> None:
    seller.evaluate(f"globalThis.asJpeg = {writes}; 1")

    small = seller.evaluate(
        """async () => {
          const drawn = new OffscreenCanvas(2000, 1000);
          drawn.getContext("2d").fillRect(0, 0, 900, 900);
          const photo = await drawn.convertToBlob({ type: "image/png" });
          await keepRow("photos", { id: "p", type: photo.type, bytes: await photo.arrayBuffer() });
          const ready = await readyPhoto("p");
          return [await smallPhoto(photo), ready.isSmall, ready.bytes.byteLength === photo.size, ready.sha256.length];
        }"""
    )

    assert small == [None, False, True, 64]


def test_two_tabs_of_one_form_keep_two_drafts(seller: Page) -> None:
    other = seller.context.new_page()
    for page in (seller, other):
        page.goto(NEW)
        expect(page.locator("[data-photo-button]")).to_be_visible()
    for page, title in ((seller, "Abon Satu"), (other, "Abon Dua"), (seller, "Abon Satu Lagi")):
        page.get_by_label("Nama produk").fill(title)
        until(page, f"fetchAll('drafts').then((all) => all.some((one) => one.title === '{title}'))")
    assert {one["title"] for one in kept(seller, "drafts")} == {"Abon Satu Lagi", "Abon Dua"}
    other.reload()
    expect(other.get_by_label("Nama produk")).to_have_value("Abon Dua")


def test_photos_that_are_just_being_kept_go_as_well(seller: Page) -> None:
    seller.context.set_offline(True)
    seller.goto(NEW)
    expect(seller.locator("[data-photo-button]")).to_be_visible()
    for label, text in (("Nama produk", "Abon"), ("Harga", "27000"), ("Berapa yang siap", "6"), ("Berat satu", "300")):
        seller.get_by_label(label).fill(text)
    seller.locator("[name=photo]").evaluate(
        "one => one.addEventListener('change', ({ target }) => target.form.requestSubmit())"
    )
    seller.locator("[name=photo]").set_input_files([PICTURE] * 3)
    seller.wait_for_url("**/jual/antrean/")
    [operation] = kept(seller, "operations")
    assert len(operation["photos"]) == len(kept(seller, "photos")) == 3


def test_what_is_stuck_does_not_hold_up_the_others(open_page: OpenPage) -> None:
    seller = open_page(PHONE, refused="/jual/kirim/")
    open_app(seller, "Ibu Sari")
    seller.route("**/jual/kirim/", lambda route: route.abort())
    seller.add_init_script(ALONE)
    seller.goto("/jual/antrean/")
    stuck = seller.evaluate(QUEUED, ["open_shop", "Toko", {}, None])
    other = seller.evaluate(QUEUED, ["open_shop", "Toko", {}, None])

    def break_down(route: Route) -> None:
        return route.fulfill(status=500, body="") if stuck in (route.request.post_data or "") else route.continue_()

    seller.route("**/jual/kirim/", break_down)
    state = "id => fetchOne('operations', id).then((one) => one.state)"
    seller.evaluate("sendWaiting({ hurry: true })")
    assert [seller.evaluate(state, one) for one in (stuck, other)] == ["waiting", "waiting"]
    seller.evaluate("id => changeRow('operations', id, (row) => { row.failed = 5; })", stuck)
    seller.evaluate("sendWaiting({ hurry: true })")
    assert seller.evaluate(state, stuck) == "waiting"
    assert seller.evaluate(state, other) in ("done", "attention")


def test_a_clock_that_was_ahead_does_not_keep_the_phone_from_asking(seller: Page) -> None:
    seller.goto("/jual/antrean/")
    ahead = "etag: null, asked_at: row.asked_at + 3e10, at: row.at + 3e10"
    seller.evaluate(f"fetchAll('data').then(([row]) => keepRow('data', {{ ...row, {ahead} }}))")
    seller.evaluate("whoIsHere().then((user) => hearShop(user))")
    assert seller.evaluate("fetchAll('data').then(([row]) => row.at <= Date.now())")


def test_photos_picked_while_the_first_is_made_small_are_kept_too(seller: Page) -> None:
    seller.goto(NEW)
    expect(seller.locator("[data-photo-button]")).to_be_visible()
    seller.evaluate("() => { readyPhoto = async (id) => (await new Promise((go) => setTimeout(go, 3000)), null); }")
    for _ in range(2):
        seller.locator("[name=photo]").set_input_files([PICTURE])
        seller.wait_for_timeout(200)
    until(seller, "fetchAll('drafts').then(([draft]) => draft?.photos.length === 2)")
    assert len(kept(seller, "photos")) == 2


def test_what_is_thrown_away_stays_away(seller: Page) -> None:
    seller.goto(NEW)
    seller.get_by_label("Nama produk").fill("Abon Salah")
    until(seller, "fetchAll('drafts').then((all) => all.length === 1)")
    seller.reload()
    seller.on("dialog", lambda dialog: (seller.wait_for_timeout(500), dialog.accept()))
    drop = seller.get_by_role("button", name="Buang, mulai lagi")
    expect(drop).to_be_visible()
    seller.get_by_label("Nama produk").press("End")
    seller.get_by_label("Nama produk").press("x")
    with seller.expect_navigation():
        drop.click()
    expect(seller.get_by_label("Nama produk")).to_have_value("")
    seller.wait_for_timeout(700)
    assert kept(seller, "drafts") == []
