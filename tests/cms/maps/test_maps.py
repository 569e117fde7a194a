"""A map is drawn from points alone: to scale, north up, with names that cover nothing and a list beside it."""

from __future__ import annotations

import math
import re
from datetime import timedelta
from decimal import Decimal
from random import Random
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils import timezone

from cms.blocks import StoryBody
from cms.graph.stops import Day, Stop
from cms.maps.names import LONGEST, WIDTHS, _box, _dot
from cms.maps.sketch import SHAPE, Spot, sketch
from cms.models import EventPage, MakerPage, VillagePage
from cms.tasks import make_village_pages
from cms.templatetags.maps import map_of_days
from cms.tree.publishing import publish
from tests.cms.conftest import page_text
from tests.cms.samples import make_place
from tests.market.shop.goods import make_shop, make_village

TENGGARONG, MUARA_KAMAN, KOTA_BANGUN = (-0.4147, 116.9853), (-0.1500, 116.7167), (-0.2333, 116.5833)
BLOCK = StoryBody().child_blocks["map"]


def share(pin) -> tuple[float, float]:
    return float(pin.x[:-1]) / 100, float(pin.y[:-1]) / 100


def spots(*points) -> list[Spot]:
    return [Spot(f"Tempat {number}", point) for number, point in enumerate(points, 1)]


def test_it_puts_north_above_and_east_to_the_right():
    pins = sketch(spots(TENGGARONG, MUARA_KAMAN)).pins
    (south_east, north_west) = (share(pin) for pin in pins)
    assert south_east[0] > north_west[0]
    assert south_east[1] > north_west[1]


def test_it_draws_to_scale():
    drawn = sketch(spots(TENGGARONG, MUARA_KAMAN, KOTA_BANGUN))
    first, second, _third = (share(pin) for pin in drawn.pins)
    apart = math.hypot(first[0] - second[0], (first[1] - second[1]) / SHAPE)  # in widths of the frame
    km = apart * float(drawn.bar.amount) / (float(drawn.bar.width[:-1]) / 100)
    radius, (a, b), (c, d) = (
        6371.0,
        *(map(math.radians, point) for point in (TENGGARONG, MUARA_KAMAN)),
    )
    great_circle = (
        2
        * radius
        * math.asin(math.sqrt(math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2))
    )
    assert km == pytest.approx(great_circle, rel=0.01)


def test_it_keeps_all_points_inside_with_a_margin():
    for pin in sketch(spots(TENGGARONG, MUARA_KAMAN, KOTA_BANGUN)).pins:
        assert all(0.12 <= each <= 0.88 for each in share(pin))


@pytest.mark.parametrize("points", [[TENGGARONG], [TENGGARONG, TENGGARONG]])
def test_it_draws_a_single_place(points):
    drawn = sketch(spots(*points))
    assert share(drawn.pins[0]) == (0.5, 0.5)
    assert (drawn.bar.amount, drawn.bar.unit) == ("500", "m")


def test_it_shows_each_number_where_several_places_are_one():
    pins = sketch(spots(TENGGARONG, TENGGARONG, TENGGARONG)).pins
    for width in WIDTHS:
        dots = [_dot(share(pin), width, SHAPE, pin.aside) for pin in pins]
        assert not any(one.covers(other) for number, one in enumerate(dots) for other in dots[number + 1 :])
    drawn = render_to_string("cms/parts/map.html", {"drawn": sketch(spots(TENGGARONG, TENGGARONG)), "level": 2})
    assert len(set(re.findall(r'class="map__dot" cx="(-?\d+)"', drawn))) == 2


def test_it_draws_nothing_without_a_point():
    assert sketch([]) is None


@pytest.mark.parametrize("seed", range(5))
def test_it_lays_no_name_over_another_or_over_a_dot(seed):
    rng = Random(seed)
    points = [(rng.uniform(-1, 1), rng.uniform(116, 118)) for _ in range(12)]
    pins = sketch([Spot("Kampung " + "a" * rng.randrange(12), point) for point in points]).pins
    named = [pin for pin in pins if pin.beside]
    assert named
    for width in range(WIDTHS[0], WIDTHS[-1], 40):
        names = [_box(share(pin), pin.spot.name, pin.beside, width, SHAPE) for pin in named]
        dots = [_dot(share(pin), width, SHAPE, pin.aside) for pin in pins]
        for number, name in enumerate(names):
            assert not any(name.covers(other) for other in names[number + 1 :] + dots)


def test_it_leaves_a_name_that_fits_nowhere_to_the_list():
    pin = sketch([Spot("x" * (LONGEST + 1), TENGGARONG)]).pins[0]
    assert pin.beside is None


def test_it_is_read_by_keyboard_and_beside_a_list(client, tell, home):
    place = make_place(latitude=TENGGARONG[0], longitude=TENGGARONG[1])
    body = [("map", {"title": "Letaknya", "spots": [(place,), ("Dermaga", *MUARA_KAMAN, "Pukul enam")]})]
    text = page_text(client, tell(body=body).url)
    assert text.count('href="/wisata/danau-semayang/"') == 2
    assert 'aria-label="1. Danau Semayang"' in text
    assert re.search(r"<li>Dermaga<span class=\"map__words\">Pukul enam</span></li>", text)
    assert "bukan peta jalan" in text
    assert not re.search(r"(src|href)=\"https?://(?!testserver|127)", text)


def test_it_follows_the_point_of_a_page(client, tell, home):
    place = make_place(latitude=TENGGARONG[0], longitude=TENGGARONG[1])
    story = tell(body=[("map", {"spots": [(place,), ("Dermaga", *MUARA_KAMAN)]})])
    assert page_text(client, story.url).count("map__dot") == 2
    type(place).objects.update(latitude=None, longitude=None)
    assert page_text(client, story.url).count("map__dot") == 1


