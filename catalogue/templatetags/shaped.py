"""`{% shaped flag=… with title=… url=… %}…{% endshaped %}`: a part that is rendered once for each of its shapes.

What stands before `with` decides what the part looks like: inside, these are variables as everywhere, and `is_…` and
`has_…` are just true or false. What follows are words that are only written: filters, `if` and `url` see a mark in
their place, so they are made ready in the tag itself. Nothing else is known inside. As with cards, later pages are the
pieces between the marks with words of their own.
"""

from __future__ import annotations

import re
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token, render_value_in_context, token_kwargs
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()

MARK = re.compile("\ue000([a-z_]+)\ue001")
MOST_SHAPES = 256
"""Of one part; beyond them something stands before `with` that is no flag, and they are made anew."""

Named = dict[str, FilterExpression]


class ShapedNode(template.Node):
    """Keeps its pieces by language and flags; a node lives as long as its template."""

    def __init__(self, flags: Named, words: Named, nodelist: NodeList) -> None:
        self.flags, self.words, self.nodelist = flags, words, nodelist
        self.kept: dict[tuple[Any, ...], list[tuple[bool, str]]] = {}

    def render(self, context: Context) -> SafeString:
        """Return the pieces of this shape with the words between them, escaped where they are not safe."""
        flags = {name: _flag(name, value.resolve(context)) for name, value in self.flags.items()}
        shape = (get_language(), *flags.values())
        pieces = self.kept.get(shape)
        if pieces is None:
            pieces = self._cut(context, shape, flags)
        words = {name: render_value_in_context(value.resolve(context), context) for name, value in self.words.items()}
        return mark_safe("".join([words[piece] if is_word else piece for is_word, piece in pieces]))  # noqa: S308

    def _cut(self, context: Context, shape: tuple[Any, ...], flags: dict[str, Any]) -> list[tuple[bool, str]]:
        marks = {name: mark_safe(f"\ue000{name}\ue001") for name in self.words}  # noqa: S308
        html = self.nodelist.render(context.new({**flags, **marks}))
        pieces = [(bool(number % 2), str(piece)) for number, piece in enumerate(MARK.split(html)) if piece]
        if len(self.kept) >= MOST_SHAPES:
            self.kept.clear()
        self.kept[shape] = pieces
        return pieces


def _flag(name: str, value: Any) -> Any:
    return bool(value) if name.startswith(("is_", "has_")) else value


@register.tag
def shaped(parser: Parser, token: Token) -> ShapedNode:
    """Begin a part that is rendered once for each of its shapes."""
    bits = token.split_contents()[1:]
    flags = token_kwargs(bits, parser)
    if bits[:1] == ["with"]:
        del bits[0]
    words = token_kwargs(bits, parser)
    if bits:
        raise template.TemplateSyntaxError(f"shaped does not understand {' '.join(bits)}")
    nodelist = parser.parse(("endshaped",))
    parser.delete_first_token()
    return ShapedNode(flags, words, nodelist)
