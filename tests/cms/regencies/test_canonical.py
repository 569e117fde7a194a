"""Each page has one address, and everything that names it names that one."""

from __future__ import annotations

import re

import pytest

from cms.models import HomePage
from cms.tree.villages import make_village_pages
from market.attribution.said import from_story
from tests.cms.machines.walk import compared, listed
from tests.cms.regencies.conftest import KUKAR, KUTIM, MAIN, At, Regencies, tell_of, villages

STORY = "/cerita/cerita-muara-kaman-ulu/"


def test_a_story_names_its_own_host_everywhere(kukar: At, regencies: Regencies) -> None:
    text = kukar.text(STORY)
    own, english = f"http://{KUKAR}{STORY}", f"http://{KUKAR}/en{STORY}"
    assert f'<link rel="canonical" href="{own}">' in text
    assert f'<meta property="og:url" content="{own}">' in text
    assert f'hreflang="id" href="{own}"' in text
    assert f'hreflang="en" href="{english}"' in text
    assert f'hreflang="x-default" href="{own}"' in text
    assert f'"url": "{own}"' in text.replace('":"', '": "')


def test_links_to_goods_say_which_story_they_stand_in_on_the_main_host(kukar: At, regencies: Regencies) -> None:
    said = re.search(r'href="(http://[^"]*/produk/[^"]*dari=[^"]*)"', kukar.text(STORY))
    assert said
    assert said[1].startswith(f"http://{MAIN}/produk/")
    assert said[1] == from_story(said[1].partition("?")[0], regencies.kukar.pk)


def test_the_list_of_a_host_has_what_a_walk_finds_there_once_and_nothing_else(
    kukar: At, main: At, regencies: Regencies
) -> None:
    make_village_pages()
    only_english = tell_of(villages()[0], title="Hanya Inggris", title_en="English only")
    only_english.unpublish()
    own = compared(kukar, f"http://{KUKAR}")
    assert {"/", "/en/", STORY, f"/en{STORY}", "/en/cerita/hanya-inggris/", "/desa/"} <= own
    assert not {path for path in own if path.startswith(("/produk", "/desa/6", "/en/desa/6", "/syarat"))}
    markets = listed(main, f"http://{MAIN}")
    assert set(markets.values()) == {1}
    assert {"/", "/cerita/cerita-parenggean/", "/desa/64.02.06.2001/", "/syarat/"} <= set(markets)
    assert STORY not in markets


def test_each_host_tells_robots_where_its_list_is(kukar: At, main: At) -> None:
    for at, host in ((kukar, KUKAR), (main, MAIN)):
        assert f"Sitemap: http://{host}/sitemap.xml" in at.text("/robots.txt")
        assert set(re.findall(r"<loc>http://([^/]*)/", at.text("/sitemap.xml"))) == {host}


def test_the_goods_and_shops_are_in_the_list_of_the_market_only(kukar: At, main: At) -> None:
    for part in ("desa", "toko", "produk", "kategori"):
        assert kukar.get(f"/sitemap-{part}-1.xml").status_code == 404
    assert main.get("/sitemap-desa-1.xml").status_code == 200


def test_feeds_lead_to_the_own_hosts(main: At, regencies: Regencies) -> None:
    for address in ("/cerita/umpan.xml", "/cerita/umpan-64.02.xml"):
        assert f'href="http://{KUKAR}{STORY}"' in main.text(address)
    assert KUTIM not in main.text("/cerita/umpan-64.02.xml")


def test_calendars_have_the_events_of_their_host(kukar: At, main: At) -> None:
    assert kukar.text("/acara/acara.ics").count("BEGIN:VEVENT") == 1
    assert main.text("/acara/acara.ics").count("BEGIN:VEVENT") == 3
    assert kukar.get("/acara/pasar-sangatta-utara.ics").status_code == 404


def test_a_page_is_not_at_another_host_too(main: At, kukar: At, regencies: Regencies) -> None:
    assert main.get(STORY).status_code == 404
    assert kukar.get("/cerita/cerita-sangatta-utara/").status_code == 404


STOP = re.compile(r">(?:Kabupaten/kota|Regency or city)</span> (.*?)</li>")


@pytest.mark.parametrize("before", ["", "/en"])
def test_a_village_in_the_shop_leads_to_its_regencys_own_site(main: At, before: str) -> None:
    found = STOP.findall(main.text(f"{before}/desa/64.02.06.2001/"))
    assert found == [f'<a href="http://{KUKAR}{before}/">Kutai Kartanegara</a>']


def test_a_village_whose_regency_has_no_open_site_leads_to_none(main: At, regencies: Regencies) -> None:
    assert STOP.findall(main.text("/desa/62.02.05.2001/")) == ["Kutai Kartanegara"]
    HomePage.objects.get(regency="64.02", locale__language_code="id").unpublish()
    assert STOP.findall(main.text("/desa/64.02.06.2001/")) == ["Kutai Kartanegara"]
