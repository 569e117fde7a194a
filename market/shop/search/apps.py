"""Follows oscar.apps.search.apps.SearchConfig (4.2)."""

from oscar.apps.search import apps


class SearchConfig(apps.SearchConfig):
    name = "market.shop.search"
