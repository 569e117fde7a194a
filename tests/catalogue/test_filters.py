"""Filters of a list: each state is a link with its parameters in one order, counted from what is kept, never a 500."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalogue.filters import Filters
from catalogue.models import Product
from market.regions.models import District, Province, Regency, Village
from tests.catalogue.goods import make_category, make_maker, make_product, make_village

pytestmark = pytest.mark.django_db


@pytest.fixture
def goods() -> None:
    """Three goods of two villages of Kutai Kartanegara; the honey is halal."""
    Province.objects.get_or_create(code="64", defaults={"name": "Kalimantan Timur"})
    Regency.objects.get_or_create(code="64.08", defaults={"name": "Kabupaten Kutai Timur", "province_id": "64"})
    food = make_category("Makanan")
    make_category("Kerajinan")
    make_product("Madu", price=50_000, is_halal=True, category=make_category("Madu & gula", above=food))
    make_product("Amplang", price=20_000, category=food)
    make_product("Kopi", price=30_000, by=make_maker("Bu Ros", make_village("Sedulang", "64.02.12.2001", "Hilir")))


@pytest.fixture
def more(goods: None) -> None:
    """One more of Kutai Timur: made to order, sold out, ships abroad."""
    above = District.objects.create(code="64.08.01", name="Muara Wahau", regency_id="64.08")
    village = Village.objects.create(code="64.08.01.2001", name="Diaq Lay", district=above)
    make_product(
        "Tikar",
        price=300_000,
        stock=0,
        by=make_maker("Bu Ida", village),
        is_made_to_order=True,
        ships_abroad=True,
        category=None,
    )


def found(client: Client, address: str) -> tuple[list[str], str]:
    answer: Any = client.get(address)
    assert answer.status_code == 200, address
    return [card.title for card in answer.context["products"]], answer.content.decode()


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("kabupaten=64.08", {"Tikar"}),
        ("kabupaten=64.02", {"Madu", "Amplang", "Kopi"}),
        ("desa=64.02.12.2001", {"Kopi"}),
        ("harga_dari=30000", {"Madu", "Kopi", "Tikar"}),
        ("harga_sampai=Rp+30.000", {"Amplang", "Kopi"}),
        ("harga_dari=Rp+30.000,00", {"Madu", "Kopi", "Tikar"}),
        ("harga_dari=30.000,-", {"Madu", "Kopi", "Tikar"}),
        ("harga_dari=30.0", {"Madu", "Amplang", "Kopi", "Tikar"}),
        ("harga_dari=50000&harga_sampai=20000", {"Madu", "Amplang", "Kopi"}),
        ("ada=1", {"Madu", "Amplang", "Kopi"}),
        ("halal=1", {"Madu"}),
        ("pesanan=1&luar_negeri=1", {"Tikar"}),
        ("halal=1&kabupaten=64.08", set()),
    ],
)
def test_it_narrows_a_list(client: Client, more: None, query: str, titles: set[str]) -> None:
    assert set(found(client, f"/produk/?{query}")[0]) == titles


def test_it_takes_whatever_is_typed(client: Client, more: None) -> None:
    for name in ("kabupaten", "desa", "harga_dari", "harga_sampai", "ada", "halal", "pesanan", "luar_negeri", "urut"):
        for value in ("", "x", "%00", "'", "-1", "9" * 400, "٣", "1e9", "64.99", "99.99.99.9999", "{s}", "1&" + name):
            found(client, f"/produk/?{name}={value}")


def test_it_counts_what_each_link_leads_to(client: Client, more: None) -> None:
    for address in ("/produk/", "/produk/?kabupaten=64.02", "/kategori/makanan/"):
        counted = 0
        for group in client.get(address).context["panel"].groups:
            for option in group.options:
                if option.count is not None:
                    assert option.count == len(found(client, option.url)[0]), option
                    counted += 1
        assert counted
    tree = {option.label: option for option in client.get("/produk/").context["panel"].tree}
    assert (tree["Makanan"].count, tree["Kerajinan"].count) == (2, 0)
    assert client.get("/kategori/makanan/").context["panel"].total == 2


def test_it_says_no_count_that_would_not_be_true(client: Client, more: None) -> None:
    panel = client.get("/produk/?kabupaten=64.02&harga_dari=25000").context["panel"]

    assert panel.total == 2  # as they all stand on this page
    assert all(option.count is None for group in panel.groups for option in group.options)


def test_it_says_how_many_fit_two_choices_where_the_last_page_tells(client: Client) -> None:
    for number in range(25):
        make_product(f"Barang {number}")

    totals = [client.get(f"/produk/?ada=1&harga_dari=1&page={page}").context["panel"].total for page in (1, 2)]

    assert totals == [None, 25]


def test_it_has_one_address_for_each_state_and_a_chip_that_undoes_each_choice(client: Client, more: None) -> None:
    titles, page = found(client, "/produk/?urut=termurah&halal=1&harga_dari=1000&kabupaten=64.02&page=1")

    assert "/produk/?kabupaten=64.02&amp;harga_dari=1000&amp;halal=1&amp;urut=termahal" in page
    chips = dict(re.findall(r'<a class="chip chip--chosen" href="([^"]+)" rel="nofollow">([^<]+?) <span', page))
    assert chips == {
        "/produk/?harga_dari=1000&amp;halal=1&amp;urut=termurah": "Kutai Kartanegara",
        "/produk/?kabupaten=64.02&amp;halal=1&amp;urut=termurah": "mulai Rp1.000",
        "/produk/?kabupaten=64.02&amp;harga_dari=1000&amp;urut=termurah": "Halal",
    }
    assert '<a class="chosen__clear" href="/produk/?urut=termurah">' in page
    assert '<link rel="canonical" href="http://testserver/produk/">' in page


def test_it_leads_out_of_a_choice_that_nothing_fits(client: Client, more: None) -> None:
    titles, page = found(client, "/produk/?halal=1&kabupaten=64.08&ada=1")

    assert titles == []
    assert "Tidak ada produk yang cocok" in page
    assert '<a class="button button--primary" href="/produk/">' in page


def test_it_keeps_the_choice_from_page_to_page(client: Client) -> None:
    for number in range(26):
        make_product(f"Barang {number}")
    Product.objects.update(is_halal=True)

    page = found(client, "/produk/?halal=1")[1]

    assert "?halal=1&amp;page=2" in page
    assert len(found(client, "/produk/?halal=1&page=2")[0]) == 2


def test_it_asks_five_times_however_much_is_chosen(
    client: Client, more: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(5):
        client.get("/kategori/makanan/?kabupaten=64.02&harga_dari=1000&ada=1&urut=termurah")


def test_it_reads_what_it_writes() -> None:
    filters = Filters("64.02", "64.02.12.2001", 1_000, 5_000, ("ada", "luar_negeri"), "termurah")

    assert Filters.read({name: str(value) for name, value in filters.parameters()}) == filters
