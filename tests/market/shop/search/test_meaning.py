"""What is found beyond the very words: padanan kata, mistyped words, stories and places."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from cms.tree.actions import build_site_tree, publish_story
from market.shop.search.models import Synonym
from tests.catalogue.goods import add_picture, make_category, make_maker, make_product, make_village
from tests.remembered import once

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(own_folders: Path) -> Any:
    Site.clear_site_root_paths_cache()
    once(build_site_tree)
    return publish_story(
        title="Kelulut: lebah kecil",
        title_en="Kelulut: the small bee",
        lead="Di kebun karet tua itu.",
        body=[("text", "Madunya asam.")],
        village=make_village(),
        picture=None,
        author="Rina",
        date=date(2026, 11, 20),
    )


def found(client: Client, words: str, path: str = "/cari/") -> list[str]:
    return [product.title for product in client.get(path, {"q": words}).context["products"]]


def tales(client: Client, words: str, path: str = "/cari/") -> list[str]:
    return [tale.title for tale in client.get(path, {"q": words}).context["found"].tales]


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("merica", "Lada hitam"),
        ("sahang", "Lada hitam"),
        ("trigona", "Madu kelulut"),
        ("acan", "Terasi udang"),
        ("keripik talas", "Keripik keladi"),
        ("keripik ubi kayu", "Keripik singkong"),
        ("tas punggung", "Anjat rotan"),
        ("honey", "Madu kelulut"),
        ("woven basket", "Anjat rotan"),
        ("lada kukar", "Lada hitam"),
        ("kripik singkong", "Keripik singkong"),
    ],
)
def test_it_knows_what_people_call_things(client: Client, typed: str, title: str) -> None:
    for name in ("Lada hitam", "Madu kelulut", "Terasi udang", "Keripik keladi", "Keripik singkong"):
        make_product(name)
    make_product("Anjat rotan", description="Keranjang yang dianyam")

    assert found(client, typed) == [title]


def test_it_follows_what_staff_say_at_once(client: Client) -> None:
    make_product("Amparan tatak")
    assert found(client, "bingka pisang") == []

    Synonym.objects.create(typed="bingka pisang", finds="amparan tatak", effect=Synonym.Effect.ALSO)

    assert found(client, "bingka pisang") == ["Amparan tatak"]


@pytest.mark.parametrize("typed", ["ampalng", "amplank", "amplang tenggri", "amplangtenggiri", "ampla", "amplang2"])
def test_it_forgives_mistakes(client: Client, typed: str) -> None:
    make_product("Amplang tenggiri")
    make_product("Madu hutan")

    assert found(client, typed) == ["Amplang tenggiri"]


def test_it_says_what_it_took_the_words_for(client: Client) -> None:
    make_product("Sambal cumi")

    assert "Ini hasil untuk “sambal cumi”." in client.get("/cari/?q=sanbal cumi").content.decode()
    assert "Ini hasil untuk" not in client.get("/cari/?q=sambal cumi").content.decode()


def test_it_puts_titles_before_shops_shelves_and_texts(client: Client) -> None:
    shelf = make_category("Madu & gula")
    make_product("Gula aren", category=shelf)
    make_product("Kue kering", description="dengan madu")
    make_product("Kopi", by=make_maker("Ibu Madu"))
    make_product("Sabun madu")
    make_product("Madu hutan")

    assert found(client, "madu") == ["Madu hutan", "Sabun madu", "Kopi", "Gula aren", "Kue kering"]


def test_it_does_not_ask_for_words_of_the_market(client: Client) -> None:
    make_product("Madu hutan")
    make_product("Amplang")

    assert found(client, "jual madu murah asli dimana") == ["Madu hutan"]


def test_it_shows_stories_with_the_goods_and_alone_when_asked_for(client: Client, story: Any) -> None:
    make_product("Madu kelulut")

    assert found(client, "kelulut") == ["Madu kelulut"]
    assert tales(client, "kelulut") == ["Kelulut: lebah kecil"]
    assert found(client, "cerita kelulut") == []
    assert tales(client, "cerita kelulut") == ["Kelulut: lebah kecil"]
    assert tales(client, "bee", "/en/cari/") == ["Kelulut: the small bee"]
    assert story.url in client.get("/cari/?q=kelulut").content.decode()


def test_it_forgets_a_story_that_is_withdrawn(client: Client, story: Any) -> None:
    story.unpublish()

    assert tales(client, "kelulut") == []


def test_it_never_finds_goods_of_a_closed_shop_or_a_size_alone(client: Client) -> None:
    make_product("Amplang", by=make_maker("Ibu Ida", is_open=False))

    assert found(client, "amplang") == []


def test_it_asks_as_much_for_many_goods_as_for_few(client: Client, story: Any) -> None:
    def asked() -> int:
        client.get("/cari/?q=madu")  # its pictures are made when they are first shown
        with CaptureQueriesContext(connection) as queries:
            client.get("/cari/?q=madu+klulut")
        return len(queries)

    for number in range(3):
        add_picture(make_product(f"Madu kelulut {number}"))
    few = asked()
    for number in range(10):
        add_picture(make_product(f"Madu kelulut nomor {number}"))

    assert asked() == few
    assert few <= 12


def test_a_word_that_nothing_is_like_stays_in_what_was_looked_for(client: Client) -> None:
    make_product("Amplang ikan")

    page = client.get("/cari/", {"q": "amplng zzqqxx"})

    assert page.context["found"].corrected == "amplang zzqqxx"
    assert "“amplang zzqqxx”" in page.content.decode()


def test_where_nothing_has_all_words_what_has_more_of_them_comes_first(client: Client, story: Any) -> None:
    make_product("Karet gelang kebun")

    more_goods = client.get("/cari/", {"q": "gelang karet emas"}).context["found"]
    more_tales = client.get("/cari/", {"q": "lebah kecil gelang"}).context["found"]

    assert more_goods.tales
    assert [product.title for product in more_goods.first] == ["Karet gelang kebun"]
    assert more_tales.tales
    assert more_tales.first == []
    assert [product.title for product in more_tales.others] == ["Karet gelang kebun"]
