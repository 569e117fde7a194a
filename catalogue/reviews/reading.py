"""The reviews that everybody may read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from catalogue.reviews.models import ProductReview

if TYPE_CHECKING:
    from catalogue.models import Product

ON_THE_PRODUCT_PAGE = 5


def shown_reviews(product: Product) -> QuerySet[ProductReview]:
    """Return the reviews of a product that staff let through, newest first."""
    return ProductReview.objects.filter(product_id=product.pk, status=ProductReview.APPROVED).order_by(
        "-submitted_at", "-pk"
    )
