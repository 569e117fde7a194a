"""What programs ask for: robots.txt, the list of all pages in parts, security.txt, favicon.ico."""

from __future__ import annotations

import gzip
import re
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from cms.machines import dear, sitemap
from cms.models import DestinationPage, EventPage, RoutePage
from cms.tree.publishing import publish, tell_of_village
from cms.tree.villages import make_village_pages
from tests.cms.conftest import make_picture
from tests.cms.pages.conftest import village as village
from tests.market.pagecache.conftest import begin_anew
from tests.market.shop.goods import make_product

SPACES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
    "i": "http://www.google.com/schemas/sitemap-image/1.1",
}


def read(client: Any, address: str) -> ET.Element:
    answer = client.get(address)
    assert answer.status_code == 200, address
    assert not answer.cookies
    return ET.fromstring(answer.content)  # noqa: S314  (our own words)


def places(client: Any, address: str, settings: Any) -> list[str]:
    found = [place.text or "" for place in read(client, address).iterfind(".//s:loc", SPACES)]
    assert [place for place in found if not place.startswith(settings.BASE_URL)] == []
    return [place.removeprefix(settings.BASE_URL) for place in found]


def part_with(section: str, row: Any) -> str:
    return f"/sitemap-{section}-{-(-row.pk // sitemap.PER_PART)}.xml"


def test_every_page_of_the_list_is_there(client, home, tell, amplang, settings):
    story = tell(title_en="One pan", lead_en="Fish from the Mahakam river.")
    only_here = tell(title="Hanya di sini")
    listed = [place for part in places(client, "/sitemap.xml", settings) for place in places(client, part, settings)]

    wanted = ["/", "/en/", "/syarat/", "/en/syarat/", story.url, "/produk/", amplang.get_absolute_url()]
    assert [place for place in [*wanted, f"/en{amplang.get_absolute_url()}"] if place not in listed] == []
    assert f"/toko/{amplang.seller.code}/" in listed
    assert f"/desa/{amplang.village_id}/" in listed
    assert (only_here.url in listed, f"/en{only_here.url}" in listed) == (True, False)
    assert len(listed) == len(set(listed))
    assert [place for place in listed if client.get(place).status_code != 200] == []


def test_each_names_its_languages(client, home, amplang, settings):
    page = amplang.get_absolute_url()
    [row] = [
        row
        for row in read(client, part_with("produk", amplang)).iterfind("s:url", SPACES)
        if row.findtext("s:loc", "", SPACES).endswith(f"/en{page}")
    ]
    others = {link.get("hreflang"): link.get("href") for link in row.iterfind("x:link", SPACES)}
    assert others == {
        "id": f"{settings.BASE_URL}{page}",
        "en": f"{settings.BASE_URL}/en{page}",
        "x-default": f"{settings.BASE_URL}{page}",
    }


def test_each_language_says_at_which_moment_it_was_changed(client, home, tell, amplang, settings):
    story = tell(title_en="One pan", lead_en="Fish from the Mahakam river.")
    changed = {
        "id": datetime(2026, 11, 20, 1, 30, tzinfo=ZoneInfo("Asia/Makassar")),
        "en": datetime(2026, 11, 21, 23, 59, 59, tzinfo=UTC),
    }
    for page in story.get_translations(inclusive=True):
        Page.objects.filter(pk=page.pk).update(last_published_at=changed[page.locale.language_code])
    rows = read(client, part_with("halaman", story)).iterfind("s:url", SPACES)
    told = {row.findtext("s:loc", "", SPACES): row.findtext("s:lastmod", "", SPACES) for row in rows}
    english = story.get_translations().get()
    assert told[story.full_url] == "2026-11-19T17:30:00Z"
    assert told[english.full_url] == "2026-11-21T23:59:59Z"


def test_a_page_in_english_only_is_listed(client, home, tell, settings):
    story = tell(title_en="One pan", lead_en="Fish from the Mahakam river.")
    english = story.get_translations().get()
    story.unpublish()
    found = places(client, part_with("halaman", english), settings)
    assert [place for place in found if f"/{story.slug}/" in place] == [english.url]


def test_what_is_hidden_is_not_listed(client, home, tell, amplang, settings):
    story = tell()
    assert len(places(client, part_with("produk", amplang), settings)) == 2
    assert story.url in places(client, part_with("halaman", story), settings)
    amplang.is_public = False
    amplang.save()
    story.unpublish()
    assert client.get(part_with("produk", amplang)).status_code == 404
    assert story.url not in places(client, part_with("halaman", story), settings)


