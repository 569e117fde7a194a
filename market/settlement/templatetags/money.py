"""`{{ amount|rupiah }}` in every template; in code `market.rupiah.writing`."""

from __future__ import annotations

from django import template

from market.rupiah.writing import rupiah as rupiah

register = template.Library()
register.filter("rupiah", rupiah)
