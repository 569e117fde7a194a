"""How pages lead to each other: what an editor chose first, then what is near; no shelf is longer than its limit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from catalogue.models import Product
from cms import graph
from cms.graph.near import NOTHING, around_page, around_product
from cms.models import DestinationPage, EventPage, HomePage, MakerPage, RoutePage, RouteStop, StoryPage
from cms.tree.actions import publish_destination
from cms.tree.publishing import publish
from market.regions.models import Village
from tests.cms.conftest import page_text
from tests.market.shop.goods import make_product, make_shop, make_village

LEAD = "Danau luas di tengah Mahakam."


@pytest.fixture
def here(db: None) -> Village:
    return make_village()


@pytest.fixture
def beside(here: Village) -> Village:
    return make_village("64.02.06.2009", "Sabintulung")


@pytest.fixture
def far(here: Village) -> Village:
    return make_village("64.02.07.2001", "Kota Bangun", "Kota Bangun")


def place(title: str, village: Village | None, **words: Any) -> DestinationPage:
    return publish_destination(title=title, lead=LEAD, village=village, picture=None, body=[], **words)


def test_the_nearest_place_comes_first_and_none_of_another_regency(
    home: HomePage, tell: Callable[..., StoryPage], here: Village, beside: Village, far: Village
) -> None:
    elsewhere = make_village("64.08.03.2001", "Sangatta Utara", "Sangatta")
    for title, village in (("Jauh", far), ("Sini", here), ("Lain", elsewhere), ("Sebelah", beside)):
        place(title, village)
    assert [link.title for link in around_page(tell(village=here)).places] == ["Sini", "Sebelah", "Jauh"]
    assert around_page(tell(village=None)) == NOTHING


def test_of_events_those_are_near_that_come_and_the_nearest_is_first(
    home: HomePage, tell: Callable[..., StoryPage], here: Village, beside: Village, far: Village
) -> None:
    now = timezone.now()
    for title, village, days, repeats in (
        ("Jauh", far, 1, ""),
        ("Sini, nanti", here, 9, ""),
        ("Sini, tiap minggu", here, -400, "weekly"),
        ("Sebelah", beside, 2, ""),
        ("Lewat", here, -3, ""),
    ):
        publish(
            EventPage(
                title=title, lead=LEAD, village=village, regency=village.district.regency, repeats=repeats,
                starts_at=now + timedelta(days=days), ends_at=now + timedelta(days=days, hours=2),
            ),
            body=[],
        )  # fmt: skip
    found = around_page(tell(village=here)).events
    assert [link.title for link in found] == ["Sini, tiap minggu", "Sini, nanti", "Sebelah"]
    assert all(link.next_start and link.next_start > now for link in found)


def test_whatever_is_near_comes_in_one_query_and_without_the_page_itself(
    home: HomePage, amplang: Product, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    lake = place("Danau", amplang.village, title_en="Lake", lead_en="A wide lake up the river.")
    island = place("Pulau", amplang.village)
    publish(MakerPage(title="Bu Ros", lead=LEAD, producer=amplang.producer), body=[], english={"title": "Ros"})
    around_page(lake)  # what Wagtail remembers of its sites
    with django_assert_num_queries(1):
        near = around_page(lake)
    assert [(link.title, link.address) for link in near.places] == [("Pulau", island.url)]
    assert [(link.title, link.whereabouts) for link in near.makers] == [
        ("Bu Ros", "Muara Kaman Ulu, Kec. Muara Kaman")
    ]
    english = lake.get_translations().get().specific
    assert [link.address for link in around_page(english).makers] == ["/en/pembuat/bu-ros/"]
    with django_assert_num_queries(1):
        assert {link.title for link in around_product(amplang, "id").places} == {"Danau", "Pulau"}


def test_a_story_in_which_an_editor_put_a_place_comes_before_those_of_its_village(
    tell: Callable[..., StoryPage], here: Village, far: Village
) -> None:
    lake = place("Danau", here, title_en="Lake")
    for day in range(1, 4):
        tell(title=f"Dari sini {day}", village=here)
    tell(title="Menyebut danau", village=far, body=[("place", lake)])
    found = [story.title for story in graph.stories_about(lake)]
    assert (found[0], len(found)) == ("Menyebut danau", graph.MOST)


def test_a_maker_is_found_in_stories_that_show_her_goods(
    tell: Callable[..., StoryPage], amplang: Product, far: Village
) -> None:
    page = MakerPage(
        title="Bu Ros",
        lead=LEAD,
        producer=amplang.producer,
        village=far,
        regency=far.district.regency,
    )
    maker = publish(page, body=[])
    story = tell(village=None, body=[("product", amplang)])
    assert graph.stories_of_maker(maker) == [story]
    assert [card.pk for card in graph.goods_by(amplang.producer)] == [amplang.pk]


def test_a_place_knows_the_routes_that_stop_there_in_either_language(home: HomePage, here: Village) -> None:
    lake = place("Danau", here, title_en="Lake")
    route = RoutePage(title="Rute", lead=LEAD)
    route.stops = [RouteStop(place=lake)]
    publish(route, body=[], english={"title": "Route"})
    english = lake.get_translations().get().specific
    assert [page.title for page in (*graph.routes_through(lake), *graph.routes_through(english))] == ["Rute", "Route"]


def test_goods_are_those_of_the_village_first_filled_up_from_the_regency_in_one_query(
    home: HomePage, amplang: Product, far: Village, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    newer = make_product(make_shop("Madu Pak Udin", far), title="Madu")
    near, away = place("Sini", amplang.village), place("Jauh", far)
    graph.goods_near(near)  # the pictures are made
    with django_assert_num_queries(1):
        assert [card.pk for card in graph.goods_near(near)] == [amplang.pk, newer.pk]
    assert [card.pk for card in graph.goods_near(away)] == [newer.pk, amplang.pk]
    assert graph.goods_near(place("Entah", None)) == []
    assert [card.pk for card in graph.goods_from_here(near)] == [amplang.pk]
    assert graph.goods_from_here(near, but=[amplang.pk]) == []


def test_what_is_unpublished_is_on_no_shelf(tell: Callable[..., StoryPage], here: Village) -> None:
    lake, story = place("Danau", here), tell(village=here)
    assert graph.stories_about(lake) == [story]
    story.unpublish()
    assert graph.stories_about(lake) == []


def test_a_product_and_a_story_lead_to_the_maker_s_own_page(
    client: Client, tell: Callable[..., StoryPage], amplang: Product
) -> None:
    story = tell(body=[("maker", amplang.producer)], title_en="One pan", lead_en="Fish from the Mahakam river.")
    addresses = (amplang.get_absolute_url(), story.url)
    assert not any("/pembuat/bu-ros/" in page_text(client, address) for address in addresses)
    page = MakerPage(title="Bu Ros", lead="Ia menggoreng sejak subuh.", producer=amplang.producer)
    maker = publish(page, body=[], english={"title": "Ros", "lead": "She fries from dawn on."})
    for address in addresses:
        assert f'href="{maker.url}"' in page_text(client, address)
        assert f'href="/en{maker.url}"' in page_text(client, f"/en{address}")
    maker.unpublish()
    assert not any(f'href="{maker.url}"' in page_text(client, address) for address in addresses)
