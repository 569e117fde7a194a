"""The read API: what everybody may see, page by page, in both languages, tagged, counted, and nothing else."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from catalogue.translating import write_in_english
from market.opendata.api import api
from market.pagecache.shelf import Shelf
from market.shop.partner.models import Partner
from sellers.models import Producer
from tests.catalogue.goods import add_picture, make_category, make_maker, make_product, make_size
from tests.market.pagecache.conftest import Shop

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
LISTS = ("products", "makers", "villages", "categories", "stories", "places")


def told(client: Client, address: str, **headers: str) -> Any:
    answer = client.get(f"/api/v1/{address}", headers=headers)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_it_tells_of_a_product_what_its_page_shows(client: Client, shop: Shop) -> None:
    row = told(client, f"products/{shop.product.pk}")

    assert (row["title"], row["title_language"], row["price_from"]) == ("Amplang", "id", 25_000)
    assert (row["is_available"], row["sizes"], row["categories"]) == (True, [], ["camilan"])
    assert row["url"] == f"http://testserver/produk/amplang-{shop.product.pk}/"
    assert row["village"]["url"] == "http://testserver/desa/64.02.11.2005/"
    assert datetime.fromisoformat(row["updated_at"]).utcoffset().total_seconds() == 0
    assert row["updated_at"].endswith("Z")
    assert client.get(row["pictures"][0]["url"].removeprefix("http://testserver")).status_code == 200


def test_it_tells_each_size_with_its_price_but_no_count(client: Client, shop: Shop) -> None:
    whole = make_product("Sambal", structure="parent", price=None)
    make_size(whole, "100 g", 10_000, stock=0)
    make_size(whole, "200 g", 18_000, stock=1_987_654_321)

    row = told(client, f"products/{whole.pk}")

    assert (row["price_from"], row["price_to"], row["is_available"]) == (10_000, 18_000, True)
    assert [(size["name"], size["price"], size["is_available"]) for size in row["sizes"]] == [
        ("100 g", 10_000, False),
        ("200 g", 18_000, True),
    ]
    del row["updated_at"]
    assert "987654321" not in json.dumps(row)


def test_it_says_that_goods_of_a_shop_on_leave_are_not_to_be_had(client: Client, shop: Shop) -> None:
    whole = make_product("Sambal", structure="parent", price=None)
    make_size(whole, "200 g", 18_000, stock=1_987_654_321)
    Partner.objects.update(pause_reason="banjir")

    row = told(client, f"products/{whole.pk}")

    assert (row["is_available"], row["sizes"][0]["is_available"]) == (False, False)


def test_it_speaks_both_languages_and_says_what_is_not_translated(client: Client, shop: Shop) -> None:
    write_in_english(product=shop.product, texts={"title": "Fish crackers"}, by=None, at=timezone.now())
    other = make_product("Lampit")

    english = told(client, f"products/{shop.product.pk}?lang=en")

    assert (english["title"], english["title_language"], english["unit_name"]) == ("Fish crackers", "en", "pack")
    assert english["url"].startswith("http://testserver/en/produk/")
    assert told(client, f"products/{other.pk}?lang=en")["title_language"] == "id"
    assert told(client, f"products/{shop.product.pk}", **{"Accept-Language": "en"})["title"] == "Amplang"
    assert [row["name"] for row in told(client, "categories?lang=en")["items"]] == ["Snacks"]
    assert [row["title"] for row in told(client, "stories?lang=en")["items"]] == ["A pan of amplang"]
    assert [row["title"] for row in told(client, "stories")["items"]] == ["Satu kuali amplang"]


def test_it_tells_a_story_whole_in_plain_words_with_the_price_of_the_moment(
    client: Client, shop: Shop, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(12):
        row = told(client, f"stories/{shop.story.pk}")

    assert row["text"] == "Renyah.\n\nAmplang: Rp25.000 / bungkus"
    assert row["topics"] == []
    assert "text" not in told(client, "stories")["items"][0]
    shop.product.stockrecords.update(num_in_stock=0)
    assert "Amplang: Habis" in told(client, f"stories/{shop.story.pk}")["text"]


def test_it_tells_nobodys_phone_and_nothing_that_is_hidden(client: Client, shop: Shop) -> None:
    Producer.objects.update(phone="+6281277700001")
    closed = make_maker("Pak Tutup", is_open=False)
    hidden = [make_product("Rahasia", by=closed), make_product("Belum", moderation="waiting")]

    everything = "".join(client.get(f"/api/v1/{name}?limit=100").content.decode() for name in LISTS)

    assert "81277700001" not in everything
    assert "Rahasia" not in everything
    assert "Pak Tutup" not in everything
    for product in hidden:
        assert client.get(f"/api/v1/products/{product.pk}").status_code == 404
    assert client.get(f"/api/v1/makers/{closed.pk}").status_code == 404


def test_it_is_read_on_without_missing_or_meeting_anything_twice(client: Client, shop: Shop) -> None:
    made = [shop.product.pk, *(make_product(f"Barang {number}").pk for number in range(5))]
    read, address = [], "/api/v1/products?limit=2&category=&lang=en".replace("&category=", "")

    while address:
        answer = client.get(address).json()
        read += [row["id"] for row in answer["items"]]
        address = (answer["next"] or "").removeprefix("http://testserver")

    assert read == made


def test_it_finds_by_category_place_maker_and_words(client: Client, shop: Shop) -> None:
    above = make_category("Makanan")
    kue = make_product("Kue kering", by=make_maker("Bu Ani"), category=make_category("Kue", above=above))

    def found(query: str) -> list[int]:
        return [row["id"] for row in told(client, f"products?{query}")["items"]]

    assert found("category=makanan") == [kue.pk]
    assert found("category=tidak-ada") == []
    assert found(f"maker={kue.producer_id}") == [kue.pk]
    assert found("village=64.02.11.2005") == [shop.product.pk, kue.pk]
    assert found("regency=64.03") == []
    assert found("q=kering") == [kue.pk]
    assert found("q=%00") == []


def test_it_asks_as_much_for_many_as_for_one(
    client: Client, shop: Shop, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(4):
        product = make_product(f"Barang {number}", by=make_maker(f"Bu {number}"))
        add_picture(product)
        write_in_english(product=product, texts={"title": f"Thing {number}"}, by=None, at=timezone.now())
    whole = make_product("Sambal", structure="parent", price=None)
    for number in range(3):
        make_size(whole, f"{number}00 g", 10_000 + number)
    for most, name in ((12, "products"), (5, "makers"), (3, "villages"), (3, "categories"), (12, "stories")):
        client.get(f"/api/v1/{name}?limit=100&lang=en")  # renditions are made, and what Wagtail remembers
        with django_assert_max_num_queries(most):
            told(client, f"{name}?limit=100&lang=en")


@pytest.mark.parametrize(
    ("query", "parameter", "id_words", "en_words"),
    [
        ("limit=0", "limit", "Paling kecil 1.", "At least 1."),
        ("limit=101", "limit", "Paling besar 100.", "At most 100."),
        ("limit=x", "limit", "Isi dengan bilangan bulat.", "Give a whole number."),
        ("village=64", "village", "Bentuknya belum benar.", "Not of the right form."),
        ("halaman=2", "halaman", "Isian ini tidak dikenal.", "This parameter is unknown."),
    ],
)
def test_it_tells_problems_in_json_and_in_both_languages(
    client: Client, query: str, parameter: str, id_words: str, en_words: str
) -> None:
    for language, words in (("id", id_words), ("en", en_words)):
        answer = client.get(f"/api/v1/products?{query}&lang={language}")

        assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
        assert answer.json()["errors"] == [{"parameter": parameter, "detail": words}]
        assert answer["Content-Language"] == language


def test_it_says_in_json_that_nothing_is_there_and_that_it_is_only_read(client: Client) -> None:
    for address in ("products/0", "nothing", "products/", "villages/64.02.11.9999"):
        answer = client.get(f"/api/v1/{address}")
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json"), address
    answer = Client(enforce_csrf_checks=True).post("/api/v1/products", {"title": "x"})
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")


def test_it_is_open_to_every_site_and_looks_at_no_cookie(client: Client, shop: Shop) -> None:
    answer = client.get("/api/v1/products")

    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Cookie" not in answer["Vary"]
    assert not answer.cookies
    assert client.options("/api/v1/products")["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_it_answers_304_to_who_has_it_already_and_anew_after_a_change(client: Client, shop: Shop) -> None:
    first = client.get("/api/v1/products")
    tag = first["ETag"]

    assert first["Cache-Control"] == "no-cache"
    assert client.get("/api/v1/products", headers={"If-None-Match": tag}).status_code == 304
    shop.product.stockrecords.update(price=26_000)
    assert client.get("/api/v1/products", headers={"If-None-Match": tag}).status_code == 200


def test_it_is_kept_by_the_page_cache(client: Client, shop: Shop, kept: Shelf) -> None:
    for address in ("/api/v1/categories", "/api/v1/products?limit=2&lang=en"):
        client.get(address)
        assert client.get(address)["ETag"]
    assert len(kept) == 1  # the other has a query, and stands on the side shelf


def test_it_slows_down_who_asks_too_often(client: Client, shop: Shop, settings: Any) -> None:
    settings.API_PER_MINUTE = 2
    codes = [client.get("/api/v1/products").status_code for _ in range(3)]

    assert codes == [200, 200, 429]
    answer = client.get("/api/v1/products?lang=en")
    assert (answer["Retry-After"], answer.json()["title"]) == ("60", "Too many requests")
    assert client.get("/api/v1/products", REMOTE_ADDR="10.1.2.3").status_code == 200
    asked = [f"/api/v1/products?limit={number}" for number in range(1, 4)]
    from_one_house = [client.get(one, REMOTE_ADDR=f"2001:db8::{number}") for number, one in enumerate(asked)]
    assert [answer.status_code for answer in from_one_house] == [200, 200, 429]


def test_it_has_a_page_for_people_that_names_everything(client: Client, settings: Any) -> None:
    paths = api.get_openapi_schema(path_prefix="/api/v1/")["paths"]

    for address in ("/api/", "/en/api/"):
        page = client.get(address).content.decode().replace(settings.BASE_URL.rstrip("/"), "http://testserver")
        assert [path for path in paths if f"{path}</code>" not in page] == []
        assert re.findall(r'(?:src|href)="(https?://(?!testserver)[^"]+)"', page) == []
    assert client.get("/api/v1/")["Location"] == "/api/"


def test_its_document_says_a_thing_by_one_word_and_what_may_be_answered() -> None:
    document = api.get_openapi_schema(path_prefix="/api/v1/")
    kinds = document["components"]["schemas"]

    assert {path.split("/")[3] for path in document["paths"]} == set(LISTS)
    assert {"Product", "Maker", "Village", "Category", "Story", "Place"} < set(kinds)
    assert "how_to_get_there" in kinds["Place"]["properties"]  # and not a village
    for operations in document["paths"].values():
        answers = operations["get"]["responses"]
        assert {200, 304, 422, 429} <= set(answers)
        assert "ETag" in answers[200]["headers"]
        assert "Retry-After" in answers[429]["headers"]


EXAMPLES = re.findall(r"^curl (.+)$", (ROOT / "docs" / "api.md").read_text(), re.MULTILINE)


@pytest.mark.parametrize("example", EXAMPLES)
def test_it_answers_the_examples_of_the_document(client: Client, shop: Shop, example: str) -> None:
    [address] = re.findall(r"'https://pasarhulu\.example(/[^']*)'", example)
    headers = dict(re.findall(r"-H '([\w-]+): ([^']+)'", example))
    number = str(shop.product.pk)

    answer = client.get(address.replace("/12", f"/{number}"), headers=headers)

    assert answer.status_code == (304 if "If-None-Match" in headers else 200), answer.content
