"""How goods, makers, villages, stories, places, events and routes lead to each other.

What an editor chose is read from Wagtail's index of references, what lies near from the official areas. Shelves of
goods and of stories are one query each; makers, places and events that are near come together in one (`near.py`).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Case, CharField, IntegerField, Model, Q, QuerySet, Value, When
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex

from catalogue.cards import Card, cards_chosen_by
from catalogue.models import Product
from cms.events import calendar
from market.attribution.said import from_story
from market.open_pages import open_pages
from sellers.models import Producer

if TYPE_CHECKING:
    from cms.models import EventPage, MakerPage, RoutePage, StoryPage
    from market.regions.models import Village

MOST = 3
GOODS = 6
HERS = 24
NEAR_HERE = f"""
SELECT "product_id" FROM (
    (SELECT "product_id", "created_at", 0 AS far FROM "catalogue_listed" WHERE "marks" @> ARRAY['s', %s]
        ORDER BY "created_at" DESC LIMIT {GOODS})
    UNION ALL
    (SELECT "product_id", "created_at", 1 AS far FROM "catalogue_listed" WHERE "marks" @> ARRAY['s', %s]
        ORDER BY "created_at" DESC LIMIT 2 * {GOODS})
) near GROUP BY "product_id" ORDER BY min(far), max("created_at") DESC LIMIT {GOODS}
"""  # noqa: S608  (numbers of ours)
FROM_HERE = f"""
SELECT "product_id" FROM "catalogue_listed" WHERE "marks" @> ARRAY['s', %s] AND "product_id" <> ALL(%s)
ORDER BY "created_at" DESC LIMIT {GOODS}
"""  # noqa: S608  (a number of ours)
BY_HER = f"""
SELECT listed."product_id" FROM "catalogue_listed" listed
JOIN "catalogue_product" product ON product."id" = listed."product_id"
WHERE product."producer_id" = %s AND listed."marks" @> ARRAY['s'] ORDER BY listed."created_at" DESC LIMIT {HERS}
"""  # noqa: S608  (a number of ours)


def goods_near(page: Any) -> list[Card]:
    """Return goods of the page's village, then the newest of its regency; none without a place.

    As on every shelf the links say that one comes from this page, so that what it sells can be counted.
    """
    if not page.regency_id:
        return []
    cards = cards_chosen_by(NEAR_HERE, [f"v{page.village_id or ''}", f"r{page.regency_id}"])
    return _linked_from(page, sorted(cards, key=lambda card: not _is_from(card, page.village)))


def goods_from_here(page: Any, *, but: Collection[int] = ()) -> list[Card]:
    """Return the newest goods of the page's village, without those of these numbers, which it shows already."""
    if not page.village_id:
        return []
    return _linked_from(page, cards_chosen_by(FROM_HERE, [f"v{page.village_id}", list(but)]))


def goods_by(producer: Producer, page: Any = None) -> list[Card]:
    """Return what one maker has on sale, newest first, with links from a page."""
    return _linked_from(page, cards_chosen_by(BY_HER, [producer.pk]))


def _linked_from(page: Any, cards: list[Card]) -> list[Card]:
    return [replace(card, url=from_story(card.url, page.pk)) for card in cards] if page else cards


def _is_from(card: Card, village: Village | None) -> bool:
    return village is not None and (card.village, card.district) == (village.name, village.district.name)


def stories_about(page: Any) -> list[StoryPage]:
    """Return stories of the page's language in which an editor put it, then those from its village, newest first."""
    named = _naming("StoryPage", Q(**_type("to_content_type", Page), to_object_id__in=_translations(page)))
    return _stories(page, named)


def stories_of_maker(page: MakerPage) -> list[StoryPage]:
    """Return stories that show this maker, her page or her goods, then those from her village, newest first."""
    goods = Product.objects.filter(producer_id=page.producer_id).annotate(number=Cast("pk", CharField()))
    chosen = (
        Q(**_type("to_content_type", Page), to_object_id__in=_translations(page))
        | Q(**_type("to_content_type", Product), to_object_id__in=goods.order_by().values("number"))
        | Q(**_type("to_content_type", Producer), to_object_id=str(page.producer_id))
    )
    return _stories(page, _naming("StoryPage", chosen))


def routes_through(page: Any) -> list[RoutePage]:
    """Return routes of the page's language that stop at this page, or that begin in its village."""
    stops_here = Q(
        pk__in=_model("RoutePage").objects.filter(stops__place__translation_key=page.translation_key).values("pk")
    )
    if page.village_id:
        stops_here |= Q(village_id=page.village_id)
    return list(_cards("RoutePage", page).filter(stops_here).order_by("-first_published_at", "-pk")[:MOST])


def told_by(page: Any) -> list[StoryPage]:
    """Return the newest stories that an agency answers for."""
    found = _cards("StoryPage", page).filter(agency_id=page.agency_id)
    return list(found.order_by("-date", "-pk")[:MOST])


def pages_from(village: Village, name: str, locale: int, order: str) -> list[Any]:
    """Return the newest pages of one kind from a village."""
    found = _cards(name, Spot(village, locale)).filter(village_id=village.pk)
    return list(found.order_by(order, "-pk")[:MOST])


def coming_in(village: Village, locale: int) -> list[EventPage]:
    """Return what comes in a village, the next first."""
    found = _cards("EventPage", Spot(village, locale)).filter(village_id=village.pk)
    return calendar.coming(found, timezone.now())[:MOST]


class Spot:
    """A village seen as a page, for shelves around a village that may have no page of its own."""

    def __init__(self, village: Village, locale: int) -> None:
        self.pk, self.translation_key, self.locale_id = None, None, locale
        self.village, self.village_id = village, village.pk
        self.regency_id = village.district.regency_id


def _stories(page: Any, named: QuerySet) -> list[StoryPage]:
    first = Case(When(pk__in=named, then=Value(0)), default=Value(1), output_field=IntegerField())
    near = Q(village_id=page.village_id) if page.village_id else Q(pk__in=[])
    found = _cards("StoryPage", page).annotate(far=first).filter(Q(far=0) | near)
    return list(found.order_by("far", "-date", "-pk")[:MOST])


def _cards(name: str, page: Any) -> QuerySet:
    """Return pages of one kind for everybody, in the language of a page and without it, as links show them."""
    pages = open_pages(_model(name).objects.filter(locale_id=page.locale_id)).exclude(pk=page.pk)
    return pages.select_related("village__district", "regency", "locale").defer("body")


def _naming(name: str, chosen: Q) -> QuerySet:
    found = ReferenceIndex.objects.filter(chosen, **_type("content_type", _model(name)))
    return found.annotate(page=Cast("object_id", IntegerField())).values("page")


def _model(name: str) -> Any:
    return apps.get_model("cms", name)  # the models of this room call what is written here


def _translations(page: Any) -> QuerySet:
    same = Page.objects.filter(translation_key=page.translation_key)
    return same.annotate(number=Cast("pk", CharField())).values("number")


def _type(name: str, model: type[Model]) -> dict[str, str]:
    # The types are joined by name: their numbers differ from one database to the next.
    return {f"{name}__app_label": model._meta.app_label, f"{name}__model": str(model._meta.model_name)}
