"""For rooms below: `{% around_product product as around %}`, `{% stories_showing product as stories %}` and
`{% stories_from village as stories %}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.translation import get_language

from cms.graph import near, telling

if TYPE_CHECKING:
    from django.template import Context

    from catalogue.models import Product
    from cms.graph.near import Around
    from cms.models import StoryPage
    from market.regions.models import Village

register = template.Library()


@register.simple_tag(takes_context=True)
def around_product(context: Context, product: Product) -> Around:
    """Return the stories that show a product, and places and events where it is from, in the language of the page."""
    return near.around_product(product, get_language() or "id", context.get("request"))


@register.simple_tag
def stories_showing(product: Product) -> list[StoryPage]:
    """Return at most three published stories, in the language of the page, that show this product."""
    return telling.stories_showing(product, language=get_language() or "id")


@register.simple_tag
def stories_from(village: Village) -> list[StoryPage]:
    """Return at most three published stories, in the language of the page, from this village."""
    return telling.stories_from(village, language=get_language() or "id")
