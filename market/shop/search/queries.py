"""What is found for some words: goods on sale, the best match first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modelsearch.backends import get_search_backend
from oscar.core.loading import get_model

if TYPE_CHECKING:
    from catalogue.managers import ProductQuerySet


def find_products(words: str) -> ProductQuerySet:
    """Return goods on sale in which all the words occur, or some of them where none has all.

    The words are looked for in name, description, ingredients, category, maker, village, district and regency.
    """
    if not any(letter.isalnum() for letter in words):
        return get_model("catalogue", "Product").objects.none()
    every = matching(words, "and")
    return every if every.exists() else matching(words, "or")


def matching(words: str, operator: str) -> ProductQuerySet:
    """Return goods on sale that match, best first; the index ranks, the ORM keeps to what outsiders may see.

    modelsearch refuses filters over relations, so they are put on the queryset that it gives back.
    """
    products = get_model("catalogue", "Product").objects.all()
    found = get_search_backend().search(words, products, operator=operator)
    return found.get_queryset().on_sale()
