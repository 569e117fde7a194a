"""`{% may_ask page as may %}`: does anybody answer visitors here?"""

from __future__ import annotations

from typing import Any

from django import template

from cms.enquiries.contacts import contact_of

register = template.Library()


@register.simple_tag
def may_ask(page: Any) -> bool:
    """Say whether visitors may ask about a page."""
    return contact_of(page) is not None
