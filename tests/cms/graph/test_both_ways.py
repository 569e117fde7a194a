"""Product, maker, village, story, place and event lead to each other, both ways, by links in their pages."""

from __future__ import annotations

import re
from itertools import permutations
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils.translation import override

from catalogue.models import Product
from cms.models import EventPage
from tests.catalogue.goods import make_maker, make_product, make_size, make_village
from tests.market.pagecache.conftest import Shop
from tests.market.pagecache.conftest import shop as shop

pytestmark = pytest.mark.django_db
KINDS = ("product", "maker", "village", "story", "place", "event")
HEADINGS = {
    "product": ["Muncul di cerita ini", "Tempat di sekitar sini", "Acara di sekitar sini"],
    "maker": ["Muncul di cerita ini", "Tempat di sekitar sini", "Acara di sekitar sini"],
    "village": ["Produk dari desa ini"],
    "story": ["Dari desa ini", "Pembuat dari sini", "Tempat di sekitar sini", "Acara di sekitar sini"],
    "place": ["Sambil ke sini, beli ini", "Muncul di cerita ini", "Pembuat dari sini", "Acara di sekitar sini"],
    "event": ["Sambil ke sini, beli ini", "Muncul di cerita ini", "Pembuat dari sini", "Tempat di sekitar sini"],
    "route": ["Sambil ke sini, beli ini"],
}
ENGLISH = {
    "product": ["Appears in this story"],
    "story": ["From this village"],
    "place": ["While you are here, buy this"],
}
MAIN = re.compile(r"<main.*</main>", re.DOTALL)
LINK = re.compile(r'<a\b[^>]*?\shref="([^"]*)"')
HEADING = re.compile(r"<h2[^>]*>\s*([^<]*?)\s*</h2>")


def main_of(client: Client, address: str) -> str:
    """Return what a page says beneath its header and above its footer."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return MAIN.findall(answer.content.decode())[0]


def links_in(text: str) -> set[str]:
    """Return the addresses that it leads to, without what says from where."""
    return {urlsplit(href).path for href in LINK.findall(text)}


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_each_leads_to_each_other(client: Client, shop: Shop, prefix: str) -> None:
    make_product("Madu")  # what the body does not show
    pages = {kind: f"{prefix}{shop.addresses[kind]}" for kind in KINDS}
    found = {kind: links_in(main_of(client, address)) for kind, address in pages.items()}
    assert [f"{one} -> {other}" for one, other in permutations(KINDS, 2) if pages[other] not in found[one]] == []


def test_it_says_so_above_each_shelf(client: Client, shop: Shop) -> None:
    make_product("Madu")
    for prefix, headings in (("", HEADINGS), ("/en", ENGLISH)):
        for kind, wanted in headings.items():
            said = HEADING.findall(main_of(client, f"{prefix}{shop.addresses[kind]}"))
            assert [each for each in wanted if each not in said] == [], (kind, said)


def test_a_shelf_follows_what_is_told(client: Client, shop: Shop) -> None:
    product, event = shop.addresses["product"], EventPage.objects.get(locale__language_code="id")
    assert shop.addresses["event"] in links_in(main_of(client, product))
    event.unpublish()
    assert shop.addresses["event"] not in links_in(main_of(client, product))
    assert shop.addresses["place"] in links_in(main_of(client, product))


def many_goods() -> list[Product]:
    """Return goods of every kind: sizes, sold out, made to order, of a shop elsewhere, in a village without a page."""
    upstream, other = make_village("Sabintulung", "64.02.11.2009"), make_maker("Bu Ani")
    hub = make_maker("BUMDes Hulu", upstream)
    sized = make_product("Sambal", by=other, structure="parent", price=None)
    make_size(sized, "100 g", 10_000, stock=0)
    goods = [sized, make_product("Habis", stock=0), make_product("Pesanan", is_made_to_order=True)]
    goods += [make_product(f"Rotan {number}", by=hub) for number in range(26)]
    from_afar = make_product("Titipan", by=hub)
    Product.objects.filter(pk=from_afar.pk).update(village=other.village)
    return [*goods, Product.objects.get(pk=from_afar.pk), *Product.objects.filter(title="Amplang")]


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_product_reaches_its_village_and_is_reached_from_there(
    client: Client, shop: Shop, language: str
) -> None:
    seen: dict[str, set[str]] = {}

    def links_of(address: str) -> set[str]:
        if address not in seen:
            seen[address] = {href for href in LINK.findall(main_of(client, address)) if href.startswith(("/", "?"))}
        return seen[address]

    with override(language):
        ways = [(product.get_absolute_url(), f"/desa/{product.village_id}/") for product in many_goods()]
    prefix = "/en" if language == "en" else ""
    for product, village in ways:
        there = f"{prefix}{village}"
        assert there in links_of(product), product
        further = {f"{there}{href}" for href in links_of(there) if href.startswith("?")}
        back = set().union(links_of(there), *(links_of(page) for page in further))
        assert product in back, f"{product} in two clicks from {there}"
