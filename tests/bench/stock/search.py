"""A thin Haystack backend in the database, since Haystack's "simple" one shows an empty shop and Whoosh is far slower.

It knows what Oscar's listings and its search ask for: public whole products, a category, words, an order. The words
are looked up in a GIN index (see `tests.bench.stock.fill`). It counts no facets, which flatters Oscar.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVectorField
from django.db.models import Exists, F, Func, OuterRef, QuerySet
from haystack.backends import BaseEngine, BaseSearchBackend, BaseSearchQuery
from haystack.models import SearchResult
from oscar.core.loading import get_model

ORDERS = {"date_created": "date_created", "rating": "rating", "title_exact": "title", "price": "stockrecords__price"}
Asked = list[tuple[str, Any]]


class Words(Func):
    """The very expression of the index, without parameters, so that PostgreSQL uses it."""

    template = "to_tsvector('simple', %(expressions)s)"
    arg_joiner = " || ' ' || "
    output_field = SearchVectorField()


class DatabaseBackend(BaseSearchBackend):
    def search(
        self,
        query: Asked,
        *,
        start_offset: int = 0,
        end_offset: int | None = None,
        sort_by: Iterable[str] = (),
        result_class: type = SearchResult,
        **rest: Any,
    ) -> dict[str, Any]:
        found = products_for(query)
        order = [("-" if name.startswith("-") else "") + ORDERS[name.lstrip("-")] for name in sort_by]
        keys = in_order(found, order).values_list("pk", flat=True)[start_offset:end_offset]
        results = [result_class("catalogue", "product", str(key), 0) for key in keys]
        return {"results": results, "hits": found.count()}


class DatabaseQuery(BaseSearchQuery):
    def build_query(self) -> Asked:  # type: ignore[override]
        """Return what was asked as pairs of field and value; all of them must hold."""
        return list(_pairs(self.query_filter.children))


class DatabaseEngine(BaseEngine):
    backend = DatabaseBackend
    query = DatabaseQuery


def _pairs(children: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    for child in children:
        if isinstance(child, tuple):
            yield child[0].split("__")[0], child[1]
        else:
            yield from _pairs(child.children)


def products_for(asked: Asked) -> QuerySet:
    """Return the whole public products for which everything asked holds."""
    products = get_model("catalogue", "Product").objects.filter(is_public=True, structure__in=["standalone", "parent"])
    for field, value in asked:
        if field == "category":
            shelves = get_model("catalogue", "ProductCategory").objects.filter(category__in=value)
            products = products.filter(Exists(shelves.filter(product=OuterRef("pk"))))
        elif field == "content":
            words = SearchQuery(str(value), config="simple", search_type="websearch")
            products = products.alias(words=Words(F("title"), F("description"))).filter(words=words)
            products = products.alias(rank=SearchRank(F("words"), words))
    return products


def in_order(products: QuerySet, order: list[str]) -> QuerySet:
    """Return them as asked, else the best match first, else the newest first."""
    if not order and "rank" in products.query.annotations:
        order = ["-rank"]
    return products.order_by(*(order or ["-date_created"]), "-pk")
