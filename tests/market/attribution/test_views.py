"""Looks at product pages are counted by the story that the address names, kept page or not, and by nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from catalogue.models import Product
from cms.models import FormPage
from market.attribution import counting
from market.attribution.counting import add_views
from market.attribution.models import DailyCount
from market.attribution.views_counted import Tally
from tests.market.attribution.conftest import DAY, a_story, sums
from tests.market.pagecache.conftest import kept  # noqa: F401  (a fixture)

pytestmark = pytest.mark.django_db

PHONE = "Mozilla/5.0 (Linux; Android 11; SM-A105F) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"

CRAWLER = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"


def look(client: Client, product: Product, query: str = "", agent: str = PHONE) -> Any:
    return client.get(f"{product.get_absolute_url()}{query}", headers={"user-agent": agent})


def test_it_counts_a_look_with_and_without_a_story(client: Client, product: Product, story: Page) -> None:
    look(client, product)
    for _ in range(2):
        assert look(client, product, f"?dari={story.pk}").status_code == 200
    assert sums() == [(0, product.pk, 1, 0, 0, 0), (story.pk, product.pk, 2, 0, 0, 0)]
    assert set(DailyCount.objects.values_list("village", flat=True)) == {product.village_id}


def test_one_kept_page_serves_every_story(client: Client, product: Product, story: Page, kept: Any) -> None:  # noqa: F811
    other = a_story("Dari sungai")
    first = look(client, product).content
    with CaptureQueriesContext(connection) as asked:
        pages = [look(client, product, f"?dari={one.pk}").content for one in (story, other)]
    assert pages == [first, first]
    assert not [query for query in asked if "catalogue_productimage" in query["sql"]]
    assert [row[0] for row in sums()] == [0, story.pk, other.pk]


@pytest.mark.parametrize(
    "said", ["?dari=999999", "?dari=0", "?dari=x", "?dari=-1", "?dari=1%00", "?dari=", "?dari=" + "9" * 400]
)
def test_a_story_that_is_none_counts_as_none(client: Client, product: Product, said: str) -> None:
    assert look(client, product, said).status_code == 200
    assert sums() == [(0, product.pk, 1, 0, 0, 0)]


def test_a_draft_is_no_story(client: Client, product: Product) -> None:
    look(client, product, f"?dari={a_story(live=False).pk}")
    assert [row[0] for row in sums()] == [0]


def test_a_page_without_a_body_is_no_story(client: Client, product: Product) -> None:
    form = Page.objects.get(depth=1).add_child(instance=FormPage(title="Daftar", slug="daftar"))
    look(client, product, f"?dari={form.pk}")
    assert [row[0] for row in sums()] == [0]


def test_made_up_pairs_add_few_rows(product: Product, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MOST_NEW", 2)
    one, two, three = (a_story().pk for _ in range(3))
    add_views({(DAY, one, product.pk): 3, (DAY, two, product.pk): 2, (DAY, three, product.pk): 1})
    assert [row[:3:2] for row in sums()] == [(0, 1), (one, 3), (two, 2)]
    add_views({(DAY, story, product.pk): 1 for story in (one, two, three)})
    assert [row[:3:2] for row in sums()] == [(0, 1), (one, 4), (two, 3), (three, 1)]


@pytest.mark.parametrize("agent", ["", "Googlebot/2.1", "curl/8.0", "WhatsApp/2.23"])
def test_machines_are_left_out(client: Client, product: Product, story: Page, agent: str) -> None:
    look(client, product, f"?dari={story.pk}", agent)
    client.head(f"{product.get_absolute_url()}?dari={story.pk}", headers={"user-agent": PHONE})
    assert sums() == []


def test_looks_wait_in_memory_and_are_written_together(product: Product, story: Page, settings: Any) -> None:
    settings.VIEW_COUNT_SECONDS = 3600
    tally = Tally()
    for number in range(300):
        tally.add((DAY, story.pk if number % 3 else 0, product.pk))
    tally.add((DAY, story.pk, 999_999_999))  # no such product
    assert sums() == []

    with CaptureQueriesContext(connection) as asked:
        tally.write()
    assert len(asked) == 3
    assert sums() == [(0, product.pk, 100, 0, 0, 0), (story.pk, product.pk, 200, 0, 0, 0)]
    tally.stop()


def test_a_size_counts_for_the_page_it_stands_on(product: Product) -> None:
    Product.objects.filter(pk=product.pk).update(structure="parent")
    child = Product.objects.create(
        structure="child", parent=product, producer=product.producer, seller=product.seller, is_public=False
    )
    add_views({(DAY, 0, child.pk): 2})
    assert sums() == [(0, product.pk, 2, 0, 0, 0)]
