"""How well a search does over all judged queries: asks each, and takes the mean over all and over each kind."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from statistics import fmean

from market.demo.data import rows_of
from tests.judged import Hit, Query, all_queries, precision_at, recall_at

FIRST, ALL = 5, 20
NAME = re.compile(
    r'product-card__name"><a href="[^"]*"[^>]*>([^<]+)<|tale__title"><a href="[^"]*/(cerita|wisata)/([\w-]+)/"'
)
KINDS = {"cerita": "story", "wisata": "place"}
Ask = Callable[[Query], list[Hit]]


@dataclass(frozen=True)
class Figures:
    """Means over some queries."""

    queries: int
    precision: float
    recall: float


def hits_on(page: str) -> list[Hit]:
    """Return what a page of our search shows, in the order in which it is read."""
    return [
        Hit("product", _listed_as(html.unescape(title))) if title else Hit(KINDS[kind], slug)
        for title, kind, slug in NAME.findall(page)
    ]


def _listed_as(shown: str) -> str:
    """Return the name that a product was listed and judged by, of the one that a page shows."""
    name = shown.replace("\N{NO-BREAK SPACE}", " ")
    return _in_english().get(name, name)


@cache
def _in_english() -> dict[str, str]:
    return {row["title_en"]: row["title"] for row in rows_of("english.csv")}


def measure(ask: Ask, *, every: int = 1) -> Mapping[str, Figures]:
    """Return the figures by kind of query; "all" are those of all queries, or of every so many of them."""
    marks: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for query in all_queries()[::every]:
        found = ask(query)
        mark = precision_at(FIRST, found, query.grades), recall_at(ALL, found, query.grades)
        marks["all"].append(mark)
        marks[query.kind.value].append(mark)
    return {
        kind: Figures(len(some), fmean(mark[0] for mark in some), fmean(mark[1] for mark in some))
        for kind, some in marks.items()
    }
