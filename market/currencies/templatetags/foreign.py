"""`{% load foreign %}{% foreign_amount amount %}`: about how much that is abroad, on English pages only."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language

from market.currencies.amounts import amounts_about

register = template.Library()


@register.inclusion_tag("currencies/about.html")
def foreign_amount(amount: int | Decimal | None, most: int = 1) -> dict[str, Any]:
    """Show whole rupiah in at most `most` foreign currencies; nothing on Indonesian pages, or without a fresh rate."""
    if get_language() == settings.LANGUAGE_CODE:
        return {}
    return {"amounts": amounts_about(amount, today=timezone.localdate(), most=most)}
