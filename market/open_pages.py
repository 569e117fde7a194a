"""Which of Wagtail's pages everybody may read: those that are published and stand below no view restriction."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import CharField, Exists, ExpressionWrapper, F, Model, OuterRef, QuerySet
from wagtail.models import PageViewRestriction

M = TypeVar("M", bound=Model)


def open_pages(pages: QuerySet[M]) -> QuerySet[M]:
    """Return those of the pages that everybody may read.

    A restriction holds for all that is below its page. Wagtail's own `public()` fetches the restrictions first; this
    looks them up in the same query.
    """
    return pages.filter(~_restricted(), live=True)


def with_openness(pages: QuerySet[M]) -> QuerySet[M]:
    """Return the pages, each saying by `is_open` whether it stands below no view restriction."""
    return pages.annotate(is_open=~_restricted())  # type: ignore[return-value]


def _restricted() -> Exists:
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    return Exists(PageViewRestriction.objects.alias(asked=path).filter(asked__startswith=F("page__path")))
