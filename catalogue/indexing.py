"""The search index follows a product's categories too; modelsearch itself follows only the product's own row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models.signals import m2m_changed, post_delete, post_save
from modelsearch.backends import get_search_backends

from catalogue.models import Category, Product, ProductCategory

if TYPE_CHECKING:
    from collections.abc import Iterable

CHANGED = {"post_add", "post_remove", "post_clear"}


def follow_categories() -> None:
    """Index a product again when it is put in a category or taken out of one."""
    m2m_changed.connect(index_changed_products, sender=ProductCategory, dispatch_uid="catalogue.index_changed")
    post_save.connect(index_one_product, sender=ProductCategory, dispatch_uid="catalogue.index_put")
    post_delete.connect(index_one_product, sender=ProductCategory, dispatch_uid="catalogue.index_taken")


def index_changed_products(
    instance: Product | Category, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any
) -> None:
    """Index the products behind one change of `product.categories` or `category.product_set`."""
    if action in CHANGED:
        index_products(pk_set or () if reverse else [instance.pk])


def index_one_product(instance: Any, **kwargs: Any) -> None:
    """Index the product of a row that puts it in a category."""
    index_products([instance.product_id])


def index_products(numbers: Iterable[int]) -> None:
    """Write the index rows of products anew, all at once; one that is being deleted is passed over."""
    products = list(Product.get_indexed_objects().filter(pk__in=numbers))
    if products:
        for backend in get_search_backends(with_auto_update=True):
            backend.add_bulk(Product, products)
