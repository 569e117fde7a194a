"""How goods, makers, villages, stories, places, events and routes lead to each other: every shelf is one query.

What an editor chose is read from Wagtail's index of references, what lies near from the official areas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Case, CharField, IntegerField, Model, Q, QuerySet, Value, When
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex

from catalogue.cards import Card, cards_chosen_by
from catalogue.models import Product
from cms import calendar
from market.open_pages import open_pages
from sellers.models import Producer

if TYPE_CHECKING:
    from cms.models import DestinationPage, EventPage, MakerPage, RoutePage, StoryPage
    from market.regions.models import Village

MOST = 3
GOODS = 6
HERS = 24
FROM_HERE = f"""
SELECT "product_id" FROM (
    (SELECT "product_id", "created_at", 0 AS far FROM "catalogue_listed" WHERE "marks" @> ARRAY['s', %s]
        ORDER BY "created_at" DESC LIMIT {GOODS})
    UNION ALL
    (SELECT "product_id", "created_at", 1 AS far FROM "catalogue_listed" WHERE "marks" @> ARRAY['s', %s]
        ORDER BY "created_at" DESC LIMIT 2 * {GOODS})
) near GROUP BY "product_id" ORDER BY min(far), max("created_at") DESC LIMIT {GOODS}
"""  # noqa: S608  (numbers of ours)
BY_HER = f"""
SELECT listed."product_id" FROM "catalogue_listed" listed
JOIN "catalogue_product" product ON product."id" = listed."product_id"
WHERE product."producer_id" = %s AND listed."marks" @> ARRAY['s'] ORDER BY listed."created_at" DESC LIMIT {HERS}
"""  # noqa: S608  (a number of ours)


def goods_near(page: Any) -> list[Card]:
    """Return goods from the page's village, filled up with the newest of its regency; none without a place."""
    if not page.regency_id:
        return []
    return cards_chosen_by(FROM_HERE, [f"v{page.village_id or ''}", f"r{page.regency_id}"])


def goods_by(producer: Producer) -> list[Card]:
    """Return what one maker has on sale, newest first."""
    return cards_chosen_by(BY_HER, [producer.pk])


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


def places_near(page: Any) -> list[DestinationPage]:
    """Return places of the page's language in its regency, the nearest first."""
    return list(_nearest("DestinationPage", page).order_by("far", "-first_published_at", "-pk")[:MOST])


def makers_near(page: Any) -> list[MakerPage]:
    """Return makers' pages of the page's language in its regency, the nearest first."""
    return list(_nearest("MakerPage", page).order_by("far", "-first_published_at", "-pk")[:MOST])


def events_near(page: Any) -> list[EventPage]:
    """Return what comes in the page's regency, the nearest first, each with its `next_start`."""
    found = calendar.coming(_nearest("EventPage", page), timezone.now())
    return sorted(found, key=lambda event: event.far)[:MOST]  # type: ignore[attr-defined]


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


def _nearest(name: str, page: Any) -> QuerySet:
    district = page.village.district_id if page.village_id else ""
    far = Case(
        When(village_id=page.village_id or "", then=Value(0)),
        When(village__district_id=district, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return _cards(name, page).filter(regency_id=page.regency_id or "").annotate(far=far)


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
