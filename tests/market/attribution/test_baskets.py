"""The last story within the basket's life gets the line, said by the form or by the page that it was sent from."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from catalogue.models import Product
from market.attribution.actions import FORGOTTEN_AFTER, forget_old_stories
from market.attribution.models import LineStory
from market.shop.basket.actions import add_to_basket, change_quantity
from market.shop.basket.models import Basket
from tests.market.attribution.conftest import a_story, sums
from tests.market.shop.goods import make_basket, make_product, make_shop

pytestmark = pytest.mark.django_db


def put(client: Client, product: Product, *, page: str = "", **typed: Any) -> None:
    headers = {"origin": "http://testserver", "referer": page} if page else {"origin": "http://testserver"}
    answer = client.post(reverse("basket:add", args=[product.pk]), {"quantity": 1, **typed}, headers=headers)
    assert answer.status_code == 302


def told() -> list[int]:
    return list(LineStory.objects.order_by("line").values_list("story", flat=True))


def test_the_page_that_the_form_was_sent_from_says_the_story(client: Client, product: Product, story: Page) -> None:
    put(client, product, page=f"http://testserver{product.get_absolute_url()}?dari={story.pk}")
    assert told() == [story.pk]
    assert sums() == [(story.pk, product.pk, 0, 1, 0, 0)]


def test_the_form_may_say_it_itself(client: Client, product: Product, story: Page) -> None:
    put(client, product, page="http://testserver/produk/x-1/?dari=999999", dari=story.pk)
    assert told() == [story.pk]


@pytest.mark.parametrize(
    "page",
    [
        "",
        "http://testserver/produk/x-1/",
        "http://elsewhere.example/?dari={}",
        "http://testserver/?dari=999999",
        "::?dari={}",
        "http://[x?dari={}",
    ],
)
def test_any_other_page_says_none(client: Client, product: Product, story: Page, page: str) -> None:
    put(client, product, page=page.format(story.pk))
    assert told() == []
    assert sums() == [(0, product.pk, 0, 1, 0, 0)]


def test_the_last_story_gets_the_line_and_none_takes_it_away(product: Product, story: Page) -> None:
    basket, last = make_basket(), a_story("Dari sungai")
    for one in (story.pk, last.pk, 0):
        add_to_basket(basket=basket, product=product, quantity=1, story=one)
    assert told() == [last.pk]
    assert [row[0::3] for row in sums()] == [(0, 1), (story.pk, 1), (last.pk, 1)]


def test_what_leaves_the_basket_takes_its_story_along(product: Product, story: Page) -> None:
    basket = make_basket()
    add_to_basket(basket=basket, product=product, quantity=1, story=story.pk)
    change_quantity(basket=basket, line_id=basket.lines.get().pk, quantity=0)
    assert told() == []


def test_a_line_forgets_its_story_after_two_months(product: Product, story: Page) -> None:
    add_to_basket(basket=make_basket(), product=product, quantity=1, story=story.pk)
    now = timezone.now()
    assert forget_old_stories(now + FORGOTTEN_AFTER - timedelta(days=1)) == 0
    assert forget_old_stories(now + FORGOTTEN_AFTER + timedelta(days=1)) == 1
    assert told() == []


@pytest.mark.parametrize("guest_is_later", [True, False])
def test_when_two_baskets_become_one_the_later_story_stays(
    story: Page, product: Product, guest_is_later: bool
) -> None:
    other = a_story("Dari sungai")
    guest, own = make_basket(), make_basket()
    add_to_basket(basket=guest, product=product, quantity=1, story=story.pk)
    add_to_basket(basket=own, product=product, quantity=1, story=other.pk)
    add_to_basket(basket=guest, product=make_product(make_shop("Madu")), quantity=1, story=story.pk)
    if guest_is_later:
        LineStory.objects.filter(line__basket=guest).update(noted_at=timezone.now() + timedelta(minutes=1))
    Basket.objects.get(pk=own.pk).merge(Basket.objects.get(pk=guest.pk))
    assert sorted(told()) == sorted([story.pk if guest_is_later else other.pk, story.pk])
