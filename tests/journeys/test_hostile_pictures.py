"""Whatever is sent as a photo to the running site, by the phones' own address: it stays small and answers."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import pytest
from playwright.sync_api import Page

from tests.journeys.browser import PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.site import LiveSite
from tests.journeys.steps import act_as
from tests.journeys.watched import Seen, watched, web_processes, work_of
from tests.market.pictures.hostile import KINDS, PHOTO, hostile
from tests.sellers.sync.phone import PIECE, hash_of

MEGABYTES, GROWN, SECONDS, CPU = 256, 64, 3, 2.5
ENDS = {(200, True): "done", (422, None): "unusable"}
BUSY = 503
"""Nothing was taken, as the machine had no time: an app sends the same again."""
MOST_PIECES = 500
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell it")


def send(page: Page, picture: bytes) -> str:
    """Send a picture in pieces as the app does; return how it ended."""
    sha256, at = hash_of(picture), 0
    address = f"/jual/kirim/foto/{sha256}/"
    for _ in range(MOST_PIECES):
        piece = picture[at : at + PIECE]
        headers = {
            "Content-Type": "application/octet-stream",
            "Origin": page.url.removesuffix("/jual/"),
            "X-Chunk-Sha256": hash_of(piece),
        }
        answer = page.request.post(f"{address}?dari={at}&dari_total={len(picture)}", data=piece, headers=headers)
        said = answer.json()
        if answer.status == BUSY:
            continue
        if end := ENDS.get((answer.status, said.get("done"))):
            return end
        assert answer.status == 200, (answer.status, said)
        at = said["have"]
    raise AssertionError("it was never taken")


def go_on(
    page: Page, site: LiveSite, pictures: Iterable[tuple[str, bytes]]
) -> tuple[Seen, list[tuple[str, str, float]]]:
    """Send them all, one after the other, while the site is watched; return how each ended and what work it was.

    The work is the site's and its child's, with that for the pages which were asked for meanwhile.
    """
    act_as(page, "Ibu Sari")
    page.goto("/jual/")
    rows, web = [], web_processes(site)
    with watched(site) as seen:
        for number, (name, data) in enumerate(pictures):
            before = work_of(web)
            end = send(page, data + bytes([number]) if name == PHOTO else data)
            rows.append((name, end, work_of(web) - before))
    return seen, rows


def check(seen: Seen, rows: list[tuple[str, str, float]]) -> None:
    """It stays alive and small, and honest photos pass in between."""
    assert {end for name, end, _ in rows if name == PHOTO} == {"done"}
    assert len(seen.child_most) >= len(rows) / 3, "most are opened by a child, which was seen"
    assert max(seen.child_most.values()) <= MEGABYTES
    assert max(seen.child_work.values()) <= CPU
    assert max(work for _, _, work in rows) <= SECONDS
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
    assert max(took for _, _, took in seen.answers) <= SECONDS, "and nobody waits for them"
