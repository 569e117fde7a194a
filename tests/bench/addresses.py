"""The same pages at ours and at stock Oscar: one category, one product, one search, one basket of three goods."""

from __future__ import annotations

import re
from dataclasses import dataclass

import psycopg
import requests

from tests.bench import stores
from tests.bench.targets import FLOORS, STOCK, Target

PAGES = ("home", "category", "product", "search", "basket")
FIXED, ROWS = "fixed 10 KB", "20 rows"
WORDS = "madu hutan"
CATEGORY = """
    SELECT shelf.slug, shelf.id FROM catalogue_category shelf
    JOIN catalogue_category below ON starts_with(below.path, shelf.path)
    JOIN catalogue_productcategory put ON put.category_id = below.id
    WHERE shelf.depth = 1 GROUP BY shelf.id ORDER BY count(*) DESC, shelf.id LIMIT 1
"""
PRODUCTS = "SELECT slug, id FROM catalogue_product WHERE structure = 'standalone' AND is_public ORDER BY id LIMIT 3"
STORY = "SELECT url_path FROM wagtailcore_page WHERE url_path LIKE '/%/cerita/%/' AND live ORDER BY id LIMIT 1"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
SECONDS = 120


@dataclass(frozen=True)
class Goods:
    """What is looked at: slug and number of a category and of three products, and the address of a story."""

    category: tuple[str, int]
    products: list[tuple[str, int]]
    story: str


def choose(size: int) -> Goods:
    """Return the largest category, the first products of one size, and the first story."""
    with psycopg.connect(stores.address("ours", size)) as connection:
        category = connection.execute(CATEGORY).fetchone()
        products = connection.execute(PRODUCTS).fetchall()
        story = connection.execute(STORY).fetchone()
    if not category or not story:
        raise LookupError("The kept database is not filled; drop it and start again")
    return Goods(category, products, "/" + story[0].split("/", 2)[2])


def paths(name: str, goods: Goods) -> dict[str, str]:
    """Return the path of each page at the target of that name."""
    (shelf, shelf_id), (product, product_id) = goods.category, goods.products[0]
    words = WORDS.replace(" ", "+")
    if name == FLOORS:
        return {FIXED: "/fixed", ROWS: "/rows"}
    if name != STOCK:
        found = ("/", f"/kategori/{shelf}/", f"/produk/{product}-{product_id}/", f"/cari/?q={words}", "/keranjang/")
    else:
        category = f"/catalogue/category/{shelf}_{shelf_id}/"
        found = ("/catalogue/", category, f"/catalogue/{product}_{product_id}/", f"/search/?q={words}", "/basket/")
    return dict(zip(PAGES, found, strict=True))


def fill_basket(target: Target, goods: Goods) -> None:
    """Put three goods into a basket, as a visitor does, and keep the cookie that leads to it."""
    if target.name == FLOORS:
        return
    known = paths(target.name, goods)
    with requests.Session() as visitor:
        for _slug, number in goods.products:
            page = visitor.get(target.url(known["product"]), timeout=SECONDS)
            token = TOKEN.search(page.text)
            form = {"csrfmiddlewaretoken": token[1] if token else "", "quantity": 1}
            address, browser = target.url(f"{known['basket']}add/{number}/"), {"Origin": target.url("")}
            answer = visitor.post(address, form, headers=browser, timeout=SECONDS)
            answer.raise_for_status()
        target.cookies["basket"] = "; ".join(f"{cookie.name}={cookie.value}" for cookie in visitor.cookies)
