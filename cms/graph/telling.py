"""Which stories show a product, found by Wagtail's index of references, and which come from a village."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import IntegerField, Model, QuerySet
from django.db.models.functions import Cast
from wagtail.models import ReferenceIndex

from catalogue.models import Product
from market.open_pages import open_pages
from market.prepared import Prepared

if TYPE_CHECKING:
    from cms.models import StoryPage
    from market.regions.models import Village

MOST = 3


def stories_showing(product: Product, *, language: str) -> list[StoryPage]:
    """Return at most three published stories of a language that show this product, newest first, in one query."""
    return SHOWING.ask(number=str(product.pk), language=language)


def stories_from(village: Village, *, language: str) -> list[StoryPage]:
    """Return at most three published stories of a language from this village, newest first, in one query."""
    return list(_newest(language, village=village))


def newest_showing(number: str, language: str) -> QuerySet[StoryPage]:
    """Return all published stories of a language that show the product of this number, newest first."""
    return _in_order(language, pk__in=_pages_with(number))


def _stories(number: str, language: str) -> QuerySet[StoryPage]:
    return _newest(language, pk__in=_pages_with(number))


def _newest(language: str, **wanted: Any) -> QuerySet[StoryPage]:
    return _in_order(language, **wanted).select_related("village__district", "regency", "locale").defer("body")[:MOST]


def _in_order(language: str, **wanted: Any) -> QuerySet[StoryPage]:
    pages: QuerySet[StoryPage] = open_pages(_model().objects.filter(locale__language_code=language, **wanted))
    return pages.order_by("-date", "-pk")


def _model() -> Any:
    return apps.get_model("cms", "StoryPage")  # the pages call what is written here


def _pages_with(number: str) -> QuerySet[Any]:
    # The types are joined by name: their numbers differ from one database to the next.
    chosen = ReferenceIndex.objects.filter(
        **_of_type("to_content_type", Product), to_object_id=number, **_of_type("content_type", _model())
    )
    return chosen.annotate(page=Cast("object_id", IntegerField())).values("page")


def _of_type(name: str, model: type[Model]) -> dict[str, str]:
    return {f"{name}__app_label": model._meta.app_label, f"{name}__model": str(model._meta.model_name)}


SHOWING = Prepared(_stories, number=str, language=str)
