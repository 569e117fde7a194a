"""The drawings before words: one place for all, each used, and none asked for that is not there."""

from __future__ import annotations

import re

from django.conf import settings

DRAWN = re.compile(r'<path id="([\w-]+)"(?: transform="translate\((\d+)\)")?')
PLACED = re.compile(r"^\.icon-([\w-]+) { --at: (\d+); }$", re.M)
ASKED = re.compile(r"(?<![\w/$-])icon-([a-z][a-z-]*)")
USED = r"""icon-{0}\b(?!-)|["'`]{0}["'`]|%\}}{0}\{{%"""
STATIC, TEMPLATES = settings.ROOT / "static", settings.ROOT / "market" / "templates"


def test_each_name_stands_where_its_drawing_is() -> None:
    drawn = [(name, int(at or 0) // 24) for name, at in DRAWN.findall((STATIC / "img" / "icons.svg").read_text())]
    placed = [(name, int(at)) for name, at in PLACED.findall((STATIC / "css" / "icons.css").read_text())]

    assert drawn == placed
    assert [at for _, at in drawn] == [*range(len(drawn))]
    assert len(drawn) > 30


def test_none_is_asked_for_that_is_not_there_and_each_is_used() -> None:
    names = {name for name, _ in PLACED.findall((STATIC / "css" / "icons.css").read_text())}
    pages = [*(STATIC / "js" / "workshop").glob("*.js"), *TEMPLATES.glob("sellers/**/*.html")]
    pages += [*TEMPLATES.glob("cms/contributed/*.html"), *TEMPLATES.glob("components/*.html")]
    pages += [TEMPLATES / "layouts" / "workshop.html", settings.ROOT / "sellers" / "templatetags" / "order_words.py"]
    texts = [page.read_text() for page in pages]

    asked = {name.rstrip("-") for text in texts for name in ASKED.findall(text)}
    used = {name for name in names for text in texts if re.search(USED.format(name), text)}

    assert asked - names == set()
    assert names - used == set()
