"""Goods in English: written by staff beside the Indonesian, shown under /en/, marked where there is none."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from catalogue.models import Product, ProductTranslation
from catalogue.translating import with_standing, write_in_english
from catalogue.wording import put_in_words_of_the_page, title_of
from market.accounts.roles import OPERATOR, appoint
from tests.cast import Cast, sign_in
from tests.catalogue.goods import make_product, make_size

pytestmark = pytest.mark.django_db
LIST = "/kelola/terjemahan-produk/"


def in_english(product: Product, title: str, **more: Any) -> ProductTranslation:
    return write_in_english(product=product, texts={"title": title, **more}, by=None, at=timezone.now())


def standing(product: Product) -> str:
    return str(with_standing(Product.objects.filter(pk=product.pk)).get().standing)


def test_it_shows_the_english_under_en_and_the_indonesian_elsewhere(client: Client) -> None:
    product = make_product("Madu kelulut", description="Asam segar.", ingredients="Madu")
    in_english(product, "Stingless bee honey", description="Fresh and tart.")
    address = f"/produk/{product.slug}-{product.pk}/"

    page = client.get(f"/en{address}").content.decode()

    assert "Stingless bee honey" in page
    assert "Fresh and tart." in page
    assert "Asam segar" not in page
    assert 'content="Stingless bee honey' in page  # the share card
    assert "Stingless" not in client.get(address).content.decode()


def test_it_finds_goods_by_their_english_words(client: Client) -> None:
    product = make_product("Seraung", description="Topi lebar.")
    in_english(product, "Beaded sun hat", description="Worn in the rice fields.")

    assert [card.pk for card in client.get("/en/cari/?q=beaded+hats").context["products"]] == [product.pk]
    assert [card.pk for card in client.get("/en/cari/?q=fields").context["products"]] == [product.pk]


def test_it_names_a_size_after_its_product() -> None:
    product = make_product("Sambal", structure="parent", price=None)
    size = make_size(product, "Besar", 30_000)
    write_in_english(
        product=product, texts={"title": "Chilli paste"}, sizes={size.pk: "Large"}, by=None, at=timezone.now()
    )

    with translation.override("en"):
        assert (title_of(size), title_of(size).lang) == ("Chilli paste, Large", "")
    with translation.override("id"):
        assert title_of(size) == "Sambal, Besar"


def test_it_says_the_indonesian_with_its_language_where_there_is_no_english() -> None:
    product = make_product("Lampit rotan")

    with translation.override("en"):
        assert (title_of(product), title_of(product).lang) == ("Lampit rotan", "id")


def test_it_never_saves_the_english_over_the_indonesian() -> None:
    product = make_product("Lampit rotan")
    with translation.override("en"):
        put_in_words_of_the_page(product)

    with pytest.raises(TypeError):
        product.save()


@pytest.mark.parametrize("changes", [{"title": "Madu hutan"}, {"description": "Baru."}, {"how_made": "x"}])
def test_it_tells_that_the_indonesian_changed_since(changes: dict[str, str]) -> None:
    product = make_product("Madu kelulut")
    assert standing(product) == "missing"
    in_english(product, "Honey")
    assert standing(product) == "done"

    Product.objects.filter(pk=product.pk).update(**changes)

    assert standing(product) == "out_of_date"
    in_english(product, "Honey")
    assert standing(product) == "done"


def test_it_tells_that_a_size_was_renamed() -> None:
    product = make_product("Sambal", structure="parent", price=None)
    size = make_size(product, "Besar", 30_000)
    in_english(product, "Chilli paste")

    Product.objects.filter(pk=size.pk).update(title="Jumbo")

    assert standing(product) == "out_of_date"


def test_it_lets_staff_write_and_keeps_who_and_what_they_saw(cast: Cast) -> None:
    client = sign_in(Client(), cast.budi)
    page = client.get(LIST).content.decode()
    assert "Amplang ikan pipih" in page
    assert "Kopi Sangatta" not in page  # of another regency
    address = f"{LIST}{cast.amplang.pk}/"
    seen = client.get(address).context["form"]["seen"].value()
    Product.objects.filter(pk=cast.amplang.pk).update(description="Baru saja diubah.")

    answer = client.post(address, {"title": "Fish crackers", "seen": seen})

    assert answer["Location"] == LIST
    row = ProductTranslation.objects.get(product=cast.amplang)
    assert (row.title, row.written_by) == ("Fish crackers", cast.budi)
    assert standing(cast.amplang) == "out_of_date"
    assert "Indonesianya berubah sejak itu" in client.get(f"{LIST}?tampil=lama").content.decode()


def test_it_lets_no_editor_write_as_her_role_needs_no_second_factor(cast: Cast) -> None:
    client = sign_in(Client(), cast.dewi)
    assert "terjemahan-produk" not in client.get("/kelola/").content.decode()
    for address in (LIST, f"{LIST}{cast.amplang.pk}/"):
        client.post(address, {"title": "x", "seen": "x"})
        assert client.get(address).status_code in (302, 403)
    assert not ProductTranslation.objects.exists()


def test_it_lets_an_operator_write_for_her_regency_only(cast: Cast) -> None:
    appoint(user=cast.budi, role=OPERATOR, regency=cast.kopi.village.district.regency)
    client = sign_in(Client(), cast.budi)

    assert client.get(f"{LIST}{cast.amplang.pk}/").status_code == 404
    assert client.post(f"{LIST}{cast.amplang.pk}/", {"title": "x", "seen": "x"}).status_code == 404
    assert client.get(f"{LIST}{cast.kopi.pk}/").status_code == 200


def test_it_asks_as_much_for_many_goods_as_for_one(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = sign_in(Client(), cast.budi)
    client.get(LIST)
    for number in range(3):
        make_product(f"Barang {number}", by=cast.sari_producer)

    with django_assert_max_num_queries(25) as asked:
        client.get(LIST)
    assert len([query for query in asked.captured_queries if "producttranslation" in query["sql"]]) == 1
