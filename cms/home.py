"""What stands on the shelves of the home page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import QuerySet

from catalogue.cards import Card, cards_for
from catalogue.counts import villages_with_most
from catalogue.filters import Filters
from catalogue.listing import numbers_of
from catalogue.models import Category
from cms.places import as_cards
from market.regions.models import Village

if TYPE_CHECKING:
    from cms.models import HomePage

PRODUCTS, VILLAGES, STORIES, PLACES = 10, 6, 3, 3


def shelves(page: HomePage) -> dict[str, Any]:
    """Return categories, newest products, villages with makers, stories and places of the page's language."""
    return {
        "categories": Category.get_root_nodes().filter(is_public=True),
        "newest_products": newest_products(),
        "villages": villages_with_makers(),
        "stories": stories_of(page),
        "places": _pages("DestinationPage", page).order_by("-first_published_at")[:PLACES],
    }


def newest_products() -> list[Card]:
    """Return the goods that came last."""
    return cards_for(numbers_of(Filters(), limit=PRODUCTS))


def villages_with_makers() -> list[Village]:
    """Return the villages with most goods on sale, each with their number as `goods`."""
    most = villages_with_most(VILLAGES)
    found = Village.objects.select_related("district__regency").in_bulk([code for code, _goods in most])
    for code, number in most:
        found[code].goods = number
    return [found[code] for code, _goods in most]


def stories_of(page: HomePage) -> list[Any]:
    """Return the stories an editor has picked, then the newest until the shelf is full."""
    chosen = [highlight.story_id for highlight in page.highlights.all()]
    newest = _pages("StoryPage", page).order_by("-date", "-pk")
    picked = {story.pk: story for story in newest.filter(pk__in=chosen)} if chosen else {}
    first = [picked[key] for key in chosen if key in picked]
    return [*first, *newest.exclude(pk__in=picked)[:STORIES]][:STORIES]


def _pages(model: str, page: HomePage) -> QuerySet:
    return as_cards(apps.get_model("cms", model).objects.filter(locale_id=page.locale_id))
