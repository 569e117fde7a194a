"""The shelves of the home page."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from cms.home import villages_with_makers
from tests.catalogue.goods import make_maker, make_product, make_village

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

    with django_assert_num_queries(2):
        found = villages_with_makers()
        shown = [(village.name, village.goods, village.district.regency.name) for village in found]

    assert shown == [
        ("Jahab", 2, "Kabupaten Kutai Kartanegara"),
        ("Muara Kaman Ulu", 1, "Kabupaten Kutai Kartanegara"),
    ]
