"""The goods and tales of the filled demo are those that the judged queries (tests/judged/) were judged over."""

from __future__ import annotations

import pytest
import requests

from tests.journeys.site import LiveSite
from tests.judged import Hit, Query, all_goods, all_queries
from tests.judged.measuring import hits_on, measure

# The demo tells its tales after it has listed its goods; what journeys list comes later.
LISTED_BY_THE_DEMO = """
    p.structure <> 'child' AND p.date_created < (
        SELECT min(page.first_published_at) FROM wagtailcore_page page JOIN cms_storypage s ON s.page_ptr_id = page.id)
"""
TABLES = {"story": "cms_storypage", "place": "cms_destinationpage"}


def test_it_sells_the_very_goods_that_were_judged(live_site: LiveSite) -> None:
    listed = live_site.rows(f"""
        SELECT p.title, s.name, v.name FROM catalogue_product p JOIN partner_partner s ON s.id = p.seller_id
        JOIN regions_village v ON v.code = p.village_id WHERE {LISTED_BY_THE_DEMO} ORDER BY p.title
    """)  # noqa: S608

    assert set(listed) == {(good.title, good.shop, good.village) for good in all_goods()}
    assert len(listed) == len(all_goods())  # a title names one product


def test_it_shows_all_products_that_queries_name(live_site: LiveSite) -> None:
    shown = live_site.rows(f"""
        SELECT p.title FROM catalogue_product p
        WHERE p.is_public AND p.moderation = 'approved' AND {LISTED_BY_THE_DEMO}
    """)  # noqa: S608

    assert _named("product") - {title for (title,) in shown} == set()


@pytest.mark.parametrize("kind", TABLES)
def test_it_tells_all_tales_that_queries_name_in_both_languages(live_site: LiveSite, kind: str) -> None:
    told = live_site.rows(f"""
        SELECT p.slug FROM {TABLES[kind]} t JOIN wagtailcore_page p ON p.id = t.page_ptr_id
        WHERE p.live GROUP BY p.slug HAVING count(DISTINCT p.locale_id) = 2
    """)  # noqa: S608

    assert _named(kind) - {slug for (slug,) in told} == set()


def test_it_finds_what_some_of_the_queries_expect(live_site: LiveSite) -> None:
    def ask(query: Query) -> list[Hit]:
        path = "/en/cari/" if query.language == "en" else "/cari/"
        return hits_on(requests.get(live_site.address(path), params={"q": query.text}, timeout=60).text)

    found = measure(ask, every=7)["all"]  # all of them: make bench ARGS=search

    assert found.queries >= 20
    assert found.precision >= 0.85
    assert found.recall >= 0.95


def _named(kind: str) -> set[str]:
    return {hit.key for query in all_queries() for hit in query.grades if hit.kind == kind}
