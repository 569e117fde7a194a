"""The unseen queries: 30 more, written from the goods alone, measured and never tuned for."""

from __future__ import annotations

import tomllib
from fnmatch import fnmatchcase

from tests.judged import HERE, Good, Hit, Kind, Query, all_goods


def unseen_queries() -> list[Query]:
    """Return them; only products were judged, so only products are to be compared."""
    rows = tomllib.loads((HERE / "unseen.toml").read_text())["query"]
    return [
        Query(row["text"], row["language"], Kind(row["kind"]), "", dict.fromkeys(_fitting(row["fits"]), 2))
        for row in rows
    ]


def _fitting(patterns: list[str]) -> list[Hit]:
    return [
        Hit("product", good.title)
        for good in all_goods()
        if good.is_public and any(_fits(good, pattern) for pattern in patterns)
    ]


def _fits(good: Good, pattern: str) -> bool:
    kind, _, name = pattern.rpartition(": ")
    said = {"shop": good.shop, "village": good.village}.get(kind, good.title)
    return fnmatchcase(said, name)
