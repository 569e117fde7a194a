"""Where pages of a regency stand: below its own home page where it has a site, else in the market's own tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.conf import settings
from django.db.models import F, Q
from wagtail.models import Page

from market.open_pages import open_pages
from market.prepared import Prepared
from market.regions.codes import regency_code_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from cms.models import HomePage

AnyPage = TypeVar("AnyPage", bound=Page)


def home_for(regency: str | None, language: str = settings.LANGUAGE_CODE) -> HomePage:
    """Return the home page that pages of a regency, given by its code, or of none stand below.

    Raises:
        HomePage.DoesNotExist: the tree is not laid out.
    """
    from cms.models import HomePage

    homes = HomePage.objects.filter(Q(regency=regency) | Q(regency=None), locale__language_code=language)
    found = homes.order_by(F("regency").asc(nulls_last=True), "path").first()
    if found is None:
        raise HomePage.DoesNotExist(language)
    return found


def own_home(regency: str, language: str) -> HomePage | None:
    """Return the home page of a regency's own site, where it has one that everybody may read; one query."""
    found: list[HomePage] = OWN_HOME.ask(regency=regency, language=language)
    return found[0] if found else None


def _own_home(regency: str, language: str) -> QuerySet[HomePage]:
    from cms.models import HomePage

    homes = open_pages(HomePage.objects.filter(regency=regency, locale__language_code=language))
    return homes.select_related("locale").order_by("pk")[:1]


OWN_HOME = Prepared(_own_home, regency=str, language=str)


def list_for(kind: type[AnyPage], regency: str | None, language: str = settings.LANGUAGE_CODE) -> AnyPage:
    """Return the list of one kind that pages of a regency stand below."""
    return kind.objects.child_of(home_for(regency, language)).get()


def regency_of(page: Any) -> str | None:
    """Return the code of the regency that a page says it is about, by itself, its village or its agency."""
    if code := getattr(page, "regency_id", None):
        return str(code)
    if village := getattr(page, "village_id", None):
        return regency_code_of(str(village))
    agency = getattr(page, "agency", None) if not hasattr(page, "regency_id") else None
    return agency.regency_id if agency else None


def regency_above(page: Page) -> str | None:
    """Return the code of the regency in whose own tree a page stands; none in the market's."""
    from cms.models import HomePage

    homes = HomePage.objects.ancestor_of(page, inclusive=True).exclude(regency=None)
    return homes.values_list("regency_id", flat=True).first()
