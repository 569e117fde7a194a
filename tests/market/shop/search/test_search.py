"""/cari/: what is found, for whom, and that nothing typed can break it."""

from __future__ import annotations

import pytest
from django.test import Client

from catalogue.paging import PAGE_SIZE
from market.shop.search.forms import tidied
from tests.catalogue.goods import make_category, make_maker, make_product, make_village

pytestmark = pytest.mark.django_db


def found(client: Client, words: str) -> list[str]:
    return [product.title for product in client.get("/cari/", {"q": words}).context["products"]]


def test_it_finds_by_name_description_category_maker_village_and_regency(client: Client) -> None:
    maker = make_maker("Mama Lian", make_village("Tabang Lama", "64.02.12.2001", "Tabang"))
    make_product("Kopi robusta", by=maker, description="disangrai pelan", category=make_category("Minuman"))
    make_product("Amplang", by=make_maker("Ibu Siti"))

    for words in ("robusta", "sangrai", "minuman", "lian", "tabang lama"):
        assert found(client, words) == ["Kopi robusta"], words
    assert set(found(client, "kutai kartanegara")) == {"Kopi robusta", "Amplang"}


def test_it_puts_the_name_before_the_description(client: Client) -> None:
    make_product("Keripik pisang", description="enak dengan kopi")
    make_product("Kopi liberika")

    assert found(client, "kopi") == ["Kopi liberika", "Keripik pisang"]


def test_it_wants_every_word_but_takes_some_where_none_has_all(client: Client) -> None:
    make_product("Madu kelulut")
    make_product("Madu lanceng")

    assert found(client, "madu kelulut") == ["Madu kelulut"]
    assert found(client, "kelulut emas") == ["Madu kelulut"]


def test_words_that_ask_for_no_kind_of_goods_find_all_of_them(client: Client) -> None:
    make_product("Amplang")
    make_product("Oleh-oleh kayu ulin")
    assert found(client, "oleh-oleh") == ["Oleh-oleh kayu ulin"]
    assert set(found(client, "murah")) == {"Amplang", "Oleh-oleh kayu ulin"}
    assert found(client, "murah zzz") == []


def test_halal_is_a_mark_and_not_a_word(client: Client) -> None:
    make_product("Amplang", is_halal=True)
    make_product("Abon katanya halal")
    said = client.get("/cari/", {"q": "Halal"}, follow=True)
    assert said.redirect_chain == [("/produk/?halal=1", 302)]
    assert [product.title for product in said.context["products"]] == ["Amplang"]
    said = client.get("/cari/", {"q": "amplang halal", "harga_dari": "1000"}, follow=True)
    assert said.redirect_chain == [("/cari/?q=amplang&harga_dari=1000&halal=1", 302)]
    assert [product.title for product in said.context["products"]] == ["Amplang"]


def test_it_finds_the_beginning_of_a_word(client: Client) -> None:
    make_product("Amplang ikan belida")

    assert found(client, "ampl") == ["Amplang ikan belida"]


def test_it_follows_approval_and_rejection(client: Client) -> None:
    product = make_product("Lempok durian", moderation="waiting")
    assert found(client, "lempok") == []

    product.moderation, product.is_public = "approved", True
    product.save()
    assert found(client, "lempok") == ["Lempok durian"]

    product.moderation, product.is_public = "rejected", False
    product.save()
    assert found(client, "lempok") == []


def test_it_follows_a_change_of_name_and_of_category(client: Client) -> None:
    product = make_product("Kerupuk udang")
    product.title = "Amplang tenggiri"
    product.save()
    camilan = make_category("Camilan")
    product.categories.add(camilan)

    assert found(client, "tenggiri") == ["Amplang tenggiri"]
    assert found(client, "camilan") == ["Amplang tenggiri"]
    product.categories.remove(camilan)
    assert found(client, "camilan") == []
    assert found(client, "kerupuk udang") == []


def test_it_shows_that_something_is_sold_out(client: Client) -> None:
    offer = make_product("Abon gabus").stockrecords.get()
    assert "Habis" not in client.get("/cari/?q=abon").content.decode()

    offer.allocate(5)

    assert "Habis" in client.get("/cari/?q=abon").content.decode()


def test_it_asks_what_is_looked_for_when_nothing_was_typed(client: Client) -> None:
    assert "Cari apa?" in client.get("/cari/").content.decode()


HOSTILE = [
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "\x00",
    "a\x00b",
    "x" * 5000,
    "kata " * 2000,
    "& | ! ( ) : * <-> \\",
    "!!!",
    "(((",
    "a & b | !c",
    ":*",
    "%",
    "\ud7ff\ue000\uffff",
    "😀 madu 😀",
    "'''",
    "-" * 300,
]


@pytest.mark.parametrize("typed", HOSTILE)
@pytest.mark.parametrize("address", ["/cari/", "/en/cari/"])
def test_it_answers_whatever_is_typed(client: Client, address: str, typed: str) -> None:
    make_product("Madu")

    answer = client.get(address, {"q": typed})

    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_it_tidies_what_is_typed() -> None:
    assert tidied("  madu\x00 \n kelulut\t") == "madu kelulut"
    assert len(tidied("x" * 5000)) == 200


def test_it_has_pages_and_keeps_the_words(client: Client) -> None:
    for number in range(25):
        make_product(f"Amplang {number}")

    first = client.get("/cari/?q=amplang").content.decode()

    assert "?q=amplang&amp;page=2" in first
    assert len(client.get("/cari/?q=amplang&page=2").context["products"]) == 1
    assert client.get("/cari/?q=amplang&page=3").status_code == 404


def test_it_has_further_pages_where_only_tales_are_asked_for(client: Client) -> None:
    for number in range(PAGE_SIZE + 1):
        make_product(f"Amplang {number}")

    assert len(client.get("/cari/?q=wisata&page=2").context["products"]) == 1
