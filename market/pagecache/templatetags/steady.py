"""`{% steady %}…{% endsteady %}`: what is the same on every page of a language is rendered once by each process.

Nothing in it may depend on the request, on what the database says or on the hour: only on code, settings and language.
"""

from __future__ import annotations

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


class SteadyNode(template.Node):
    """Keeps its text by language; a node lives as long as its template."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self.kept: dict[str | None, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """Return the text, from nothing but itself."""
        language = get_language()
        if language not in self.kept:
            self.kept[language] = self.nodelist.render(context.new())
        return self.kept[language]


@register.tag
def steady(parser: Parser, token: Token) -> SteadyNode:
    """Begin what is rendered once."""
    nodelist = parser.parse(("endsteady",))
    parser.delete_first_token()
    return SteadyNode(nodelist)
