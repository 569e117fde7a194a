"""For rooms below: `{% told_of village draft as told %}`, `{% pages_of makers as pages %}`, `pages|of:maker`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import template
from django.utils.translation import get_language

from cms import villages

if TYPE_CHECKING:
    from cms.models import VillagePage
    from market.regions.models import Village
    from sellers.models import Producer

register = template.Library()


@dataclass(frozen=True)
class Told:
    """What is told of one village; `page` is None while nobody has made one."""

    page: VillagePage | None
    stories: list[Any]
    places: list[Any]
    events: list[Any]
    routes: list[Any]

    def __bool__(self) -> bool:
        return bool(self.stories or self.places or self.events or self.routes or (self.page and self.page.has_words()))


@register.simple_tag
def told_of(village: Village, draft: VillagePage | None = None) -> Told:
    """Return what is told of a village in the language of the page, each kind in one query; `draft` is previewed."""
    if not hasattr(village, "_told"):  # several parts of one page ask
        village._told = villages.told_of(village, get_language() or "id", draft or None)  # type: ignore[attr-defined]
    return village._told  # type: ignore[attr-defined,no-any-return]


@register.simple_tag
def pages_of(makers: Iterable[Producer]) -> dict[int, str]:
    """Return the addresses of makers' own pages in the language of the page, by maker, in one query."""
    return villages.pages_of(makers, get_language() or "id")


@register.filter
def of(found: dict[int, str], maker: Producer) -> str:
    """Return what was found of one maker, or nothing."""
    return found.get(maker.pk, "")
