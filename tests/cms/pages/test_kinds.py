"""Every kind of page: it is shown in both languages, with little asked of the database and no empty boxes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page

from catalogue.models import Product
from cms.models import AgencyPage, DestinationPage, HomePage, RoutePage, StoryPage, VillagePage
from cms.pages.corrections import Correction
from cms.tree import sections
from cms.tree.actions import publish_destination
from market.regions.models import Agency, Village
from tests.cms.conftest import page_text, pictured
from tests.market.shop.goods import make_product

MOST_QUERIES = 15


WORDS = {
    "place": [
        "Airnya luas.",
        "berkembang",
        "alam",
        "Toilet",
        "Januari, Februari, Maret",
        "Rp150.000",
        "perahu",
        "Arsip desa",
    ],
    "event": ["Pasar terapung", "Setiap minggu", "Dermaga kecamatan", "gratis", "pasar-terapung.ics"],
    "maker": ["Minyaknya harus diam dulu.", "Amplang", "/desa/"],
    "route": [
        "Hari 1",
        "Hari 2",
        "Dermaga Kota Bangun",
        "± 1,5 jam",
        "/wisata/danau-semayang/",
        "Tanya soal kunjungan",
    ],
    "office": ["0541 661 042", "08.00–16.00 WITA"],
    "village_page": ["Desa di tepi danau Semayang.", "Danau Semayang", "Amplang", "Airnya luas."],
}


@pytest.mark.parametrize("kind", WORDS)
def test_it_says_all_it_knows_in_both_languages_and_asks_little(
    kind: str,
    client: Client,
    request: pytest.FixtureRequest,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    page: Page = request.getfixturevalue(kind)
    english = page.get_translations().live().get().specific
    text = page_text(client, page.url)
    assert [words for words in WORDS[kind] if words not in text] == []
    assert f'href="{english.url}"' in text
    assert '<html lang="en"' in page_text(client, english.url)
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(page.url)


@pytest.mark.parametrize("section", sections.SECTIONS, ids=lambda section: section.slug)
def test_its_list_is_there_in_both_languages_also_when_it_is_empty(
    section: sections.Section, client: Client, home: HomePage
) -> None:
    for prefix, language in (("", "id"), ("/en", "en")):
        assert section.words[language][0] in page_text(client, f"{prefix}/{section.slug}/")


def test_its_list_names_it(
    client: Client,
    route: RoutePage,
    office: AgencyPage,
    village_page: VillagePage,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    found = {
        "acara": "Pasar terapung",
        "rute": route.title,
        "opd": office.title,
        "pembuat": "Ibu Sari",
        "wisata": "Danau Semayang",
        "desa": f'href="/desa/{village_page.village_id}/"',
    }
    for slug, words in found.items():
        assert words in page_text(client, f"/{slug}/")
        with django_assert_max_num_queries(MOST_QUERIES):
            client.get(f"/{slug}/")


def test_what_nobody_wrote_is_not_drawn(client: Client, home: HomePage, village: Village) -> None:
    bare = publish_destination(title="Bukit", lead="Bukit tinggi di tepi sungai.", village=None, picture=None, body=[])
    text = page_text(client, bare.url)
    for part in ('class="visit"', 'class="way"', 'class="trust"', 'class="section"', "kunjungan/", "openstreetmap"):
        assert part not in text


def test_a_correction_and_who_answers_are_said_under_a_story(
    client: Client, tell: Callable[..., StoryPage], agency: Agency
) -> None:
    story = tell(agency=agency, sources="Wawancara dengan Ibu Sari", last_reviewed=date(2026, 11, 1))
    story.corrections = [Correction(text="Semula tertulis Sariah.", corrected_on=date(2026, 11, 21))]
    story.save_revision().publish()
    text = page_text(client, story.url)
    for words in ("Semula tertulis Sariah.", "21 November 2026", "Wawancara dengan", "Dinas Pariwisata", "1 November"):
        assert words in text


def test_it_is_found_by_the_search(client: Client, route: RoutePage, village_page: VillagePage) -> None:
    for typed, words in (("terapung", "Pasar terapung"), ("menyusuri", route.title), ("tepi danau", "/desa/")):
        assert words in page_text(client, f"/cari/?q={typed}"), typed


def test_many_goods_cost_no_more(
    client: Client, place: DestinationPage, amplang: Product, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(6):
        pictured(make_product(amplang.seller, title=f"Madu {number}"))
    client.get(place.url)
    with django_assert_max_num_queries(MOST_QUERIES):
        assert page_text(client, place.url).count('class="product-card"') == 6
