"""What buyers say of a product, for its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from catalogue.reviews.reading import ON_THE_PRODUCT_PAGE, shown_reviews

if TYPE_CHECKING:
    from catalogue.models import Product
    from catalogue.reviews.models import ProductReview

register = template.Library()
MOST_STARS = 5


@register.simple_tag
def newest_reviews(product: Product) -> list[ProductReview]:
    """Return the newest few reviews in one query, or in none where the product has none."""
    return list(shown_reviews(product)[:ON_THE_PRODUCT_PAGE]) if product.review_count else []


@register.filter
def stars(score: float) -> str:
    """Return a score as stars, full and empty: four of five is four full ones."""
    full = min(max(round(score), 0), MOST_STARS)
    return "★" * full + "☆" * (MOST_STARS - full)