def test_goods_come_in_parts_of_one_query_each(client, home, amplang, monkeypatch, settings):
    others = [make_product(amplang.seller) for _ in range(3)]
    monkeypatch.setattr(sitemap, "PER_PART", others[-1].pk - 1)
    assert [part for part in places(client, "/sitemap.xml", settings) if "produk" in part] == [
        "/sitemap-produk-1.xml",
        "/sitemap-produk-2.xml",
    ]
    with CaptureQueriesContext(connection) as queries:
        assert len(places(client, "/sitemap-produk-1.xml", settings)) == 2 * 3
    assert len(queries) == 1
    assert len(places(client, "/sitemap-produk-2.xml", settings)) == 2
    for nowhere in (
        "/sitemap-produk-0.xml",
        "/sitemap-produk-999999.xml",
        "/sitemap-produk-99999999999.xml",
        "/sitemap-lain-1.xml",
    ):
        assert client.get(nowhere).status_code == 404


def pictures(client: Any, address: str) -> dict[str, str]:
    """Return the picture of each page that has one."""
    rows = read(client, address).iterfind("s:url", SPACES)
    found = {row.findtext("s:loc", "", SPACES): row.findtext("i:image/i:loc", "", SPACES) for row in rows}
    return {page: picture for page, picture in found.items() if picture}


@pytest.mark.parametrize("kind", ["story", "place", "event", "route", "village"])
def test_a_page_with_a_picture_names_it_in_every_language(client, home, tell, village, kind):
    about = {
        "title": "Danau",
        "lead": "Danau luas di hulu Mahakam.",
        "village": village,
        "picture": make_picture("Danau"),
    }
    english = {"title": "Lake", "lead": "A wide lake on the upper Mahakam."}
    made = {
        "story": lambda: tell(**about, title_en="Lake", lead_en="A wide lake on the upper Mahakam."),
        "place": lambda: publish(DestinationPage(**about), body=[], english=english),
        "event": lambda: publish(EventPage(**about, starts_at=timezone.now()), body=[], english=english),
        "route": lambda: publish(RoutePage(**about), body=[], english=english),
        "village": lambda: _told_village(village, about["picture"]),
    }
    page = made[kind]()
    part = "/sitemap-desa-1.xml" if kind == "village" else part_with("halaman", page)
    assert pictures(client, part) == {}
    assert client.get(page.url).status_code == 200  # whoever comes first has its files made
    file = page.picture.renditions.get(filter_spec="fill-1080x608").full_url
    assert pictures(client, part) == {page.full_url: file, page.get_translations().get().specific.full_url: file}


def _told_village(village: Any, picture: Any) -> Any:
    make_village_pages()
    return tell_of_village(
        village=village,
        lead="Desa di hulu sungai Mahakam.",
        lead_en="A village on the upper Mahakam.",
        body=[],
        body_en=[],
        picture=picture,
    )


def test_pictures_of_pages_cost_no_query_each(client, home, tell):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert len(pictures(client, part_with("halaman", story))) == shown
        return len(queries)

    story, shown = tell(title="Satu", picture=make_picture()), 1
    client.get(story.url)
    few = asked()
    for number in range(5):
        client.get(tell(title=f"Cerita {number}", picture=make_picture(str(number))).url)
    shown = 6
    assert asked() == few


def test_robots_are_told_where_to_look_and_where_not(client, db, settings):
    words = client.get("/robots.txt").content.decode()
    assert f"Sitemap: {settings.BASE_URL}/sitemap.xml" in words
    assert "Disallow: /akun/" in words
    assert "Disallow: /en/pesanan/" in words


def test_the_rest_is_where_it_is_looked_for(client, db):
    assert client.get("/favicon.ico")["Location"].endswith(".svg")
    words = dict(line.split(": ", 1) for line in client.get("/.well-known/security.txt").content.decode().splitlines())
    until = datetime.fromisoformat(words["Expires"])
    assert 30 < (until - datetime.now(until.tzinfo)).days < 365


def test_a_part_is_made_once_in_half_an_hour_and_then_when_something_changed(
    client, home, settings, amplang, monkeypatch
):
    settings.PAGE_CACHE = "memory"
    cache.clear()
    address = part_with("produk", amplang)
    first = client.get(address).content
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).content == first
        packed = client.get(address, headers={"Accept-Encoding": "gzip, br"})
    assert len(asked) == 0
    assert (packed["Content-Encoding"], gzip.decompress(packed.content)) == ("gzip", first)
    assert "Accept-Encoding" in packed["Vary"]

    begin_anew()
    make_product(amplang.seller, title="Madu kelulut")
    assert client.get(address).content == first
    monkeypatch.setattr(dear, "AT_LEAST", 0)
    assert "madu-kelulut" in "".join(client.get(part).content.decode() for part in (address, _next(address)))
    cache.clear()


def _next(part: str) -> str:
    return re.sub(r"\d+", lambda number: str(int(number.group()) + 1), part)
