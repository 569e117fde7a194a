"""How a body is made in code, such as for the demo: pairs of a block's name and its value."""

from __future__ import annotations

from typing import Any

from django.utils.html import escape
from wagtail.rich_text import RichText

Part = tuple[str, Any]


def compose(parts: list[Part]) -> list[Part]:
    """Return the parts as a StreamField takes them."""
    return [(kind, MAKERS[kind](value)) for kind, value in parts]


def _text(value: str) -> RichText:
    paragraphs = value if "<" in value else "".join(f"<p>{escape(part)}</p>" for part in value.split("\n\n"))
    return RichText(paragraphs)


def _picture(value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return {"caption": "", "alt": value["picture"].title, **value}
    return {"picture": value, "alt": value.title, "caption": ""}


def _quote(value: Any) -> dict[str, str]:
    if isinstance(value, dict):
        return {"who": "", **value}
    text, who = (value, "") if isinstance(value, str) else value
    return {"text": text, "who": who}


def _products(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {"title": "", "products": list(value)}


MAKERS = {
    "text": _text,
    "picture": _picture,
    "quote": _quote,
    "product": lambda product: product,
    "products": _products,
}
