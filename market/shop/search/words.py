"""How words are read, the same for what is indexed and for what is typed: small letters, stems, doubled words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from Sastrawi.Dictionary.ArrayDictionary import ArrayDictionary
from Sastrawi.Stemmer.Stemmer import Stemmer
from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

KEPT = frozenset({"seraung", "telawang", "toples"})
"""Words that the stemmer would take for other words."""

DOUBLED = {"oleh": "oleh-oleh", "laba": "laba-laba", "mata": "mata-mata", "kura": "kura-kura"}
"""Words that mean something else when said twice; every other doubled word means its single one."""

UNITS = {"gram": "g", "gr": "g", "grm": "g", "kilo": "kg", "kilogram": "kg", "mililiter": "ml", "liter": "l"}
LONGEST_WORD = 40
WORD = re.compile(r"[^\W\d_]+(?:2(?!\d))?|\d+")
TIMES = re.compile(r"(?<=\d)\s*x\s*(?=\d)")


def words_of(text: str) -> list[str]:
    """Return the words of a text in their order, each as it is looked up."""
    found = [_unit(word) for word in WORD.findall(TIMES.sub(" ", _plain(text)))]
    return _doubled(found)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the root of a word as it is indexed: "menganyam" and "anyaman" are "anyam", "beans" is "bean"."""
    if word in KEPT or "-" in word or word.isdigit():
        return word
    root = _stemmer().stem(word)
    if root == word and len(word) > 3 and re.search(r"[^sui]s$", word) and not _roots().contains(word):
        return word.removesuffix("s")
    return root or word


@lru_cache(maxsize=1)
def _roots() -> ArrayDictionary:
    return ArrayDictionary(StemmerFactory().get_words())


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer:
    return Stemmer(_roots())


def _plain(text: str) -> str:
    """Return it in small letters, without accents and apostrophes."""
    letters = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter) and letter not in "'’`")


def _unit(word: str) -> str:
    return UNITS.get(word, word)[:LONGEST_WORD]


def _doubled(words: list[str]) -> list[str]:
    """Join what is said twice, also as "oleh2"."""
    read: list[str] = []
    for word in words:
        single = word.removesuffix("2") if word[:1].isalpha() else word
        is_said_twice = single != word or bool(read and single.isalpha() and single in (read[-1], f"{read[-1]}an"))
        if not is_said_twice:
            read.append(single)
            continue
        if single == word:
            single = read.pop()
        read.append(DOUBLED.get(single, single))
    return read
