"""Styles come hashed, compressed and to be kept for ever; a first view asks for little."""

from __future__ import annotations

import re

import requests

from tests.journeys.conftest import OpenPage
from tests.journeys.site import LiveSite

MOST_REQUESTS = 15
ON_SALE = "SELECT slug, id FROM catalogue_product WHERE is_public AND structure = 'standalone' ORDER BY id LIMIT 1"


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


def test_a_first_view_asks_for_little(live_site: LiveSite, open_page: OpenPage) -> None:
    [(slug, number)] = live_site.rows(ON_SALE)
    for path in ("/", "/produk/", f"/produk/{slug}-{number}/"):
        page, asked = open_page(), list[str]()
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(path, wait_until="networkidle")

        assert len(asked) <= MOST_REQUESTS, "\n".join([path, *asked])
