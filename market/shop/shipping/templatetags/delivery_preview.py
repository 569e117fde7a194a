"""`{% delivery_preview product as preview %}`: the charge to the district in the address, for the product's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.forms import BoundField
from django.template import Context
from django.utils import timezone

from market.shop.shipping.preview import DISTRICT, Preview, WhereForm, preview_of

if TYPE_CHECKING:
    from catalogue.models import Product

register = template.Library()


@register.simple_tag(takes_context=True)
def delivery_preview(context: Context, product: Product) -> Preview:
    """Return what delivery costs to the district that the page's address names, or just the question."""
    return preview_of(product, asked=context["request"].GET, today=timezone.localdate())


@register.simple_tag
def delivery_question() -> BoundField:
    """Return the question to which district, before anybody has answered it: the same for every product."""
    return WhereForm()[DISTRICT]
