"""All goods and one category: order, pages, chips, languages, and a fixed number of queries."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.catalogue.goods import add_picture, make_category, make_product, make_size

pytestmark = pytest.mark.django_db


def titles(answer: Any) -> list[str]:
    return [product.title for product in answer.context["products"]]


def test_it_shows_the_newest_first(client: Client) -> None:
    make_product("Lama")
    make_product("Baru")

    assert titles(client.get("/produk/")) == ["Baru", "Lama"]


def test_it_sorts_by_the_price_of_the_cheapest_size(client: Client) -> None:
    make_product("Sedang", price=20_000)
    sizes = make_product("Dua ukuran", structure="parent", price=None)
    make_size(sizes, "1 kg", 90_000)
    make_size(sizes, "100 g", 10_000)
    make_product("Mahal", price=30_000)
    make_product("Tanpa harga", price=None)

    assert titles(client.get("/produk/?urut=termurah")) == ["Dua ukuran", "Sedang", "Mahal", "Tanpa harga"]
    assert titles(client.get("/produk/?urut=termahal")) == ["Mahal", "Sedang", "Dua ukuran", "Tanpa harga"]


def test_it_ignores_a_sort_that_there_is_not(client: Client) -> None:
    make_product()

    assert client.get("/produk/?urut=%00drop").status_code == 200


def test_it_gives_24_a_page_and_links_that_keep_the_sort(client: Client) -> None:
    for number in range(26):
        make_product(f"Barang {number}")

    first = client.get("/produk/?urut=termurah")
    second = client.get("/produk/?urut=termurah&page=2")

    assert len(titles(first)) == 24
    assert "?urut=termurah&amp;page=2" in first.content.decode()
    assert len(titles(second)) == 2
    assert not set(titles(first)) & set(titles(second))


@pytest.mark.parametrize("page", ["0", "-1", "2", "501", "x", "9" * 40, "%00", "٣"])
def test_it_says_404_where_there_is_no_such_page(client: Client, page: str) -> None:
    make_product()

    assert client.get(f"/produk/?page={page}").status_code == 404


def test_it_shows_an_empty_shop_kindly(client: Client) -> None:
    assert "Belum ada produk" in client.get("/produk/").content.decode()


@pytest.mark.parametrize("address", ["/produk/", "/produk/?urut=termurah", "/kategori/camilan/", "/cari/?q=amplang"])
def test_it_asks_as_often_for_twenty_goods_as_for_two(
    client: Client, address: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    camilan = make_category("Camilan")
    make_category("Keripik", above=camilan)
    for number in range(2):
        add_picture(make_product(f"Amplang {number}", category=camilan))
    client.get(address)
    with django_assert_max_num_queries(12) as few:
        client.get(address)
    for number in range(18):
        add_picture(make_product(f"Amplang lagi {number}", category=camilan))
    client.get(address)

    with django_assert_max_num_queries(12) as many:
        answer = client.get(address)

    assert len(titles(answer)) == 20
    assert len(many) == len(few)
    assert not [query["sql"] for query in many if "count(" in query["sql"].lower()], "nothing is counted for a page"


def test_it_shows_a_category_with_what_is_under_it_each_once(client: Client) -> None:
    makanan = make_category("Makanan")
    camilan = make_category("Camilan", above=makanan)
    amplang = make_product("Amplang", category=camilan)
    amplang.categories.add(makanan)
    make_product("Tikar", category=make_category("Anyaman"))

    assert titles(client.get("/kategori/makanan/")) == ["Amplang"]
    assert titles(client.get("/kategori/camilan/")) == ["Amplang"]


def test_it_leads_from_a_category_up_and_down(client: Client) -> None:
    makanan = make_category("Makanan")
    camilan = make_category("Camilan", above=makanan)
    make_category("Amplang", above=camilan)

    page = client.get("/kategori/camilan/").content.decode()

    assert '<a href="/kategori/makanan/">Makanan</a>' in page
    assert 'href="/kategori/amplang/"' in page


def test_it_names_categories_in_english_under_en(client: Client) -> None:
    make_category("Anyaman", "Basketry")

    assert "Basketry" in client.get("/en/produk/").content.decode()
    assert "<h1>Basketry</h1>" in client.get("/en/kategori/anyaman/").content.decode()
    assert "<h1>Anyaman</h1>" in client.get("/kategori/anyaman/").content.decode()


def test_it_gives_a_second_category_of_a_name_its_own_address() -> None:
    kain = make_category("Kain")
    first = make_category("Lain-lain", above=kain)
    second = make_category("Lain-lain", above=make_category("Kopi"))

    assert [first.get_absolute_url(), second.get_absolute_url()] == ["/kategori/lain-lain/", "/kategori/lain-lain-2/"]


@pytest.mark.parametrize("hidden", [{"is_public": False}, {"ancestors_are_public": False}])
def test_it_says_404_for_a_category_that_is_not_public(client: Client, hidden: dict[str, bool]) -> None:
    category = make_category("Camilan")
    type(category).objects.filter(pk=category.pk).update(**hidden)

    assert client.get("/kategori/camilan/").status_code == 404
