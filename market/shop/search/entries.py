"""What an object is found by: its words, weighed by where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from market.shop.search.words import stem, words_of

FILLERS = {"dibuat", "oleh", "di", "dan", "yang", "untuk", "dari", "dengan", "ke", "pada"}
FILLERS |= {"the", "a", "an", "of", "and", "or", "in", "on", "at", "to", "with", "for", "by", "is", "are"}


@dataclass(frozen=True)
class Findable:
    """What somebody can look for. `names` are of maker, shop and place, and keep their form; `shelf` of categories.

    What stands in both languages is found by the words of both on every page.
    """

    kind: str
    title: str
    names: str = ""
    shelf: str = ""
    text: str = ""
    lead: str = ""
    language: str = ""
    title_en: str = ""
    text_en: str = ""

    def places(self) -> list[tuple[str, list[str]]]:
        """Return its words by weight: A title, B names, C shelf and lead, D text."""
        parts = (("A", self.title), ("B", self.names), ("C", f"{self.shelf} {self.lead}"), ("D", self.text))
        english = (("A", self.title_en), ("D", self.text_en))
        return [(weight, words_of(part)) for weight, part in (*parts, *english) if part]

    def vector(self) -> str:
        """Return its words as a tsvector: stems, outside the text `=word` as written, and `^stem` that opens."""
        lexemes: list[str] = []
        position = 0
        for weight, words in self.places():
            for number, word in enumerate(words):
                position = min(position + 1, 16_000)
                if weight == "D" and word in FILLERS:
                    continue
                root = word if weight == "B" else stem(word)
                lexemes.append(f"'{root}':{position}{weight}")
                if weight != "D":
                    lexemes.append(f"'={word}':{position}{weight}")
                if weight == "A" and number == 0:
                    lexemes.append(f"'^{root}':{position}{weight}")
            position += 10  # nothing is said across the end of a part
        return " ".join(lexemes)

    def vocabulary(self) -> dict[str, bool]:
        """Return its words for the spelling, with whether they stand in a title."""
        said: dict[str, bool] = {}
        for weight, words in self.places():
            for word in words:
                if len(word) > 2 and word.isalpha() and word not in FILLERS:
                    said[word] = said.get(word, False) or weight == "A"
        return said


def findable_of(thing: Any) -> Findable | None:
    """Return what an object of any room is found by; None when it is not to be found."""
    says = getattr(thing, "findable", None)
    told = says() if says else None
    return Findable(**told) if told else None
