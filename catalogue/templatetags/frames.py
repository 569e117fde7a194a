"""`{% fresh %}…{% endfresh %}`: a part of a framed page that is rendered for each page (catalogue/frames.py)."""

from __future__ import annotations

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString

from catalogue.frames import fresh_parts, mark

register = template.Library()


class FreshNode(template.Node):
    """Inside, a framed page knows all that its view says, and nothing that templates around it have added."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        """Return the part, or its place where a frame is made."""
        parts = fresh_parts.get()
        if parts is None:
            return self.nodelist.render(context)
        name = f"fresh_{len(parts)}"
        parts[name] = self.nodelist
        return mark(name)


@register.tag
def fresh(parser: Parser, token: Token) -> FreshNode:
    """Begin what is rendered each time."""
    nodelist = parser.parse(("endfresh",))
    parser.delete_first_token()
    return FreshNode(nodelist)
