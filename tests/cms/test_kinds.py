"""Every kind of page: it is shown in both languages, with little asked of the database and no empty boxes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page

from catalogue.models import Product
from cms import sections
from cms.actions import publish_destination
from cms.corrections import Correction
from cms.models import (
    AgencyPage,
    DestinationPage,
    EventPage,
    FormPage,
    HomePage,
    MakerPage,
    RoutePage,
    RouteStop,
    StoryPage,
    VillagePage,
)
from cms.publishing import publish, tell_of_village
from cms.villages import make_village_pages
from market.regions.models import Agency, Village
from tests.cms.conftest import make_picture, page_text, pictured
from tests.market.shop.goods import make_product

MOST_QUERIES = 15
TEXT = [("text", "Airnya luas.")]


@pytest.fixture
def village(amplang: Product) -> Village:
    return amplang.village


@pytest.fixture
def agency(village: Village) -> Agency:
    return Agency.objects.create(
        regency=village.district.regency, name="Dinas Pariwisata", short_name="Dispar", phone="0541 661 042"
    )


@pytest.fixture
def place(home: HomePage, village: Village, agency: Agency) -> DestinationPage:
    return publish_destination(
        title="Danau Semayang",
        lead="Danau tempat pesut muncul.",
        village=village,
        regency=village.district.regency,
        picture=make_picture("Danau"),
        body=TEXT,
        how_to_get_there="Naik ces dari Kota Bangun.",
        title_en="Lake Semayang",
        tourism_class="berkembang",
        attraction="alam",
        access=["perahu"],
        amenities=["homestay", "toilet"],
        open_months=[1, 2, 3],
        opening_hours="08.00–17.00 WITA",
        fee="Rp10.000 per orang",
        homestay_rooms=4,
        homestay_price=150_000,
        latitude=Decimal("-0.22"),
        longitude=Decimal("116.41"),
        contact_name="Pak Edi",
        contact_phone="+628123456789",
        agency=agency,
        sources="Arsip desa, 2025",
        last_reviewed=date(2026, 10, 1),
    )


@pytest.fixture
def event(home: HomePage, village: Village) -> EventPage:
    event = EventPage(
        title="Pasar terapung",
        lead="Setiap minggu di dermaga.",
        village=village,
        regency=village.district.regency,
        starts_at=timezone.now() + timedelta(days=3),
        ends_at=timezone.now() + timedelta(days=3, hours=2),
        repeats="weekly",
        where="Dermaga kecamatan",
        fee="gratis",
    )
    return publish(event, body=TEXT, english={"title": "Floating market", "lead": "Every week."})


@pytest.fixture
def maker(home: HomePage, amplang: Product) -> MakerPage:
    page = MakerPage(
        title="Ibu Sari",
        lead="Menggoreng amplang sejak kecil.",
        producer=amplang.producer,
        voice="Minyaknya harus diam dulu.",
        village=amplang.village,
        regency=amplang.village.district.regency,
    )
    return publish(page, body=TEXT, english={"title": "Ibu Sari", "lead": "Frying since childhood."})


@pytest.fixture
def route(place: DestinationPage, event: EventPage, maker: MakerPage, village: Village) -> RoutePage:
    page = RoutePage(
        title="Akhir pekan menyusuri Mahakam",
        lead="Dua hari di atas air.",
        regency=village.district.regency,
        length="2 hari 1 malam",
        contact_phone="+628123456780",
    )
    page.stops = [
        RouteStop(title="Dermaga Kota Bangun", text="Berangkat pagi."),
        RouteStop(place=place, getting_there="naik ces", hours=Decimal("1.5")),
        RouteStop(place=maker, day=2),
        RouteStop(place=event, day=2),
    ]
    return publish(page, body=TEXT, english={"title": "A weekend up the Mahakam", "lead": "Two days on the water."})


@pytest.fixture
def office(home: HomePage, agency: Agency) -> AgencyPage:
    page = AgencyPage(title="Dinas Pariwisata", lead="Membina desa wisata.", agency=agency, hours="08.00–16.00 WITA")
    return publish(page, body=TEXT, english={"title": "Tourism office", "lead": "Looks after villages."})


@pytest.fixture
def village_page(place: DestinationPage, village: Village) -> VillagePage:
    make_village_pages()
    return tell_of_village(
        village=village,
        lead="Desa di tepi danau.",
        lead_en="A village on the lake.",
        body=TEXT,
        body_en=TEXT,
        picture=make_picture("Desa"),
    )


WORDS = {
    "place": ["Airnya luas.", "berkembang", "Toilet", "Januari, Februari, Maret", "Rp150.000", "perahu", "Arsip desa"],
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
    "village_page": ["Desa di tepi danau.", "Danau Semayang", "Amplang", "Airnya luas."],
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
    bare = publish_destination(title="Bukit", lead="Tinggi.", village=None, picture=None, body=[])
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


def test_a_point_lies_in_indonesia_and_has_both_numbers(place: DestinationPage) -> None:
    assert place.point() == (Decimal("-0.22"), Decimal("116.41"))
    for latitude, longitude in (
        (Decimal("51"), Decimal("116")),
        (Decimal("-0.2"), None),
        (Decimal("-0.2"), Decimal("4")),
    ):
        place.latitude, place.longitude = latitude, longitude
        with pytest.raises(ValidationError):
            place.full_clean()


def test_a_contact_has_a_number_that_can_be_dialled(place: DestinationPage) -> None:
    place.contact_phone = "0812 3456 7890"
    place.full_clean()
    assert place.contact_phone == "+6281234567890"
    place.contact_phone = "12"
    with pytest.raises(ValidationError):
        place.full_clean()


def test_no_page_shows_the_number_of_the_contact(client: Client, place: DestinationPage, route: RoutePage) -> None:
    for page in (place, route):
        assert page.contact_phone not in page_text(client, page.url)


def test_a_maker_has_one_page_and_her_village_by_her_account(maker: MakerPage, village: Village) -> None:
    second = MakerPage(title="Lagi", lead="x", producer=maker.producer, locale=maker.locale, slug="lagi")
    with pytest.raises(ValidationError):
        second.full_clean(exclude=["path", "depth"])
    assert second.village == village


def test_a_closed_shop_leaves_the_maker_her_words_and_takes_her_goods(
    client: Client, maker: MakerPage, amplang: Product
) -> None:
    type(amplang.seller).objects.update(is_open=False)
    text = page_text(client, maker.url)
    assert "Minyaknya harus diam dulu." in text
    assert 'id="buatannya"' not in text


def test_an_editor_can_only_build_what_makes_sense() -> None:
    for kind in (DestinationPage, EventPage, RoutePage, MakerPage, AgencyPage, VillagePage, StoryPage):
        assert kind.allowed_subpage_models() == []
        assert [parent.lists for parent in kind.allowed_parent_page_models()] == [f"cms.{kind.__name__}"]
    assert [parent.__name__ for parent in FormPage.allowed_parent_page_models()] == ["HomePage"]


def test_stops_lead_to_their_translations(client: Client, route: RoutePage) -> None:
    english = page_text(client, "/en/rute/akhir-pekan-menyusuri-mahakam/")
    assert 'href="/en/wisata/danau-semayang/"' in english
    assert 'href="/wisata/danau-semayang/"' not in english


def test_a_stop_that_is_not_published_any_more_is_left_out(
    client: Client, route: RoutePage, place: DestinationPage
) -> None:
    place.unpublish()
    assert "Danau Semayang" not in page_text(client, route.url)


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
