"""A route leads to its stops, each in the language of the route, as long as they are public."""

from __future__ import annotations

import re

from django.test import Client

from cms.models import DestinationPage, EventPage, MakerPage, RoutePage, RouteStop, VillagePage
from tests.cms.conftest import page_text

STOP = re.compile(r'<h3 class="day__name">(?:<a href="([^"]*)">)?([^<]*)')


def test_it_leads_to_each_kind_of_stop_in_order_and_in_both_languages(
    client: Client, route: RoutePage, village_page: VillagePage, maker: MakerPage, event: EventPage
) -> None:
    for page in RoutePage.objects.all():
        page.stops.add(RouteStop(sort_order=4, place=village_page, day=3))
        page.save_revision().publish()
    place = "/wisata/danau-semayang/"
    found = STOP.findall(page_text(client, route.url))
    assert [address for address, _name in found] == ["", place, maker.url, event.url, village_page.url]
    assert [name for _address, name in found][2:4] == [maker.title, event.title]
    english = STOP.findall(page_text(client, f"/en{route.url}"))
    assert [address for address, _name in english][1:] == [f"/en{address}" for address, _name in found[1:]]


def test_a_stop_leads_back_to_its_route(
    client: Client, route: RoutePage, place: DestinationPage, maker: MakerPage, event: EventPage
) -> None:
    for page in (place, maker, event):
        assert f'href="{route.url}"' in page_text(client, page.url), page
        assert f'href="/en{route.url}"' in page_text(client, f"/en{page.url}"), page


def test_stops_lead_to_their_translations(client: Client, route: RoutePage) -> None:
    english = page_text(client, "/en/rute/akhir-pekan-menyusuri-mahakam/")
    assert 'href="/en/wisata/danau-semayang/"' in english
    assert 'href="/wisata/danau-semayang/"' not in english


def test_a_stop_that_is_not_published_any_more_is_left_out(
    client: Client, route: RoutePage, place: DestinationPage
) -> None:
    place.unpublish()
    assert "Danau Semayang" not in page_text(client, route.url)
