"""`{% load wording %}{% title_here product as title %}`: a product's name in the language of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html

from catalogue.wording import Wording, title_of, wording

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from catalogue.models import Product

register = template.Library()


@register.filter
def with_its_lang(words: Wording) -> SafeString | Wording:
    """Return words for the midst of a sentence, marked where they are not in the language of the page."""
    lang = getattr(words, "lang", "")
    return format_html('<span lang="{}">{}</span>', lang, words) if lang else words


@register.simple_tag
def title_here(product: Product | None, kept: str = "") -> Wording:
    """Return the name, with `lang` where it is not that of the page.

    `kept` is how an order wrote it down: what was renamed since, or is gone, is called as it was then.
    """
    if product is None or (kept and product.get_title() != kept):
        return wording(kept, None)
    return title_of(product)
