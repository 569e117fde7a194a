"""`{% options panel.tree %}`: the links beside a list, each from one small template that is rendered once a shape."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from catalogue.frames import marks, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from catalogue.panel import Option

register = template.Library()

TEMPLATE = "oscar/catalogue/listing/option.html"


@register.simple_tag
def options(found: Iterable[Option], is_filter: bool = False) -> SafeString:
    """Write links as items of a list; those of filters are no pages of their own for search engines."""
    return mark_safe("".join(_written(option, is_filter) for option in found))  # noqa: S308  (every word is escaped)


def _written(option: Option, is_filter: bool) -> str:
    text = _text(option.depth, option.is_chosen, option.count is not None, is_filter)
    return text % {"url": escape(option.url), "label": escape(option.label), "count": option.count}


@lru_cache(maxsize=64)
def _text(depth: int, is_chosen: bool, has_count: bool, is_filter: bool) -> str:
    shape = {"depth": depth, "is_chosen": is_chosen, "has_count": has_count, "is_filter": is_filter}
    return text_of(render_to_string(TEMPLATE, {**shape, **marks(("url", "label", "count"))}).strip())
