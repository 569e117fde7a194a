"""Mistyped words: compared with the words that things are found by, when nothing at all is called so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q
from django.db.models.functions import Length
from rapidfuzz.distance import OSA, JaroWinkler

from market.prepared import rows_of
from market.shop.search.models import Word
from market.shop.search.words import stem

OLD = (("oe", "u"), ("tj", "c"), ("dj", "j"), ("nj", "ny"), ("sj", "sy"))
"""As it was spelt before 1972."""

KNOWN = 'SELECT "word", "stem" FROM "search_word" WHERE "word" = ANY(%s) OR "stem" = ANY(%s)'
SHORTEST = 4
MOST_GUESSES = 3
SHORTEST_PART = 3


@dataclass
class Spelling:
    """What the vocabulary knows of some typed words."""

    known: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    meant: dict[str, list[str]] = field(default_factory=dict)
    parts: dict[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, typed: Iterable[str]) -> Spelling:
        """Return what is known of the words; asks once, and once more when something is unknown."""
        asked = {word for word in typed if word.isalpha()}
        stems = {stem(word): word for word in asked}
        rows = rows_of(KNOWN, [list(asked), list(stems)]) if asked else []
        seen = {text for row in rows for text in row}
        spelling = cls(known={word for word in asked if word in seen or stem(word) in seen})
        unknown = [word for word in asked - spelling.known if len(word) >= SHORTEST]
        if unknown:
            spelling._guess(unknown)
        return spelling

    def _guess(self, unknown: list[str]) -> None:
        near = Q(letters__lte=max(map(len, unknown)) + 2)
        rows = Word.objects.annotate(letters=Length("word")).filter(near | _any_begins_with(unknown))
        vocabulary = dict(rows.values_list("word", "is_title"))
        for word in unknown:
            begun = sorted((other for other in vocabulary if other.startswith(word)), key=len)
            old = _modern(word)
            if old in vocabulary:
                self.meant[word] = [old]
            elif pair := _two_words(word, vocabulary):
                self.parts[word] = pair
            elif begun:
                self.meant[word] = begun[:MOST_GUESSES]
            else:
                self.meant[word] = nearest(word, vocabulary)

    def guesses(self, word: str) -> list[str]:
        """Return what an unknown word may mean, the likeliest first."""
        return self.meant.get(word, [])

    def split(self, word: str) -> tuple[str, ...]:
        """Return the two words that were typed as one."""
        return self.parts.get(word, (word,))

    def corrected(self, words: list[str]) -> str:
        """Return the words as they were probably meant; empty when all are known."""
        read = [" ".join(self.parts.get(word) or (self.meant.get(word) or [word])[:1]) for word in words]
        return " ".join(read) if read != words else ""


def nearest(word: str, vocabulary: dict[str, bool]) -> list[str]:
    """Return the known words with the fewest wrong letters, those of titles first; none when all are far off."""
    most = 1 if len(word) < 6 else 2
    found = []
    for other, is_title in vocabulary.items():
        wrong = OSA.distance(word, other, score_cutoff=most)
        if wrong <= most and len(other) >= SHORTEST - 1:
            found.append((wrong, not is_title, -JaroWinkler.similarity(word, other), other))
    found.sort()
    best = [other for wrong, _far, _like, other in found if wrong == found[0][0]]
    return best[:1] if found and not found[0][1] else best[:MOST_GUESSES]


def _modern(word: str) -> str:
    for old, new in OLD:
        word = word.replace(old, new)
    return word


def _two_words(word: str, vocabulary: dict[str, bool]) -> tuple[str, str] | None:
    cuts = range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
    pairs = [(word[:cut], word[cut:]) for cut in cuts if word[:cut] in vocabulary and word[cut:] in vocabulary]
    return max(pairs, key=lambda pair: sum(vocabulary[part] for part in pair), default=None)


def _any_begins_with(words: list[str]) -> Q:
    asked = Q(pk__in=())
    for word in words:
        asked |= Q(word__startswith=word)
    return asked
