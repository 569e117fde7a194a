"""How much of what the installed packages say to staff has Indonesian: `python -m tests.indonesian` counts it."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import django
import polib
from django.conf import settings
from django.utils.translation import trans_real
from django.utils.translation.template import templatize

from tests.same_in_indonesian import SAME


class Sentence(NamedTuple):
    """What a package says: the English, its context, and whether it is a script that says it."""

    english: str
    context: str = ""
    in_script: bool = False


DJANGO = [
    *(
        f"contrib/{name}"
        for name in ("auth", "contenttypes", "flatpages", "humanize", "messages", "postgres", "sites")
    ),
    *("core", "db", "forms", "template", "utils", "views"),
]
ALLAUTH = ["account", "core", "mfa", "templates/account", "templates/allauth", "templates/mfa"]
SPEAKERS: dict[str, tuple[str, list[str]]] = {
    "Wagtail": ("wagtail", [""]),
    "wagtail-localize": ("wagtail_localize", [""]),
    "Oscar": ("oscar", [""]),
    "Django": ("django", DJANGO),
    "allauth": ("allauth", ALLAUTH),
    **{name: (name, [""]) for name in ("taggit", "treebeard", "modelsearch", "phonenumber_field", "django_filters")},
}
"""Each package by its name, and the rooms of it that staff meet."""

NOT_SAID = {"migrations", "management", "test", "tests", "sandbox", "static", "rest_framework", "jinja2"}
QUOTED = r"""(?:u?(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")\s*)+"""
MARKED = re.compile(rf"(?<![\w\"'])(n?p?gettext|_)(?:_lazy|_noop)?\(\s*({QUOTED})(?:,\s*({QUOTED}))?")
COMMENT = re.compile(r"^ *#.*$", re.M)
FILLED_IN = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w*\}|<[^>]+>|&\w+;")


@cache
def said_by(name: str) -> set[Sentence]:
    """Return what a package says to people."""
    package, rooms = SPEAKERS[name]
    home = Path(str(find_spec(package).submodule_search_locations[0]))
    found: set[Sentence] = set()
    for room in rooms:
        for path in (home / room).rglob("*"):
            if path.suffix in {".py", ".html", ".txt", ".po"} and _is_said(path.relative_to(home.parent)):
                found.update(_sentences(path))
    return found


def _is_said(path: Path) -> bool:
    room = path.parts[:3]
    is_left_out = room[:2] == ("wagtail", "contrib") and ".".join(room) not in settings.INSTALLED_APPS
    return not is_left_out and NOT_SAID.isdisjoint(path.parts)


def _sentences(path: Path) -> Iterator[Sentence]:
    if path.suffix == ".po":
        if path.name == "djangojs.po" and "en" in path.parts:
            yield from (Sentence(entry.msgid, entry.msgctxt or "", True) for entry in polib.pofile(str(path)))
    elif path.suffix == ".py" or "templates" in path.parts:
        source = path.read_text()
        if "i18n" in source or "gettext" in source:
            yield from _marked(COMMENT.sub("", source) if path.suffix == ".py" else templatize(source))


def _marked(code: str) -> Iterator[Sentence]:
    for keyword, first, second in MARKED.findall(code):
        words = [ast.literal_eval(f"({word})") for word in (first, second) if word]
        if words[0]:
            yield Sentence(words[1], words[0]) if "pgettext" in keyword else Sentence(words[0])


def gaps(sentences: set[Sentence]) -> list[Sentence]:
    """Return those that an office in Indonesian would say in English."""
    scripts = trans_real.DjangoTranslation("id", domain="djangojs")
    speech = trans_real.translation("id")
    return sorted(one for one in sentences if not _is_known(one, scripts if one.in_script else speech))


def _is_known(sentence: Sentence, catalogue: trans_real.DjangoTranslation | None) -> bool:
    key = f"{sentence.context}\x04{sentence.english}" if sentence.context else sentence.english
    while catalogue is not None:
        said = catalogue._catalog.get(key) or catalogue._catalog.get((key, 0))
        if said:
            return said != sentence.english or sentence.english in SAME or not _has_words(sentence.english)
        catalogue = catalogue._fallback
    return False


def _has_words(english: str) -> bool:
    return bool(re.search(r"[A-Za-z]", FILLED_IN.sub("", english)))


def count() -> tuple[str, list[str]]:
    """Return what was counted in one sentence, and what has no Indonesian."""
    said = {name: said_by(name) for name in SPEAKERS}
    missing = [f"{name}: {one.english!r}" for name in SPEAKERS for one in gaps(said[name])]
    counted = ", ".join(f"{len(sentences)} of {name}" for name, sentences in said.items())
    return f"Said to staff: {counted}; {len(missing)} without Indonesian.", missing


if __name__ == "__main__":
    django.setup()
    sentence, missing = count()
    print(sentence, *missing, sep="\n  ")  # noqa: T201
    sys.exit(bool(missing))
