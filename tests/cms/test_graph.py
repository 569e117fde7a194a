"""How pages lead to each other: what an editor chose first, then what is near; no shelf is longer than its limit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from catalogue.models import Product
from cms import graph
from cms.actions import publish_destination
from cms.models import DestinationPage, HomePage, MakerPage, RoutePage, RouteStop, StoryPage
from cms.publishing import publish
from market.regions.models import Village
from tests.market.shop.goods import make_product, make_village


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
    return publish_destination(title=title, lead="x", village=village, picture=None, body=[], **words)


def test_the_nearest_place_comes_first_and_none_of_another_regency(
    home: HomePage, tell: Callable[..., StoryPage], here: Village, beside: Village, far: Village
) -> None:
    elsewhere = make_village("64.08.03.2001", "Sangatta Utara", "Sangatta")
    for title, village in (("Jauh", far), ("Sini", here), ("Lain", elsewhere), ("Sebelah", beside)):
        place(title, village)
    assert [page.title for page in graph.places_near(tell(village=here))] == ["Sini", "Sebelah", "Jauh"]
    assert graph.places_near(tell(village=None)) == []


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
    page = MakerPage(title="Bu Ros", lead="x", producer=amplang.producer, village=far, regency=far.district.regency)
    maker = publish(page, body=[])
    story = tell(village=None, body=[("product", amplang)])
    assert graph.stories_of_maker(maker) == [story]
    assert [card.pk for card in graph.goods_by(amplang.producer)] == [amplang.pk]


def test_a_place_knows_the_routes_that_stop_there_in_either_language(home: HomePage, here: Village) -> None:
    lake = place("Danau", here, title_en="Lake")
    route = RoutePage(title="Rute", lead="x")
    route.stops = [RouteStop(place=lake)]
    publish(route, body=[], english={"title": "Route"})
    english = lake.get_translations().get().specific
    assert [page.title for page in (*graph.routes_through(lake), *graph.routes_through(english))] == ["Rute", "Route"]


def test_goods_are_those_of_the_village_filled_up_from_the_regency_in_one_query(
    home: HomePage, amplang: Product, far: Village, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_product(amplang.seller, title="Madu")
    near, away = place("Sini", amplang.village), place("Jauh", far)
    graph.goods_near(near)  # the pictures are made
    with django_assert_num_queries(1):
        assert len(graph.goods_near(near)) == 2
    assert len(graph.goods_near(away)) == 2
    assert graph.goods_near(place("Entah", None)) == []


def test_what_is_unpublished_is_on_no_shelf(tell: Callable[..., StoryPage], here: Village) -> None:
    lake, story = place("Danau", here), tell(village=here)
    assert graph.stories_about(lake) == [story]
    story.unpublish()
    assert graph.stories_about(lake) == []
