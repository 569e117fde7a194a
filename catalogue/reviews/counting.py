"""A product's stars follow its reviews also when one goes by itself, as with its writer's account."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete

from catalogue.models import Product
from catalogue.reviews.models import ProductReview


def follow_deleted_reviews() -> None:
    """Count a product's reviews again when one is gone: `ProductReview.delete` is not called for what goes along."""
    post_delete.connect(count_again, sender=ProductReview, dispatch_uid="catalogue.reviews.count_again")


def count_again(instance: ProductReview, **kwargs: Any) -> None:
    """Count the reviews of its product, locked first as by all who count; none where the product goes too."""
    product = Product.objects.select_for_update(of=("self",)).filter(pk=instance.product_id).first()
    if product:
        product.update_rating()
