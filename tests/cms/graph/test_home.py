"""The shelves of the home page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalogue.counts import villages_with_most
from cms.models import Highlight, HomePage, StoryPage
from cms.tree.actions import publish_destination
from tests.catalogue.goods import add_picture, make_category, make_maker, make_product, make_village
from tests.cms.conftest import make_picture, page_text

pytestmark = pytest.mark.django_db


def test_it_names_the_villages_with_most_goods_on_sale(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    few, many = (
        make_maker("Siti", make_village()),
        make_maker("Rina", make_village("Jahab", "64.02.06.1001", "Tenggarong")),
    )
    closed = make_maker("Ani", make_village("Loa Ipuh", "64.02.06.1002"), is_open=False)
    make_village("Melayu", "64.02.06.1003")
    for maker, number in ((few, 1), (many, 2), (closed, 3)):
        for each in range(number):
            make_product(f"{maker.name} {each}", by=maker)
    make_product("Belum dilihat", by=few, moderation="waiting")
    make_product("Ditolak", by=few, moderation="rejected")

    with django_assert_num_queries(1):
        shown = [(village.name, village.goods, village.regency) for village in villages_with_most(6)]

    assert shown == [
        ("Jahab", 2, "Kabupaten Kutai Kartanegara"),
        ("Muara Kaman Ulu", 1, "Kabupaten Kutai Kartanegara"),
    ]


def test_it_asks_at_most_twelve_queries_with_every_shelf_full(
    client: Client,
    home: HomePage,
    tell: Callable[..., StoryPage],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    picture, village = make_picture(), make_village()
    HomePage.objects.update(picture=picture)
    for number in range(3):
        product = make_product(
            f"Amplang {number}", by=make_maker(f"Siti {number}", village), category=make_category(f"Camilan {number}")
        )
        add_picture(product)
        story = tell(title=f"Cerita {number}", title_en=f"Story {number}", village=village, picture=picture)
        publish_destination(
            title=f"Danau {number}",
            title_en=f"Lake {number}",
            lead="Danau luas di Mahakam.",
            village=village,
            picture=picture,
            body=[],
        )
    Highlight.objects.create(page=home, story=story)
    for address, words in (("/", ("Amplang 0", "Cerita 0", "Danau 0")), ("/en/", ("Amplang 0", "Story 0", "Lake 0"))):
        assert [word for word in words if word not in page_text(client, address)] == []

        with django_assert_max_num_queries(12):
            client.get(address)
