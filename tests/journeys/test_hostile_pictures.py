"""Whatever is sent as a photo to the running site, by the phones' own address: it stays small and answers."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable

import pytest
from playwright.sync_api import Page

from tests.journeys.browser import PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.site import LiveSite
from tests.journeys.steps import act_as
from tests.journeys.watched import Seen, watched
from tests.market.pictures.hostile import KINDS, PHOTO, hostile
from tests.sellers.sync.phone import PIECE, hash_of

MEGABYTES, GROWN, SECONDS, CPU = 256, 64, 3, 2.5
ENDS = {(200, True): "done", (422, None): "unusable", (503, None): "later"}
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell it")


def send(page: Page, picture: bytes) -> tuple[str, float]:
    """Send a picture in pieces as the app does; return how it ended and how long its last piece took."""
    sha256, at, took = hash_of(picture), 0, 0.0
    address = f"/jual/kirim/foto/{sha256}/"
    while True:
        piece = picture[at : at + PIECE]
        headers = {
            "Content-Type": "application/octet-stream",
            "Origin": page.url.removesuffix("/jual/"),
            "X-Chunk-Sha256": hash_of(piece),
        }
        began = time.monotonic()
        answer = page.request.post(f"{address}?dari={at}&dari_total={len(picture)}", data=piece, headers=headers)
        took, said = time.monotonic() - began, answer.json()
        if end := ENDS.get((answer.status, said.get("done"))):
            return end, took
        assert answer.status == 200, (answer.status, said)
        at = said["have"]


def go_on(
    page: Page, site: LiveSite, pictures: Iterable[tuple[str, bytes]]
) -> tuple[Seen, list[tuple[str, str, float]]]:
    """Send them all, one after the other, while the site is watched."""
    act_as(page, "Ibu Sari")
    page.goto("/jual/")
    rows = []
    with watched(site) as seen:
        for number, (name, data) in enumerate(pictures):
            end, took = send(page, data + bytes([number]) if name == PHOTO else data)
            rows.append((name, end, took))
    return seen, rows


def check(seen: Seen, rows: list[tuple[str, str, float]]) -> None:
    """It stays alive and small, and honest photos pass in between."""
    assert {end for name, end, _ in rows if name == PHOTO} == {"done"}
    assert {end for _, end, _ in rows} <= {"done", "unusable"}
    assert len(seen.child_most) >= len(rows) / 3, "most are opened by a child, which was seen"
    assert max(seen.child_most.values()) <= MEGABYTES
    assert max(seen.child_work.values()) <= CPU
    assert seen.grown <= GROWN
    assert len(seen.answers) >= 4
    assert {status for _, status, _ in seen.answers} == {200}, seen.answers


def test_the_site_stays_small_and_answers_while_each_hostile_kind_is_sent(
    open_page: OpenPage, live_site: LiveSite
) -> None:
    page = open_page(PHONE, javascript=False)
    check(*go_on(page, live_site, hostile(len(KINDS) + 1, seed=3)))


@pytest.mark.prove
def test_the_site_stays_quick_while_two_hundred_are_sent(open_page: OpenPage, live_site: LiveSite) -> None:
    page = open_page(PHONE, javascript=False)
    seen, rows = go_on(page, live_site, hostile(200, seed=4))
    assert len(rows) == 200
    check(seen, rows)
    assert max(took for _, _, took in rows) <= SECONDS
    assert max(took for _, _, took in seen.answers) <= SECONDS
