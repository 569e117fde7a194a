"""The judged queries: what buyers type, what of the small demo fits it, and how well a search found that.

The rules of judgement are in README.md beside this file.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


class Kind(StrEnum):
    """What makes a query hard, or what it asks for."""

    EXACT = "exact"
    NARROW = "narrow"
    BROAD = "broad"
    AFFIX = "affix"
    SYNONYM = "synonym"
    LOCAL = "local"
    USE = "use"
    NOISE = "noise"
    QUESTION = "question"
    MISSPELLING = "misspelling"
    SPELLING = "spelling"
    SHOP = "shop"
    PLACE = "place"
    STORY = "story"
    DESTINATION = "destination"
    ENGLISH = "english"


@dataclass(frozen=True)
class Hit:
    """Something to be found: a product by its title, a story or place by its page's slug (one in both languages)."""

    kind: str
    key: str

    @classmethod
    def read(cls, text: str) -> Hit:
        """Return the hit written as "kind: key"."""
        kind, key = text.split(": ", 1)
        return cls(kind, key)


@dataclass(frozen=True)
class Query:
    """One query; `grades` gives 2 to what is exactly meant, 1 to what fits also, nothing to all the rest."""

    text: str
    language: str
    kind: Kind
    why: str
    grades: dict[Hit, int]


@dataclass(frozen=True)
class Good:
    """A product of the small demo as it was judged; what is not public waits for the operator and is never found."""

    title: str
    shop: str
    village: str
    is_public: bool


def precision_at(cut: int, found: Sequence[Hit], fitting: Collection[Hit]) -> float:
    """Return the part of the first `cut` places that fits; where fewer fit, the part of what can be had.

    Raises:
        ValueError: nothing fits, so nothing can be measured.
    """
    return _good_ones(cut, found, fitting) / min(cut, len(fitting))


def recall_at(cut: int, found: Sequence[Hit], fitting: Collection[Hit]) -> float:
    """Return the part of all that fits that is among the first `cut`.

    Raises:
        ValueError: nothing fits, so nothing can be measured.
    """
    return _good_ones(cut, found, fitting) / len(fitting)


def _good_ones(cut: int, found: Sequence[Hit], fitting: Collection[Hit]) -> int:
    """Count what fits among the first `cut`; what is shown twice takes two places and counts once."""
    if not fitting:
        raise ValueError("nothing fits this query")
    return len(set(found[:cut]) & set(fitting))


@cache
def all_queries() -> tuple[Query, ...]:
    """Return the judged queries in the order of the file."""
    return tuple(_query(row) for row in tomllib.loads((HERE / "queries.toml").read_text())["query"])


@cache
def all_goods() -> tuple[Good, ...]:
    """Return the products that were judged, by title."""
    with (HERE / "goods.csv").open(newline="") as rows:
        return tuple(
            Good(row["title"], row["shop"], row["village"], row["state"] == "public") for row in csv.DictReader(rows)
        )


def _query(row: dict[str, Any]) -> Query:
    exact = [Hit.read(text) for text in row.get("exact", [])]
    also = [Hit.read(text) for text in row.get("also", [])]
    if len({*exact, *also}) != len(exact) + len(also):
        raise ValueError(f"{row['text']}: a hit is listed twice")
    grades = dict.fromkeys(exact, 2) | dict.fromkeys(also, 1)
    return Query(row["text"], row["language"], Kind(row["kind"]), row.get("why", ""), grades)
