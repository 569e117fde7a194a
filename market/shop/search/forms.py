"""Follows oscar.apps.search.forms (4.2): one plain box, without Haystack and facets."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 200


class SearchForm(forms.Form):
    """What somebody is looking for. Whatever is typed is a question; nothing is refused."""

    q = forms.CharField(required=False, label=_("Cari produk, desa, atau produsen"))

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__({"q": tidied(data.get("q", ""))} if data else data, *args, **kwargs)

    def words(self) -> str:
        """Return what is looked for, tidied; empty when nothing was typed."""
        return self.cleaned_data["q"] if self.is_valid() else ""


class BrowseCategoryForm(SearchForm):
    """Oscar looks for this name; our listings have no form."""


class CategoryForm(SearchForm):
    """Oscar looks for this name; our listings have no form."""


def tidied(typed: str) -> str:
    """Return the typed text without control characters and doubled spaces, at most 200 characters."""
    printable = "".join(letter if letter.isprintable() else " " for letter in typed[: 2 * LONGEST])
    return " ".join(printable.split())[:LONGEST].strip()
