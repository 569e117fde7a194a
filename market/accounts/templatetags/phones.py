"""Phone numbers in the words of a page; every template has this filter."""

from __future__ import annotations

from django import template

from market.accounts.phones import write_phone

register = template.Library()


@register.filter
def phone(number: object) -> str:
    """Return a number as people read it aloud: 0812 3456 7890."""
    return write_phone(str(number)) if number else ""
