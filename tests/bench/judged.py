"""The part "search": how well our search and stock Oscar's find what the judged queries expect, on the small demo."""

from __future__ import annotations

from collections.abc import Mapping

import psycopg
import requests

from tests.bench.options import Options
from tests.journeys.site import LiveSite, running_site
from tests.judged import Hit, Query
from tests.judged.measuring import ALL, Figures, hits_on
from tests.judged.measuring import measure as measure_search

# What `tests.bench.stock.search` asks, over the same goods.
STOCK = """
    SELECT title FROM catalogue_product, websearch_to_tsquery('simple', %(words)s) AS wanted
    WHERE is_public AND structure IN ('standalone', 'parent')
    AND to_tsvector('simple', title || ' ' || description) @@ wanted
    ORDER BY ts_rank(to_tsvector('simple', title || ' ' || description), wanted) DESC, id DESC LIMIT %(most)s
"""
HEAD = """| queries | | precision@5 | stock Oscar's | recall@20 | stock Oscar's |
|---|---|---|---|---|---|
"""


def measure(options: Options) -> str:
    """Return precision@5 and recall@20 over the judged queries, by kind, beside stock Oscar's."""
    with running_site() as site, psycopg.connect(site.database_url) as connection:
        ours = measure_search(lambda query: _ours(site, query))
        stock = measure_search(lambda query: _stock(connection, query))
    return HEAD + "\n".join(_row(kind, ours, stock) for kind in ours)


def _ours(site: LiveSite, query: Query) -> list[Hit]:
    path = "/en/cari/" if query.language == "en" else "/cari/"
    return hits_on(requests.get(site.address(path), params={"q": query.text}, timeout=60).text)


def _stock(connection: psycopg.Connection, query: Query) -> list[Hit]:
    rows = connection.execute(STOCK, {"words": query.text, "most": ALL}).fetchall()
    return [Hit("product", title) for (title,) in rows]


def _row(kind: str, ours: Mapping[str, Figures], stock: Mapping[str, Figures]) -> str:
    mine, theirs = ours[kind], stock[kind]
    figures = (mine.precision, theirs.precision, mine.recall, theirs.recall)
    return f"| {kind} | {mine.queries} | " + " | ".join(f"{figure:.2f}" for figure in figures) + " |"
