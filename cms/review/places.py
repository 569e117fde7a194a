"""Whom a page concerns: its village, its regency, its agency, as far as pages of its kind say so."""

from __future__ import annotations

from django.db.models import Case, Func, IntegerField, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Left, NullIf
from wagtail.models import Page, TaskState

from cms.regencies import trees
from market.regions.codes import REGENCY_LENGTH
from market.regions.models import Agency


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
    return Coalesce(regency, Left(village, REGENCY_LENGTH), by_agency, output_field=TextField())


def about_regency(states: QuerySet[TaskState], code: str) -> QuerySet[TaskState]:
    """Return the steps of a regency's pages, as they were saved last, and of pages of none."""
    page = Page.objects.filter(pk=Cast(OuterRef("workflow_state__object_id"), IntegerField()))
    regency = page.order_by().values(code=regency_in("latest_revision__content"))
    return states.annotate(code=Subquery(regency)).filter(Q(code=None) | Q(code=code))
