"""What somebody means by the words typed: what must be found, what is only polite, and whether tales are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from market.prepared import rows_of
from market.shop.search.models import Synonym
from market.shop.search.spelling import Spelling
from market.shop.search.words import stem, words_of

Term = tuple[str, ...]
"""Words that stand beside each other."""

Row = tuple[str, str, str]
"""What staff wrote: what is typed, what then, what it finds."""

CUSTOMS = 'SELECT "typed", "effect", "finds" FROM "search_synonym" ORDER BY "typed", "id"'
WRITTEN, MEANT, GUESSED = 1.0, 0.8, 0.75
MOST_WORDS = 12


@dataclass(frozen=True)
class Wish:
    """One thing asked for, in all the ways it may be called, each with how sure we are of it."""

    ways: dict[Term, float]

    @property
    def written(self) -> Term:
        """As it was typed."""
        return next(iter(self.ways))


@dataclass
class Reading:
    """What is looked for: every wish must be met; `polite` words are only worth something."""

    wishes: list[Wish] = field(default_factory=list)
    polite: list[Wish] = field(default_factory=list)
    asks_for: set[str] = field(default_factory=set)
    corrected: str = ""
    is_general: bool = False
    """Whether all words were polite: oleh-oleh, murah."""


@dataclass
class Customs:
    """The padanan kata of staff, ready to be looked up."""

    effects: dict[Term, set[str]] = field(default_factory=dict)
    ways: dict[Term, list[Term]] = field(default_factory=dict)
    read: dict[str, list[str]] = field(default_factory=dict)
    said: set[str] = field(default_factory=set)
    longest: int = 1

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Customs:
        """Return them by the stems of what is typed."""
        customs = cls()
        for typed_ones, effect, finds_ones in rows:
            finds = [tuple(words_of(text)) for text in finds_ones.split(",")]
            for typed in typed_ones.split(","):
                customs._add(tuple(words_of(typed)), effect, [words for words in finds if words])
        return customs

    def _add(self, typed: Term, effect: str, finds: list[Term]) -> None:
        if not typed:
            return
        if effect == Synonym.Effect.READ and len(typed) == 1:
            self.read[typed[0]] = [word for words in finds for word in words]
            return
        key = stems_of(typed)
        self.longest = max(self.longest, len(key))
        self.said.update(typed)
        if effect in (Synonym.Effect.ALSO, Synonym.Effect.SAME):
            self.ways.setdefault(key, []).extend(words for words in finds if words != typed)
        else:
            self.effects.setdefault(key, set()).add(effect)

    def know(self, words: Term) -> bool:
        """Say whether staff have said something of these words."""
        key = stems_of(words)
        return key in self.ways or key in self.effects

    def pieces(self, words: list[str]) -> Iterator[Term]:
        """Cut the words into what has a custom of its own, the longest first, and single words."""
        at = 0
        while at < len(words):
            for length in range(min(self.longest, len(words) - at), 0, -1):
                piece = tuple(words[at : at + length])
                if length == 1 or self.know(piece):
                    yield piece
                    at += length
                    break


def stems_of(words: Iterable[str]) -> Term:
    """Return the roots of some words."""
    return tuple(stem(word) for word in words)


@lru_cache(maxsize=4)
def customs_of(rows: tuple[Row, ...]) -> Customs:
    """Return the customs that staff wrote so; they are read anew at every search, and understood once."""
    return Customs.of(rows)


def read(typed: str) -> Reading:
    """Return what somebody means; asks the database for the customs and for the words that it knows."""
    customs = customs_of(tuple(rows_of(CUSTOMS, [])))
    words = [word for said in words_of(typed)[:MOST_WORDS] for word in customs.read.get(said, [said])]
    spelling = Spelling.of([word for word in words if word not in customs.said and not customs.know((word,))])
    spelt = [word for said in words for word in spelling.split(said)]
    reading = Reading(corrected=spelling.corrected(words))
    for piece in customs.pieces(spelt):
        _understand(piece, customs, spelling, reading)
    if not reading.wishes and not reading.asks_for:
        reading.wishes, reading.polite, reading.is_general = reading.polite, [], True
    return reading


def _understand(piece: Term, customs: Customs, spelling: Spelling, reading: Reading) -> None:
    effects = customs.effects.get(stems_of(piece), set())
    if kinds := effects & {Synonym.Effect.STORIES, Synonym.Effect.PLACES}:
        reading.asks_for |= kinds
        return
    ways: dict[Term, float] = {piece: WRITTEN}
    if len(piece) == 1:
        for guess in spelling.guesses(piece[0]):
            ways.setdefault((guess,), GUESSED)
            _mean(ways, (guess,), customs)
    _mean(ways, piece, customs)
    wish = Wish(ways)
    (reading.polite if Synonym.Effect.IGNORE in effects else reading.wishes).append(wish)


def _mean(ways: dict[Term, float], words: Term, customs: Customs) -> None:
    for meant in customs.ways.get(stems_of(words), ()):
        ways.setdefault(meant, MEANT)
