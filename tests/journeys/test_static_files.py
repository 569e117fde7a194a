"""Styles come hashed, compressed and to be kept for ever; a first view is light."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pytest
import requests
from playwright.sync_api import Page

from tests.journeys.browser import PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.site import LiveSite

MOST_REQUESTS, MOST_TEXT, MOST_BYTES = 15, 30_000, 150_000
"""Of a first view; text is HTML, styles and scripts, compressed as they come over the wire."""
TEXT = ("Document", "Stylesheet", "Script")
ON_SALE = "SELECT slug, id FROM catalogue_product WHERE is_public AND structure = 'standalone' ORDER BY id LIMIT 1"
STORY = """
    SELECT p.url_path FROM wagtailcore_page p JOIN cms_storypage s ON s.page_ptr_id = p.id
    WHERE p.live AND p.url_path LIKE '/beranda/cerita/%%' ORDER BY p.id LIMIT 1
"""


def test_it_serves_the_home_pages_styles_to_be_kept(live_site: LiveSite) -> None:
    home = requests.get(live_site.url, timeout=60).text
    styles = re.findall(r'<link rel="stylesheet" href="([^"]+)"', home)
    assert styles

    for address in styles:
        assert re.fullmatch(r"/static/css/\w+\.[0-9a-f]{12}\.css", address)
        answer = requests.get(live_site.address(address), headers={"Accept-Encoding": "br"}, timeout=60)
        assert answer.status_code == 200
        assert answer.headers["Content-Encoding"] == "br"
        assert answer.headers["Content-Type"].startswith("text/css")
        assert {"public", "immutable"} <= set(answer.headers["Cache-Control"].split(", "))


@dataclass
class View:
    """One load of a page with nothing kept before: addresses and bytes on the wire by kind."""

    addresses: list[str] = field(default_factory=list)
    sizes: Counter[str] = field(default_factory=Counter)

    @property
    def text(self) -> int:
        return sum(self.sizes[kind] for kind in TEXT)


def first_view(page: Page, address: str) -> View:
    """Load a page; what is further down and lazy is not fetched."""
    wire, view, asked, kinds = page.context.new_cdp_session(page), View(), dict[str, str](), dict[str, str]()
    wire.on("Network.requestWillBeSent", lambda event: asked.update({event["requestId"]: event["request"]["url"]}))
    wire.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))

    def finished(event: dict[str, Any]) -> None:
        address = asked.get(event["requestId"], "")
        if not address.startswith("data:"):  # a drawing inside the page or its styles: nothing is asked for
            view.addresses.append(address)
            view.sizes[kinds.get(event["requestId"], "Other")] += int(event["encodedDataLength"])

    wire.on("Network.loadingFinished", finished)
    wire.send("Network.enable")
    page.goto(address, wait_until="networkidle")
    return view


def test_a_first_view_is_light(live_site: LiveSite, open_page: OpenPage, capsys: pytest.CaptureFixture[str]) -> None:
    [(slug, number)] = live_site.rows(ON_SALE)
    story = live_site.rows(STORY)[0][0].removeprefix("/beranda")
    for path in ("/", "/kategori/makanan/", f"/produk/{slug}-{number}/", story):
        view = first_view(open_page(PHONE, device_scale_factor=2), path)
        with capsys.disabled():
            total = view.sizes.total()
            print(f"\n{path}: {view.text:,} bytes of text, {total:,} in {len(view.addresses)} requests")  # noqa: T201
        assert view.text <= MOST_TEXT, path
        assert view.sizes.total() <= MOST_BYTES, path
        assert 0 < len(view.addresses) <= MOST_REQUESTS, "\n".join([path, *view.addresses])
