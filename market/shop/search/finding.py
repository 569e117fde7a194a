"""Looks up what was read: all wishes must be met, and the nearer to the title they are, the earlier it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import FloatField, QuerySet
from django.db.models.expressions import RawSQL

from market.shop.search.models import Entry
from market.shop.search.reading import Reading, Term, Wish
from market.shop.search.words import stem

WEIGHTS = {"A": 1.0, "B": 0.6, "C": 0.5, "D": 0.2}
AS_WRITTEN, OPENS_THE_TITLE, SIDE_BY_SIDE, POLITE = 0.05, 0.15, 0.4, 0.1


@dataclass(frozen=True)
class Sum:
    """Terms of one SQL sum, each worth something when a tsquery holds."""

    terms: list[str]
    values: list[Any]

    def worth(self, query: str, value: float) -> None:
        """Add `value` when the words match."""
        self.terms.append("(words @@ %s::tsquery)::int * %s")
        self.values.extend((query, value))

    def best_of(self, choices: list[tuple[str, float]]) -> None:
        """Add the value of the first that matches."""
        cases = " ".join("WHEN words @@ %s::tsquery THEN %s" for _ in choices)
        self.terms.append(f"CASE {cases} ELSE 0 END")
        self.values.extend(part for choice in choices for part in choice)

    def sql(self) -> RawSQL:
        """Return it as an expression."""
        return RawSQL(" + ".join(self.terms) or "0", self.values, output_field=FloatField())  # noqa: S611


def entries_for(reading: Reading, *, wants_all: bool = True) -> QuerySet[Entry]:
    """Return what meets all wishes, or any of them, with its `score`."""
    joint = " & " if wants_all else " | "
    wanted = joint.join(query_of(wish) for wish in reading.wishes)
    found = Entry.objects.extra(where=["words @@ %s::tsquery"], params=[wanted]) if wanted else Entry.objects.all()
    return found.annotate(score=_score(reading).sql())


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
