"""What the head of every kind of public page says, in both languages: title, description, canonical, hreflang."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.test import Client
from PIL import Image

from cms.templatetags.machines import SITE_CARD
from market.pictures.cards import MOST
from tests.market.pagecache.conftest import Shop
from tests.market.pagecache.conftest import shop as shop

pytestmark = pytest.mark.django_db
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)">')
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)">')
HREFLANG = re.compile(r'<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">')
SHARED = re.compile(r'<meta property="og:([^"]*)" content="([^"]*)">')
NOINDEX = '<meta name="robots" content="noindex'
NOT_KEPT = {"search", "offline"}
"""What search engines are told not to keep."""

LONGEST_TITLE, LONGEST_DESCRIPTION = 90, 320
KINDS = (
    "home", "goods", "category", "product", "reviews", "search", "shop", "village", "stories", "story", "places",
    "acara", "rute", "desa", "pembuat", "opd", "place", "event", "route", "maker", "agency", "about the API",
    "offline", "complaints",
)  # fmt: skip


def test_every_kind_is_here(shop: Shop) -> None:
    assert set(shop.addresses) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_it_says_what_it_is_and_where_it_stands(client: Client, shop: Shop, kind: str) -> None:
    base, path = "http://testserver", shop.addresses[kind]
    titles = set()
    for language, address in (("id", path), ("en", f"/en{path}")):
        head = client.get(address).content.decode().partition("</head>")[0]
        [title], [description] = TITLE.findall(head), DESCRIPTION.findall(head)
        titles.add(title)
        assert 10 < len(html.unescape(title).strip()) <= LONGEST_TITLE, title
        assert 20 < len(html.unescape(description)) <= LONGEST_DESCRIPTION, description
        assert (NOINDEX in head) == (kind in NOT_KEPT)
        if kind not in NOT_KEPT:
            assert [_path(each) for each in CANONICAL.findall(head)] == [address]
            there = {code: _path(url) for code, url in HREFLANG.findall(head)}
            assert there == {"id": path, "en": f"/en{path}", "x-default": path}, language
            assert all(url.startswith("http") for _code, url in HREFLANG.findall(head)), base
    assert len(titles) == 2 or kind in SAME_IN_BOTH, titles


SAME_IN_BOTH = {"product", "shop", "village", "maker"}
"""Named by a name alone."""


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in NOT_KEPT])
def test_whoever_sends_it_sends_a_title_words_and_a_picture(client: Client, shop: Shop, kind: str) -> None:
    for address in (shop.addresses[kind], f"/en{shop.addresses[kind]}"):
        head = client.get(address).content.decode().partition("</head>")[0]
        shared = SHARED.findall(head)
        said = {name: html.unescape(words) for name, words in shared}
        assert len(shared) == len(said), "once each"
        assert len(said["title"]) > 3
        assert len(said["description"]) > 20
        assert said["type"] in ("website", "article", "product", "profile")
        assert [said["url"]] == CANONICAL.findall(head)
        assert (said["image:width"], said["image:height"]) != ("", "")
        assert said["image"].startswith("http")
        assert '<meta name="twitter:card" content="summary_large_image">' in head


def test_the_picture_of_what_has_none_is_there_and_light_enough(client: Client, shop: Shop) -> None:
    head = client.get("/produk/").content.decode()
    [address] = re.findall(r'<meta property="og:image" content="([^"]*)"', head)
    assert _path(address) == static(SITE_CARD)
    with Image.open(str(finders.find(SITE_CARD))) as card:
        assert (card.size, card.format) == ((1200, 630), "JPEG")
    assert Path(str(finders.find(SITE_CARD))).stat().st_size < MOST


def _path(url: str) -> str:
    return re.sub(r"^https?://[^/]+", "", url)
