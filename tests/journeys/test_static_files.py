"""Styles come hashed, compressed and to be kept for ever."""

from __future__ import annotations

import re

import requests

from tests.journeys.site import LiveSite


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
