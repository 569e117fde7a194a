"""For rooms below: what is told of a village, and makers' own pages.

`{% told_of village draft as told %}`, `{% page_of_maker product as page %}`, `{% pages_of makers as pages %}` and
`pages|of:maker`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django import template
from django.template import Context
from django.utils.translation import get_language

from cms.blocks import has_video
from cms.live import Live, live_in
from cms.media.players import let_players_in
from cms.tree import villages

if TYPE_CHECKING:
    from catalogue.models import Product
    from cms.models import MakerPage, VillagePage
    from market.regions.models import Village
    from sellers.models import Producer

register = template.Library()


@dataclass(frozen=True)
class Told:
    """What is told of one village; `page` is None while nobody has made one, `live` what its body shows now."""

    page: VillagePage | None
    stories: list[Any]
    places: list[Any]
    events: list[Any]
    routes: list[Any]
    live: Live | None = None

    def on_the_map(self) -> list[Any]:
        """Return the village, its places and its events where more than one of them has a point."""
        found = [page for page in (self.page, *self.places, *self.events) if page is not None and page.point()]
        return found if len(found) > 1 else []

    @property
    def summary(self) -> str:
        """What lists of search engines say of it; nothing where it is said in the other language only."""
        if self.page is None or self.page.alias_of_id:
            return ""
        return str(self.page.search_description or self.page.lead)

    def __bool__(self) -> bool:
        return bool(self.stories or self.places or self.events or self.routes or (self.page and self.page.has_words()))


@register.simple_tag(takes_context=True)
def told_of(context: Context, village: Village, draft: VillagePage | None = None) -> Told:
    """Return what is told of a village in the language of the page, each kind in one query; `draft` is previewed."""
    if not hasattr(village, "_told"):  # several parts of one page ask
        village._told = _with_body(  # type: ignore[attr-defined]
            villages.told_of(village, get_language() or "id", draft or None)
        )
    told: Told = village._told  # type: ignore[attr-defined]
    if told.page and has_video(told.page) and "request" in context:
        let_players_in(context["request"])
    return told


def _with_body(told: Told) -> Told:
    """Fetch what the body of the village's page shows, with links to goods that say that one comes from this page."""
    if not (told.page and told.page.body):
        return told
    return replace(told, live=live_in(told.page.body, [told.page.picture], told.page.pk))


@register.simple_tag
def pages_of(makers: Iterable[Producer]) -> dict[int, str]:
    """Return the addresses of makers' own pages in the language of the page, by maker, in one query."""
    return villages.pages_of(makers, get_language() or "id")


@register.simple_tag
def page_of_maker(product: Product) -> MakerPage | None:
    """Return the own page of who makes a product, in the language of the page; none where she has none."""
    return villages.page_of_maker(product.producer_id, get_language() or "id") if product.producer_id else None


@register.filter
def of(found: dict[int, str], maker: Producer) -> str:
    """Return what was found of one maker, or nothing."""
    return found.get(maker.pk, "")
