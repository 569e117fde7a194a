"""`{% load wording %}{% title_here product as title %}`: a product's name in the language of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from catalogue.wording import Wording, title_of, wording

if TYPE_CHECKING:
    from catalogue.models import Product

register = template.Library()


@register.simple_tag
def title_here(product: Product | None, kept: str = "") -> Wording:
    """Return the name, with `lang` where it is not that of the page.

    `kept` is how an order wrote it down: what was renamed since, or is gone, is called as it was then.
    """
    if product is None or (kept and product.get_title() != kept):
        return wording(kept, None)
    return title_of(product)
