"""Addresses of one kind, from a frame that Django's `reverse` wrote once: it tries all patterns anew each time."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language

MARKS = {"pk": 987_654_321, "code": "98.76.54.3210"}
MARK = "a-mark-{}"


def link(name: str, /, **words: object) -> str:
    """Return the address of a name with these words in it, in the language of the page."""
    frame = _frame(get_language(), get_script_prefix(), name, tuple(words))
    return frame.format(**{word: quote(str(value)) for word, value in words.items()})


@lru_cache(maxsize=200)
def _frame(language: str | None, prefix: str, name: str, words: tuple[str, ...]) -> str:
    marks = {word: MARKS.get(word, MARK.format(word.replace("_", "-"))) for word in words}
    frame = reverse(name, kwargs=marks).replace("{", "{{").replace("}", "}}")
    for word, mark in marks.items():
        frame = frame.replace(str(mark), f"{{{word}}}")
    return frame
