"""Whom a page concerns: its village, its regency, its agency, as far as pages of its kind say so."""

from __future__ import annotations

from django.db.models import Case, Func, IntegerField, OuterRef, Subquery, TextField, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Left, NullIf
from wagtail.models import Page

from cms.regencies import trees
from market.regions.models import Agency

REGENCY_CODE = len("64.02")
"""How much of a village's code is its regency's."""


def village_of(page: Page) -> str | None:
    """Return the code of the village a page is about."""
    return getattr(page.specific, "village_id", None) or None


def agency_of(page: Page) -> int | None:
    """Return the key of the agency that answers for a page."""
    return getattr(page.specific, "agency_id", None)


def regency_of(page: Page) -> str | None:
    """Return the code of the regency a page belongs to; none for those about all of them."""
    return trees.regency_of(page.specific)


def regency_in(content: str) -> Func:
    """Return the same as the stored version of a page says it, for queries; `content` leads to what is stored."""
    regency, village = (NullIf(KeyTextTransform(name, content), Value("")) for name in ("regency", "village"))
    answers = Agency.objects.filter(pk=Cast(KeyTextTransform("agency", OuterRef(content)), IntegerField()))
    by_agency = Case(
        When(**{f"{content}__has_key": "regency"}, then=None), default=Subquery(answers.values("regency"))
    )
    return Coalesce(regency, Left(village, REGENCY_CODE), by_agency, output_field=TextField())
