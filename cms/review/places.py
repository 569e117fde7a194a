"""Whom a page concerns: its village, its regency, its agency, as far as pages of its kind say so."""

from __future__ import annotations

from django.db.models import Func, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, Left, NullIf
from wagtail.models import Page

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
    village = village_of(page)
    return village[:REGENCY_CODE] if village else getattr(page.specific, "regency_id", None) or None


def regency_in(content: str) -> Func:
    """Return the same as the stored version of a page says it, for queries; `content` leads to what is stored."""
    village, regency = (NullIf(KeyTextTransform(name, content), Value("")) for name in ("village", "regency"))
    return Coalesce(Left(village, REGENCY_CODE), regency, output_field=TextField())
