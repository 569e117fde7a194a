"""`{% regency_menu home as items %}`: the lists in the header of a regency's pages.

And for rooms below `{% site_of regency as address %}`: where the regency has a site of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cms.regencies.trees import own_home
from cms.tree.sections import SECTIONS

if TYPE_CHECKING:
    from cms.models import HomePage
    from market.regions.models import Regency

register = template.Library()
NAMES: dict[str, str | Promise] = {
    "cerita": _("Cerita"),
    "wisata": _("Wisata"),
    "acara": _("Acara"),
    "rute": _("Rute"),
    "desa": pgettext_lazy("menu", "Desa"),
    "pembuat": pgettext_lazy("menu", "Pembuat"),
    "opd": pgettext_lazy("menu", "Dinas"),
}


class Item(NamedTuple):
    """One list."""

    name: str | Promise
    address: str


@register.simple_tag
def regency_menu(home: HomePage) -> list[Item]:
    """Return the lists below a home page that are published and shown in menus, in one query."""
    shown = set(home.get_children().live().in_menu().values_list("slug", flat=True))
    slugs = [section.slug for section in SECTIONS if section.slug in shown]
    return [Item(NAMES[slug], reverse("wagtail_serve", args=[f"{slug}/"])) for slug in slugs]


@register.simple_tag
def site_of(regency: Regency) -> str:
    """Return the address of a regency's own site in the language of the page; nothing where it has none."""
    home = own_home(regency.pk, get_language() or "id")
    return (home.full_url or "") if home else ""
