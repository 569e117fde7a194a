"""Looks up what was read: all wishes must be met, and the nearer to the title they are, the earlier it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from market.shop.search.models import Entry
from market.shop.search.reading import Reading, Term, Wish
from market.shop.search.words import stem

WEIGHTS = {"A": 1.0, "B": 0.6, "C": 0.5, "D": 0.2}
AS_WRITTEN, OPENS_THE_TITLE, SIDE_BY_SIDE, POLITE = 0.05, 0.15, 0.4, 0.1
WHOLE = 1000
"""What 1.0 is in SQL, which adds whole numbers faster than fractions."""

GOODS = """
SELECT object_id, score FROM (
    SELECT object_id, {score} AS score FROM "search_entry" WHERE kind = 'product' {wanted}
    ORDER BY score DESC, object_id OFFSET 0
) found
WHERE EXISTS (SELECT FROM "catalogue_listed" WHERE product_id = object_id AND {listed})
ORDER BY score DESC, object_id LIMIT %s OFFSET %s
"""
"""Sorted first, so that no more of them are looked up in the listing than the page shows."""

TALES = """
SELECT kind, object_id, title, lead, score FROM (
    SELECT kind, object_id, title, lead, {score} AS score FROM "search_entry"
    WHERE kind = ANY(%s) AND language = %s {wanted} OFFSET 0
) found
WHERE score >= %s ORDER BY score DESC, object_id LIMIT %s
"""


@dataclass(frozen=True)
class Sum:
    """Terms of one SQL sum, each worth something when a tsquery holds."""

    terms: list[str]
    values: list[Any]

    def worth(self, query: str, value: float) -> None:
        """Add `value` when the words match."""
        self.terms.append("(words @@ %s::tsquery)::int * %s")
        self.values.extend((query, round(value * WHOLE)))

    def best_of(self, choices: list[tuple[str, float]]) -> None:
        """Add the value of the first that matches."""
        cases = " ".join("WHEN words @@ %s::tsquery THEN %s" for _ in choices)
        self.terms.append(f"CASE {cases} ELSE 0 END")
        self.values.extend(part for query, value in choices for part in (query, round(value * WHOLE)))

    @property
    def sql(self) -> str:
        return " + ".join(self.terms) or "0"


def entries_for(reading: Reading) -> QuerySet[Entry]:
    """Return what meets all wishes."""
    wanted = _wanted(reading, wants_all=True)
    return Entry.objects.extra(where=["words @@ %s::tsquery"], params=[wanted]) if wanted else Entry.objects.all()


def goods_for(
    reading: Reading, listed: tuple[str, list[Any]], *, wants_all: bool, most: int, start: int
) -> list[tuple[int, int]]:
    """Return number and worth of goods that meet all wishes, or any of them, the best first.

    `listed` is what their rows in the listing must fulfil, as SQL with its values.
    """
    terms, values = listed
    return _found(GOODS, reading, wants_all, (), (*values, most, start), listed=terms)


def tales_for(
    reading: Reading, kinds: list[str], language: str, *, wants_all: bool, at_least: float, most: int
) -> list[tuple[str, int, str, str, int]]:
    """Return kind, number, title, lead and worth of pages that are worth so much, the best first."""
    return _found(TALES, reading, wants_all, (kinds, language), (round(at_least * WHOLE), most))


def _found(
    sql: str, reading: Reading, wants_all: bool, before: tuple[Any, ...], after: tuple[Any, ...], **terms: str
) -> list[Any]:
    score, wanted = _score(reading), _wanted(reading, wants_all=wants_all)
    whole = sql.format(score=score.sql, wanted="AND words @@ %s::tsquery" if wanted else "", **terms)
    with connection.cursor() as cursor:
        cursor.execute(whole, [*score.values, *before, *([wanted] if wanted else []), *after])
        return list(cursor.fetchall())


def _wanted(reading: Reading, *, wants_all: bool) -> str:
    """Return all wishes, or any of them, as a tsquery; empty where there are none."""
    return (" & " if wants_all else " | ").join(query_of(wish) for wish in reading.wishes)


def query_of(wish: Wish, where: str = "") -> str:
    """Return a wish as a tsquery, in certain places only when `where` names them."""
    return "(" + " | ".join(_term(term, where) for term in wish.ways) + ")"


def _score(reading: Reading) -> Sum:
    total = Sum([], [])
    for wish in reading.wishes:
        total.best_of(_nearest_first(wish))
        total.worth(_as_written(wish.written), AS_WRITTEN)
        total.worth(" | ".join(f"'^{stem(term[0])}'" for term in wish.ways), OPENS_THE_TITLE)
    for wish in reading.polite:
        total.worth(query_of(wish, "AB"), POLITE)
    for one, other in zip(reading.wishes, reading.wishes[1:], strict=False):
        total.worth(f"{_term(one.written, 'AB')} <-> {_term(other.written, 'AB')}", SIDE_BY_SIDE)
    return total


def _nearest_first(wish: Wish) -> list[tuple[str, float]]:
    """Return where a wish may be met, worth most first."""
    sure = sorted(set(wish.ways.values()), reverse=True)
    choices = []
    for value in sure:
        terms = [term for term, surety in wish.ways.items() if surety == value]
        for place, weight in WEIGHTS.items():
            choices.append((" | ".join(_term(term, place) for term in terms), weight * value))
    return sorted(choices, key=lambda choice: -choice[1])


def _term(term: Term, where: str = "") -> str:
    """Return words that stand beside each other as a tsquery; each may be its root or, in names, itself."""
    label = f":{where}" if where else ""
    return "(" + " <-> ".join(_word(word, label) for word in term) + ")"


def _word(word: str, label: str) -> str:
    root = stem(word)
    return f"'{root}'{label}" if root == word else f"('{root}'{label} | '{word}'{label})"


def _as_written(term: Term) -> str:
    return " <-> ".join(f"'={word}':A" for word in term)
