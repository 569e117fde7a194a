"""What changes in the shop shows in each block of a story at the next request, with the page cache and without."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from catalogue.models import Product
from cms.models import StoryPage
from market.pagecache.shelf import SHELF
from sellers.models import Producer
from tests.cms.conftest import page_text
from tests.cms.samples import Things, make_things
from tests.market.pagecache.conftest import begin_anew, kept  # noqa: F401  (a fixture)
from tests.market.shop.goods import make_product

GOODS = ("product", "products", "of village", "of maker", "of category")
MARK = re.compile(r"<p>== ([a-z ]+) ==</p>")
OLD, NEW, OTHER = "Amplang lama", "Amplang baru", "Madu lain"


@pytest.fixture
def things(home: Any) -> Things:
    made = make_things()
    Product.objects.filter(pk=made.product.pk).update(title=OLD)
    made.product.refresh_from_db()
    make_product(made.product.seller, title=OTHER)  # what stays, so that blocks which find it do not step aside
    return made


@pytest.fixture
def story(tell: Callable[..., StoryPage], things: Things) -> StoryPage:
    """Return a story that shows the product in each way, with marks between."""
    call = {"title": "Mau?", "label": "Beli", "product": things.product}
    blocks = {
        "product": ("product", things.product),
        "products": ("products", [things.product]),
        "of village": ("goods", {"village": things.village}),
        "of maker": ("goods", {"maker": things.maker}),
        "of category": ("goods", {"category": things.category}),
        "in stock": ("goods", {"maker": things.maker, "only_in_stock": True}),
        "maker": ("maker", things.maker),
        "village": ("village", things.village),
        "call": ("call", call),
    }
    marked = [part for name, block in blocks.items() for part in (("text", f"== {name} =="), block)]
    return tell(body=[*marked, ("text", "== end ==")])


@pytest.fixture(params=["cache off", "cache on"])
def read(request: pytest.FixtureRequest, story: StoryPage, client: Client) -> Callable[[], dict[str, str]]:
    """Return how the story is read: the page of this moment, by the names of its blocks."""
    is_kept = request.param == "cache on"
    if is_kept:
        request.getfixturevalue("kept")

    def blocks() -> dict[str, str]:
        begin_anew()
        _before, *pieces = MARK.split(page_text(client, story.url))
        return dict(zip(pieces[::2], pieces[1::2], strict=True))

    first = blocks()
    assert all(OLD in first[name] for name in (*GOODS, "in stock")), "it shows it to begin with"
    assert (blocks(), bool(len(SHELF))) == (first, is_kept)
    return blocks


def change(things: Things, **fields: Any) -> None:
    Product.objects.filter(pk=things.product.pk).update(**fields)


def test_sold_out(things: Things, read: Callable[[], dict[str, str]]) -> None:
    things.product.stockrecords.update(num_in_stock=0)
    now = read()
    for name in (*GOODS, "call"):
        assert "badge--out" in now[name], name
    assert OLD not in now["in stock"]


def test_reserved_by_orders(things: Things, read: Callable[[], dict[str, str]]) -> None:
    stock = things.product.stockrecords.get()
    things.product.stockrecords.update(num_allocated=stock.num_in_stock)
    assert all("badge--out" in read()[name] for name in (*GOODS, "call"))


def test_renamed(things: Things, read: Callable[[], dict[str, str]]) -> None:
    change(things, title=NEW)
    now = read()
    for name in (*GOODS, "in stock"):
        assert NEW in now[name], name
        assert OLD not in now[name], name


def test_repriced(things: Things, read: Callable[[], dict[str, str]]) -> None:
    things.product.stockrecords.update(price=31_500)
    now = read()
    for name in (*GOODS, "in stock"):
        assert "Rp31.500" in now[name], name


GONE: dict[str, Callable[[Things], Any]] = {
    "unpublished": lambda things: change(things, is_public=False),
    "deleted": lambda things: things.product.delete(),
}


@pytest.mark.parametrize("way", GONE)
def test_gone(things: Things, read: Callable[[], dict[str, str]], way: str) -> None:
    GONE[way](things)
    now = read()
    assert not [name for name, text in now.items() if OLD in text]
    assert "2 produk" not in now["village"]
    assert "1 produk" in now["village"]
    assert "story-product" not in now["product"]
    assert "<a " not in now["call"]


def test_shop_closed(things: Things, read: Callable[[], dict[str, str]]) -> None:
    type(things.product.seller).objects.filter(pk=things.product.seller_id).update(is_open=False)
    now = read()
    for name in (*GOODS, "in stock", "maker", "call"):
        assert "<a " not in now[name], name
    assert "Kenali desanya" in now["village"]


def test_maker_renamed(things: Things, read: Callable[[], dict[str, str]]) -> None:
    Producer.objects.filter(pk=things.maker.pk).update(name="Bu Ros Muda")
    assert "Bu Ros Muda" in read()["maker"]


def test_shop_renamed(things: Things, read: Callable[[], dict[str, str]]) -> None:
    type(things.product.seller).objects.filter(pk=things.product.seller_id).update(name="Dapur Baru")
    assert "Dapur Baru" in read()["maker"]
