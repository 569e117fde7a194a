"""What is found for some words: goods on sale, the best match first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modelsearch.backends import get_search_backend
from oscar.core.loading import get_model

if TYPE_CHECKING:
    from catalogue.managers import ProductQuerySet


def find_products(words: str) -> ProductQuerySet:
    """Return goods on sale in which all the words occur; else whose name begins so; else in which some occur.

    The words are looked for in name, description, ingredients, category, maker, village, district and regency.
    """
    if not any(letter.isalnum() for letter in words):
        return get_model("catalogue", "Product").objects.none()
    ways = (matching(words, "and"), beginning_with(words), matching(words, "or"))
    return next((found for found in ways[:-1] if found.exists()), ways[-1])


def matching(words: str, operator: str) -> ProductQuerySet:
    """Return goods on sale that match, best first; the index ranks, the ORM keeps to what outsiders may see.

    modelsearch refuses filters over relations, so they are put on the queryset that it gives back.
    """
    products = get_model("catalogue", "Product").objects.all()
    found = get_search_backend().search(words, products, operator=operator)
    return found.get_queryset().on_sale()


def beginning_with(words: str) -> ProductQuerySet:
    """Return goods on sale with a name that has all the words, the last perhaps not typed to its end."""
    products = get_model("catalogue", "Product").objects.all()
    return get_search_backend().autocomplete(words, products, operator="and").get_queryset().on_sale()