SPOT = {"place": None, "name": "", "latitude": None, "longitude": None, "words": ""}


@pytest.mark.parametrize("typed", [{}, {"name": "Dermaga"}, {"name": "Dermaga", "latitude": 52, "longitude": 13}])
def test_it_refuses_a_spot_that_lies_nowhere_or_abroad(home, typed):
    block = BLOCK.child_blocks["spots"].child_block
    with pytest.raises(ValidationError):
        block.clean(block.normalize({**SPOT, **typed}))


def test_it_refuses_a_place_without_a_point(home):
    block = BLOCK.child_blocks["spots"].child_block
    with pytest.raises(ValidationError):
        block.clean(block.normalize({**SPOT, "place": make_place()}))


def test_it_maps_the_places_of_a_list(client, home):
    make_place("Danau Semayang", latitude=TENGGARONG[0], longitude=TENGGARONG[1])
    make_place("Tanpa titik")
    text = page_text(client, "/wisata/")
    assert text.count("map__dot") == 1
    assert 'aria-label="1. Danau Semayang"' in text


def test_it_maps_what_comes_on_the_list_of_events_and_not_what_has_been(client, home):
    village = make_village()
    for title, days in (("Pasar terapung", 3), ("Erau", 4), ("Tahun lalu", -365)):
        starts = timezone.now() + timedelta(days=days)
        point = {"latitude": Decimal("-0.4147"), "longitude": Decimal("116.9853")} if title != "Erau" else {}
        lead = "Ramai di dermaga tiap minggu."
        publish(EventPage(title=title, lead=lead, village=village, starts_at=starts, **point), body=[])
    text = page_text(client, "/acara/")
    assert [name for _url, name in drawn_on(text)] == ["1. Pasar terapung"]


def test_it_maps_the_stops_of_a_route_once_each_in_their_order(home, django_assert_num_queries):
    first = make_place("Danau", latitude=TENGGARONG[0], longitude=TENGGARONG[1])
    second = make_place("Hulu", latitude=MUARA_KAMAN[0], longitude=MUARA_KAMAN[1])
    said = [(1, first.pk, "Danau"), (1, None, "Bebas"), (2, second.pk, "Hulu"), (2, first.pk, "Lagi")]
    stops = [(day, Stop(SimpleNamespace(place_id=key), name, "/x/" if key else "")) for day, key, name in said]
    days = [Day(number, [stop for day, stop in stops if day == number]) for number in (1, 2)]
    with django_assert_num_queries(1):
        drawn = map_of_days(days)["drawn"]
    assert [(pin.number, pin.spot.name) for pin in drawn.pins] == [(1, "Danau"), (2, "Hulu")]


def drawn_on(text: str) -> list[str]:
    return re.findall(r'class="map__pin" href="([^"]*)" aria-label="([^"]*)"', text)


def test_a_villages_page_maps_it_with_its_places_and_events(client, home, amplang):
    village, at = amplang.village, {"latitude": TENGGARONG[0], "longitude": TENGGARONG[1]}
    place = make_place(village=village, **at)
    make_village_pages()
    address = f"/desa/{village.pk}/"
    assert drawn_on(page_text(client, address)) == [], "one point alone says nothing"
    for page in VillagePage.objects.filter(alias_of=None):
        page.latitude, page.longitude = (Decimal(str(degree)) for degree in MUARA_KAMAN)
        page.save_revision().publish()
    pins = [(address, f"1. {village.name}"), (place.url, "2. Danau Semayang")]
    assert drawn_on(page_text(client, address)) == pins
    english = drawn_on(page_text(client, f"/en{address}"))
    assert [href for href, _label in english] == [f"/en{address}", f"/en{place.url}"]
    listed = page_text(client, address).partition("map__list")[2].partition("</ol>")[0]
    assert [href for href, _label in pins if f'href="{href}"' not in listed] == []


def test_makers_are_mapped_where_their_village_has_a_point(client, home, amplang, django_assert_max_num_queries):
    other = make_shop("Madu Pak Udin", make_village("64.02.07.2001", "Kota Bangun", "Kota Bangun"))
    for title, producer in (("Bu Ros", amplang.producer), ("Pak Udin", other.seller.producers.get())):
        publish(MakerPage(title=title, lead="Membuatnya sejak muda di tepi sungai.", producer=producer), body=[])
    make_village_pages()
    assert drawn_on(page_text(client, "/pembuat/")) == []
    for page in VillagePage.objects.filter(alias_of=None):
        north, east = KOTA_BANGUN if page.village_id == other.village_id else MUARA_KAMAN
        page.latitude, page.longitude = Decimal(str(north)), Decimal(str(east))
        page.save_revision().publish()
    assert drawn_on(page_text(client, "/pembuat/")) == [
        ("/pembuat/bu-ros/", "1. Bu Ros"),
        ("/pembuat/pak-udin/", "2. Pak Udin"),
    ]
    second = make_shop("Kerupuk Bu Ani").seller.producers.get()
    publish(MakerPage(title="Bu Ani", lead="Membuatnya sejak muda di tepi sungai.", producer=second), body=[])
    text = page_text(client, "/pembuat/")
    assert (f"/desa/{amplang.village_id}/", "1. Muara Kaman Ulu") in drawn_on(text)
    assert '<span class="map__words">Bu Ani, Bu Ros</span>' in text
    with django_assert_max_num_queries(15):
        client.get("/pembuat/")
