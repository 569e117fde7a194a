"""A file that our app did not write so takes nothing in: it could rewrite, lead away, or send what nobody sees."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys.browser import PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.on_phone import QUEUED, kept
from tests.journeys.seller_steps import GOODS_OF, SARI, open_app
from tests.journeys.site import LiveSite
from tests.journeys.test_drafts_carried import QUEUE, file_of, take, write_half

Told = dict[str, Any]
ROOMS = ("operations", "drafts", "photos")


def operation(told: Told) -> Told:
    return next(one for one in told["operations"] if one["kind"] == "edit_product")


FORGERIES: dict[str, Callable[[Told], object]] = {
    "rewrites what others wait for": lambda told: operation(told)["draft"].update(mends="s"),
    "has no name of ours": lambda told: operation(told).update(id="s"),
    "changes nothing": lambda told: operation(told)["data"].pop("changes"),
    "has no data": lambda told: operation(told).pop("data"),
    "sends another thing": lambda told: operation(told).update(body=json.dumps({"kind": "withdraw_consent"})),
    "lies in another's place": lambda told: told["drafts"][0].update(key="8:baru"),
    "leads away": lambda told: told["drafts"][0].update(path="https://evil.example/masuk"),
    "runs": lambda told: told["drafts"][0].update(path="javascript:alert(1)"),
    "has another's draft in it": lambda told: operation(told)["draft"].update(user=8, key="8:ubah"),
    "names no photos": lambda told: told["drafts"][0].update(photos="s"),
    "has a photo of nothing": lambda told: told["photos"].append({"id": "s", "bytes": None}),
    "lacks a part": lambda told: told.pop("drafts"),
}


def test_nothing_of_a_file_that_is_not_ours_is_taken_in(
    open_page: OpenPage, live_site: LiveSite, tmp_path: Path
) -> None:
    here, there = open_page(PHONE), open_page(PHONE)
    open_app(here, "Ibu Sari")
    here.context.set_offline(True)
    write_half(here, tmp_path)
    product, _ = live_site.rows(GOODS_OF, SARI)[0]
    change = {"product": product, "changes": {"title": {"base": "Abon", "value": "Abon Baru"}}}
    here.evaluate(QUEUED, ["edit_product", "Abon Baru", change, "ubah"])
    file = file_of(here, tmp_path)
    open_app(there, "Ibu Sari")
    there.context.set_offline(True)

    for name, forge in FORGERIES.items():
        told = json.loads(file.read_text())
        forge(told)
        forged = tmp_path / "palsu.json"
        forged.write_text(json.dumps(told))
        take(there, forged, "Berkas ini bukan antrean Pasar Hulu, atau rusak.")
        assert [kept(there, room) for room in ROOMS] == [[], [], []], name

    take(there, file, "1 diambil dari berkas")
    assert [len(kept(there, room)) for room in ROOMS] == [1, 1, 2], "the file as it was written"


def test_what_a_broken_phone_can_still_read_goes_into_the_file(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(PHONE)
    open_app(page, "Ibu Sari")
    page.context.set_offline(True)
    write_half(page, tmp_path)
    page.goto(QUEUE)
    expect(page.locator("[data-summary]")).not_to_be_empty()
    lose_one_photo(page)

    with page.expect_download() as download:
        page.get_by_role("button", name="Simpan ke berkas").click()

    expect(page.locator("[data-told]")).to_contain_text("1 foto atau suara tidak bisa dibaca lagi di HP ini")
    told = json.loads(Path(download.value.path()).read_text())
    assert (len(told["drafts"]), len(told["photos"])) == (1, 1)


def lose_one_photo(page: Page) -> None:
    """The browser has lost the file in which it kept one of them."""
    page.evaluate("""async () => {
        const asItIs = readyPhoto, [{ photos: [lost] }] = await fetchAll("drafts");
        globalThis.readyPhoto = (id) => (id === lost ? Promise.reject(new Error("gone")) : asItIs(id));
    }""")
