"""`{% stories_showing product as stories %}`, `{% stories_from village as stories %}`: for rooms below this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.translation import get_language

from cms import telling

if TYPE_CHECKING:
    from catalogue.models import Product
    from cms.models import StoryPage
    from market.regions.models import Village

register = template.Library()


@register.simple_tag
def stories_showing(product: Product) -> list[StoryPage]:
    """Return at most three published stories, in the language of the page, that show this product."""
    return telling.stories_showing(product, language=get_language() or "id")


@register.simple_tag
def stories_from(village: Village) -> list[StoryPage]:
    """Return at most three published stories, in the language of the page, from this village."""
    return telling.stories_from(village, language=get_language() or "id")
