"""`{{ amount|rupiah }}` and `{{ amount|rupiah_in_words }}` in every template; in code `market.rupiah`."""

from __future__ import annotations

from django import template

from market.rupiah.words import rupiah_in_words
from market.rupiah.writing import rupiah as rupiah

register = template.Library()
register.filter("rupiah", rupiah)
register.filter("rupiah_in_words", rupiah_in_words)
