"""A page as a frame: rendered once for each of its shapes with marks where words stand, and then only filled in.

A view says three kinds of things of a page:

- its *shape*: flags, numbers and codes that decide what it looks like, variables as everywhere;
- its *words*, which are only written: filters, `if` and `url` see a mark in their place, so they are made before.
  A list of tuples of words can be looped over, and its length is part of the shape;
- all else, which is known only in `{% fresh %}…{% endfresh %}`: rendered for each page, as templates always are.

The template stays what it is: whoever is signed in gets it rendered without a frame, from the same words.
"""

from __future__ import annotations

import re
from contextvars import ContextVar
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from django.conf import settings
from django.template import Context
from django.template.response import TemplateResponse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from catalogue.templatetags.storefront import address_in
from market.pagecache.public import is_public

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest
    from django.template.base import NodeList, Template

MARK = re.compile("\ue000([a-z0-9_]+)\ue001")
MOST_SHAPES = 256
"""Of one page; beyond them the oldest goes, as something is in its shape that is none."""

fresh_parts: ContextVar[dict[str, NodeList] | None] = ContextVar("fresh_parts", default=None)
"""Where parts that are rendered each time are kept while a frame is made; none otherwise."""


@dataclass(frozen=True)
class Frame:
    """A text with places for its words by name, and the parts of it that are rendered each time."""

    text: str
    fresh: dict[str, NodeList]


class Anybody:
    """The request of a frame: what a public page says of it are marks."""

    is_public = True

    def __init__(self, *, saves_data: bool) -> None:
        self.saves_data = saves_data

    def get_full_path(self) -> str:
        """Return where the address stands."""
        return mark("path")

    def build_absolute_uri(self, location: str) -> str:
        """Return where the whole address stands."""
        return mark("origin") + location


class FramedResponse(TemplateResponse):
    """A page whose context has `shape` and `words`."""

    @property
    def rendered_content(self) -> str:
        """Return the page, from its frame where it is the same for everybody."""
        request, said = self._request, self.context_data or {}
        shape, words = said["shape"], said["words"]
        if not is_public(request):
            self.context_data = {**said, **shape, **words}
            return super().rendered_content
        page: Template = self.resolve_template(self.template_name).template
        asked = {**words, **_words_of(request)}
        frame = _frame_of(page, {**shape, "saves_data": request.saves_data}, asked)
        written = _written(asked)
        if frame.fresh:
            context = Context({**said, **shape, **words, "request": request})
            with context.render_context.push_state(page), context.bind_template(page):
                written |= {name: part.render(context) for name, part in frame.fresh.items()}
        return mark_safe(frame.text % written)  # noqa: S308  (every word in it is escaped)


def mark(name: str) -> SafeString:
    """Return what stands in a word's place while a frame is made."""
    return mark_safe(f"\ue000{name}\ue001")  # noqa: S308


def marks(names: Iterable[str]) -> dict[str, SafeString]:
    """Return the marks of some words by name."""
    return {name: mark(name) for name in names}


def text_of(html: str) -> str:
    """Return rendered HTML as a text that `text % words` fills in; the words must be escaped already."""
    return MARK.sub(r"%(\1)s", html.replace("%", "%%"))


_frames: WeakKeyDictionary[Template, dict[tuple[Any, ...], Frame]] = WeakKeyDictionary()


def _frame_of(page: Template, shape: dict[str, Any], words: dict[str, Any]) -> Frame:
    """Return the frame of a shape in the language of the page; it lives as long as its template."""
    kept = _frames.setdefault(page, {})
    lengths = [len(word) for word in words.values() if isinstance(word, list)]
    key = (get_language(), *shape.items(), *lengths)
    frame = kept.get(key)
    if frame is None:
        if len(kept) >= MOST_SHAPES:
            kept.pop(next(iter(kept)), None)
        frame = kept[key] = _framed(page, shape, words)
    return frame


def _framed(page: Template, shape: dict[str, Any], words: dict[str, Any]) -> Frame:
    fresh: dict[str, NodeList] = {}
    context = {
        **shape,
        **{name: _marked(name, word) for name, word in words.items()},
        "request": Anybody(saves_data=shape["saves_data"]),
        "translated_urls": {code: mark(f"url_{code}") for code, _name in settings.LANGUAGES},
    }
    collecting = fresh_parts.set(fresh)
    try:
        return Frame(text_of(page.render(Context(context))), fresh)
    finally:
        fresh_parts.reset(collecting)


def _marked(name: str, word: Any) -> Any:
    if not isinstance(word, list):
        return mark(name)
    return [tuple(mark(f"{name}_{row}_{at}") for at in range(len(rows))) for row, rows in enumerate(word)]


def _written(words: dict[str, Any]) -> dict[str, str]:
    """Return the words as they stand in HTML, those of lists one by one."""
    written = {name: _escaped(word) for name, word in words.items() if not isinstance(word, list)}
    for name, rows in words.items():
        if isinstance(rows, list):
            for row, cells in enumerate(rows):
                written |= {f"{name}_{row}_{at}": _escaped(cell) for at, cell in enumerate(cells)}
    return written


def _escaped(word: str) -> str:
    return word if isinstance(word, SafeString) else escape(str(word))


def _words_of(request: HttpRequest) -> dict[str, str]:
    """Return what the layout says of the request, as `Anybody` marks it."""
    context = Context({"request": request})
    addresses = {f"url_{code}": address_in(context, code) for code, _name in settings.LANGUAGES}
    return {"path": request.get_full_path(), "origin": f"{request.scheme}://{request.get_host()}", **addresses}
