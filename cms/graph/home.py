"""What stands on the shelves of the home page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Case, IntegerField, OrderBy, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Cast
from django.utils import timezone

from catalogue.cards import Card, cards_chosen_by
from catalogue.counts import villages_with_most
from catalogue.models import Category
from cms.events import calendar
from cms.pages.bases import CARD_PICTURE, about_places
from market.pictures.models import Rendition
from market.pictures.shown import files_of
from market.prepared import Prepared

if TYPE_CHECKING:
    from cms.models import HomePage

DEPTH = 2  # right below the root
PRODUCTS, VILLAGES, STORIES, PLACES = 10, 6, 3, 3
GOODS, EVENTS = 5, 3
HERO_PICTURE, SHARE_PICTURE = "fill-1440x810", "fill-1200x630|format-jpeg|jpegquality-70"
NEWEST = """
    SELECT "product_id" FROM "catalogue_listed" WHERE "marks" @> '{s}'
    ORDER BY "created_at" DESC, "product_id" DESC LIMIT %s
"""
NEWEST_OF = """
    SELECT "product_id" FROM "catalogue_listed" WHERE "marks" @> ARRAY['s', %s]
    ORDER BY "created_at" DESC, "product_id" DESC LIMIT %s
"""


def shelves(page: HomePage) -> dict[str, Any]:
    """Return categories, newest products, villages with makers, stories and places of the page's language."""
    if page.regency_id:
        return shelves_of_regency(page)
    stories, places = stories_of(page), PLACE_CARDS.ask(locale=page.locale_id)
    take_pictures(page, [*stories, *places])
    return {
        "categories": ROOTS.ask(),
        "newest_products": newest_products(),
        "villages": villages_with_most(VILLAGES),
        "stories": stories,
        "places": places,
    }


def shelves_of_regency(page: HomePage) -> dict[str, Any]:
    """Return what a regency's own front door shows: its stories, goods, events, places and villages."""
    stories = list(_stories(page.locale_id, _picked(page), page))
    places = list(_cards("DestinationPage", page.locale_id, "-first_published_at").descendant_of(page)[:PLACES])
    events = apps.get_model("cms", "EventPage").objects.filter(locale_id=page.locale_id).descendant_of(page)
    coming = calendar.coming(about_places(events), timezone.now())[:EVENTS]
    take_pictures(page, [*stories, *places, *coming])
    return {
        "newest_products": cards_chosen_by(NEWEST_OF, [f"r{page.regency_id}", GOODS]),
        "villages": villages_with_most(VILLAGES, regency=str(page.regency_id)),
        "stories": stories,
        "places": places,
        "events": coming,
    }


def newest_products() -> list[Card]:
    """Return the goods that came last."""
    return cards_chosen_by(NEWEST, [PRODUCTS])


def stories_of(page: HomePage) -> list[Any]:
    """Return the stories an editor has picked, then the newest until the shelf is full; in one query."""
    highlights = page.highlights.all()
    if isinstance(highlights, QuerySet):  # not asked yet, as on a preview, which holds its own
        return STORY_CARDS.ask(page=page.pk, locale=page.locale_id)
    return list(_stories(page.locale_id, _picked(page)))


def take_pictures(page: HomePage, cards: list[Any]) -> None:
    """Fetch the page's own picture, and the renditions of it and of those on cards, in one query."""
    specs = [each for spec in (HERO_PICTURE, SHARE_PICTURE, CARD_PICTURE) for each in files_of(spec)]
    shown = {page.picture_id, *(card.picture_id for card in cards)} - {None}
    made = list(Rendition.objects.filter(filter_spec__in=specs, image__in=shown).select_related("image"))
    own = next((rendition.image for rendition in made if rendition.image_id == page.picture_id), None)
    if own:
        page.picture = own
    for picture in (each.picture for each in (page, *cards) if each.picture_id):
        picture.prefetched_renditions = [rendition for rendition in made if rendition.image_id == picture.pk]


def _cards(model: str, locale: int, *order: Any) -> QuerySet:
    return about_places(apps.get_model("cms", model).objects.filter(locale_id=locale)).order_by(*order)


def _picked(page: HomePage) -> Any:
    """Return the place among the stories that an editor has picked, nothing for all others."""
    chosen = [highlight.story_id for highlight in page.highlights.all()]
    places = [When(pk=key, then=place) for place, key in enumerate(chosen)]
    nothing = Cast(None, IntegerField())  # PostgreSQL does not order by a bare NULL
    return Case(*places, default=nothing) if places else nothing


def _stories(locale: int, picked: Any, home: HomePage | None = None) -> QuerySet:
    found = _cards("StoryPage", locale, OrderBy(picked, nulls_last=True), "-date", "-pk")
    return (found.descendant_of(home) if home else found)[:STORIES]


def _stories_of_page(page: int, locale: int) -> QuerySet:
    picked = apps.get_model("cms", "Highlight").objects.filter(page=page, story=OuterRef("pk")).order_by("sort_order")
    return _stories(locale, Subquery(picked.values("sort_order")[:1]))


STORY_CARDS = Prepared(_stories_of_page, page=int, locale=int)
PLACE_CARDS = Prepared(lambda locale: _cards("DestinationPage", locale, "-first_published_at")[:PLACES], locale=int)
ROOTS = Prepared(lambda: Category.get_root_nodes().filter(is_public=True))
