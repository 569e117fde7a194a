"""Codes of the books in plain words."""

from __future__ import annotations

from django import template

from market.settlement import funding, labels

register = template.Library()
register.filter("journal_words", labels.journal_words)
register.filter("way_words", labels.way_words)
register.filter("bearer_words", funding.bearer_words)


@register.filter
def named(code: str, names: dict[str, str] | None) -> str:
    """Return what an account of the operator's own is called, or nothing."""
    return (names or {}).get(code, "")
