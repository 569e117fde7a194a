"""A story holds which product, never what it costs: price and stock are those of the moment."""

from __future__ import annotations

import json

import pytest
from django.db import connection

from cms.models import StoryPage
from tests.cms.conftest import page_text, pictured
from tests.market.shop.goods import make_product, make_shop

BOTH = ["/cerita/satu-kuali-amplang/", "/en/cerita/satu-kuali-amplang/"]


@pytest.fixture
def story(tell, amplang) -> StoryPage:
    return tell(body=[("text", "Renyah."), ("product", amplang)], title_en="One pan of amplang")


@pytest.mark.parametrize("address", BOTH)
def test_it_shows_the_price_of_this_moment(client, story, amplang, address):
    assert "Rp25.000" in page_text(client, address)
    amplang.stockrecords.update(price=31_500)
    text = page_text(client, address)
    assert "Rp31.500" in text
    assert "Rp25.000" not in text


def test_it_says_when_it_is_sold_out(client, story, amplang):
    assert "badge--out" not in page_text(client, story.url)
    amplang.stockrecords.update(num_in_stock=0)
    text = page_text(client, story.url)
    assert "badge--out" in text
    assert "Rp25.000" in text


def test_it_counts_what_orders_have_taken(client, story, amplang):
    amplang.stockrecords.update(num_allocated=3)
    assert "badge--out" in page_text(client, story.url)


def test_it_shows_the_new_name(client, story, amplang):
    amplang.title = "Amplang kuku macan"
    amplang.save()
    assert "Amplang kuku macan" in page_text(client, story.url)


@pytest.mark.parametrize(
    "gone",
    [
        lambda product: type(product).objects.filter(pk=product.pk).update(is_public=False),
        lambda product: type(product.seller).objects.filter(pk=product.seller_id).update(is_open=False),
        lambda product: product.delete(),
    ],
    ids=["hidden", "shop closed", "deleted"],
)
def test_it_steps_aside(client, story, amplang, gone):
    title = amplang.title
    gone(amplang)
    text = page_text(client, story.url)
    assert "Renyah." in text
    assert title not in text
    assert "story-product" not in text


@pytest.mark.parametrize(("address", "product"), [(BOTH[0], "/produk/"), (BOTH[1], "/en/produk/")])
def test_it_leads_to_the_product_in_the_same_language(client, story, amplang, address, product):
    assert f'href="{product}{amplang.slug}-{amplang.pk}/?dari=' in page_text(client, address)


def test_its_links_say_from_which_page_one_comes(client, story, amplang):
    assert f'{amplang.slug}-{amplang.pk}/?dari={story.pk}"' in page_text(client, story.url)


def test_it_keeps_no_price_in_the_story(story, amplang):
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM cms_storypage WHERE page_ptr_id = %s", [story.pk])
        body = cursor.fetchone()[0]
    blocks = json.loads(body) if isinstance(body, str) else body
    assert next(block["value"] for block in blocks if block["type"] == "product") == amplang.pk
    assert "25000" not in json.dumps(blocks)


def test_it_shows_several_side_by_side(client, tell, amplang):
    other = make_product(amplang.seller, price=40_000, title="Madu")
    story = tell(body=[("products", {"title": "Bawa pulang", "products": [amplang, other]})])
    text = page_text(client, story.url)
    assert "Bawa pulang" in text
    assert text.count("product-card__name") == 2


def test_it_asks_little_however_many_products(client, tell, django_assert_max_num_queries):
    shop = make_shop()
    goods = [pictured(make_product(shop)) for _ in range(12)]
    story = tell(village=shop.village, body=[("product", product) for product in goods])
    page_text(client, story.url)
    with django_assert_max_num_queries(15):
        assert page_text(client, story.url).count("data-product=") == 12
