"""Which stories show a product: found by Wagtail's index of references, which follows what editors choose."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import IntegerField, QuerySet
from django.db.models.functions import Cast
from wagtail.models import ReferenceIndex

from catalogue.models import Product
from cms.models import StoryPage


def stories_showing(product: Product, *, language: str) -> QuerySet[StoryPage]:
    """Return the published stories of a language whose body shows this product, newest first, in one query."""
    return (
        StoryPage.objects.live()
        .filter(locale__language_code=language, pk__in=_pages_with(product))
        .select_related("village__district", "regency", "locale")
        .defer("body")
        .order_by("-date", "-pk")
    )


def _pages_with(product: Product) -> QuerySet[Any]:
    types = ContentType.objects.get_for_models(Product, StoryPage)
    chosen = ReferenceIndex.objects.filter(
        to_content_type=types[Product], to_object_id=str(product.pk), content_type=types[StoryPage]
    )
    return chosen.annotate(page=Cast("object_id", IntegerField())).values("page")
