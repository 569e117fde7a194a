"""What a page of the office's shows of goods leads to them with the page's number, in its body and on its shelves."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from wagtail.models import Page

from cms.models import DestinationPage, EventPage, MakerPage, RoutePage, VillagePage
from tests.catalogue.goods import make_product
from tests.market.attribution.conftest import sums
from tests.market.attribution.test_views import PHONE
from tests.market.pagecache.conftest import Shop
from tests.market.pagecache.conftest import shop as shop

pytestmark = pytest.mark.django_db
TO_GOODS = re.compile(r'href="((?:/en)?/produk/[^"?]+-(\d+)/)(?:\?dari=(\d+))?"')
SHELVES = re.compile(r"<main.*</main>", re.DOTALL)


def links_on(client: Client, address: str) -> list[tuple[str, str, str]]:
    """Return address, product and story of each link to goods."""
    return TO_GOODS.findall(SHELVES.findall(client.get(address).content.decode())[0])


@pytest.mark.parametrize("kind", [DestinationPage, EventPage, MakerPage, RoutePage])
def test_a_page_names_itself_in_its_body_and_on_its_shelf(client: Client, shop: Shop, kind: type[Page]) -> None:
    madu = make_product("Madu")
    for page in kind.objects.live():
        found = links_on(client, page.url)
        assert {story for _address, _product, story in found} == {str(page.pk)}, page.url
        assert {int(product) for _address, product, _story in found} == {shop.product.pk, madu.pk}


def test_a_story_shows_further_goods_of_its_village_with_its_number(client: Client, shop: Shop) -> None:
    madu = make_product("Madu")
    found = {int(product): story for _address, product, story in links_on(client, shop.story.url)}
    assert found == {shop.product.pk: str(shop.story.pk), madu.pk: str(shop.story.pk)}


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_village_names_itself_in_its_body_but_not_in_the_list_of_its_goods(
    client: Client, shop: Shop, language: str
) -> None:
    page = VillagePage.objects.get(locale__language_code=language)
    said = [story for _address, _product, story in links_on(client, page.url)]
    assert sorted(said) == ["", str(page.pk)]
    [address] = [address for address, _product, story in links_on(client, page.url) if story]
    client.get(f"{address}?dari={page.pk}", headers={"user-agent": PHONE})
    assert sums() == [(page.pk, shop.product.pk, 1, 0, 0, 0)]
