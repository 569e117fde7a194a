"""Publishes what stands beside stories and places: agencies, words of villages, makers, events and routes."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from cms.models import AgencyPage, DestinationPage, EventPage, MakerPage, RoutePage, RouteStop, StoryPage, VillagePage
from cms.tree.publishing import MAIN, publish, tell_of_village
from cms.tree.villages import make_village_pages
from market.accounts.models import User
from market.demo.data import people
from market.demo.data.tales import pages, places
from market.regions.models import Agency, Village
from sellers.models import Producer

Row = dict[str, Any]
CONTACT = {"contact_name": "Pak Edi (contoh)", "contact_phone": people.HASAN.phone}
"""Pak Hasan reads what visitors ask: his messages are at /demo/ with all others."""


def make_kinds(cast: dict[str, User]) -> None:
    """Publish them in Indonesian and English; stories, places, shops and goods must be there."""
    told = pages()
    agencies = [_agency(row) for row in told["agencies"]]
    _let_agencies_answer(agencies)
    destinations = _describe_places()
    makers = {row["who"]: _maker(row, cast) for row in told["makers"]}
    events = [_event(row, destinations) for row in told["events"]]
    make_village_pages()
    for row in told["villages"]:
        _village(row)
    for row in told["routes"]:
        _route(row, destinations, makers, events)


def _agency(row: Row) -> Agency:
    known = {name: row[name] for name in ("name", "short_name", "phone", "address")}
    agency = Agency.objects.create(regency_id=row["regency"], **known)
    page = AgencyPage(title=row["name"], lead=row["lead"], hours=row["hours"], agency=agency)
    publish(page, body=_text(row["text"]), english={**_english(row), "hours": row["hours_en"]})
    return agency


def _let_agencies_answer(agencies: list[Agency]) -> None:
    """Let each answer for the stories of its regency, read lately."""
    for agency in agencies:
        for story in StoryPage.objects.filter(regency_id=agency.regency_id):
            story.agency, story.last_reviewed = agency, story.date
            story.save_revision().publish()


def _describe_places() -> list[DestinationPage]:
    """Write what visitors must know into the places that were published; return them in the order of the data."""
    found = []
    for tale in places():
        for page in DestinationPage.objects.filter(title__in=[tale.title, tale.title_en]):
            said = {**tale.visit, **(tale.visit_en if page.locale.language_code != MAIN else {})}
            if tale.village and (village := Village.objects.filter(pk=tale.village).first()):
                said["village"] = village
            for name, value in {**said, **_point(tale.latitude, tale.longitude), **CONTACT}.items():
                setattr(page, name, value)
            page.save_revision().publish()
            if page.locale.language_code == MAIN:
                found.append(page)
    return found


def _maker(row: Row, cast: dict[str, User]) -> MakerPage | None:
    producer = _producer(row["who"], cast)
    if producer is None:
        return None
    page = MakerPage(
        title=row["title"] or producer.name,
        lead=row["lead"],
        voice=row["voice"],
        producer=producer,
        village=producer.village,
        regency=producer.village.district.regency,
    )
    english = {**_english(row), "title": row["title_en"] or producer.name, "voice": row["voice_en"]}
    return publish(page, body=_text(row["text"]), english=english)


def _producer(who: str, cast: dict[str, User]) -> Producer | None:
    phones = {"sari": people.SARI.phone, "rahman": people.RAHMAN.phone, "hasan": people.HASAN.phone}
    if who in phones:
        return Producer.objects.filter(user=cast[phones[who]]).first()
    hub = Producer.objects.filter(user=cast[people.HASAN.phone]).values("seller")
    return Producer.objects.filter(seller__in=hub, user=None).order_by("pk").first()


def _event(row: Row, destinations: list[DestinationPage]) -> EventPage:
    day = timezone.localtime().replace(minute=0, second=0, microsecond=0) + timedelta(days=row["in_days"])
    begins = day.replace(hour=row["hour"])
    page = EventPage(
        title=row["title"],
        lead=row["lead"],
        picture=destinations[row["place"]].picture,
        starts_at=begins,
        ends_at=begins + timedelta(hours=row["hours"]),
        repeats=row["repeats"],
        where=row["where"],
        fee=row["fee"],
        **_place(row),
        **_point(row["latitude"], row["longitude"]),
    )
    english = {**_english(row), "where": row["where_en"], "fee": row["fee_en"]}
    return publish(page, body=_text(row["text"]), english=english)


def _village(row: Row) -> None:
    village = Village.objects.filter(pk=row["code"]).first()
    if village is None or not VillagePage.objects.filter(village=village).exists():
        return
    tell_of_village(
        village=village,
        lead=row["lead"],
        lead_en=row["lead_en"],
        body=_text(row["text"]),
        body_en=_text(row["text_en"]),
        **_point(row["latitude"], row["longitude"]),
    )


def _route(
    row: Row, destinations: list[DestinationPage], makers: dict[str, MakerPage | None], events: list[EventPage]
) -> None:
    def stops(ending: str) -> list[RouteStop]:
        made = [_stop(each, at, ending, destinations, makers, events) for at, each in enumerate(row["stops"])]
        return [stop for stop in made if stop.place or stop.title]

    known = ("length", "season", "cost")
    page = RoutePage(
        title=row["title"],
        lead=row["lead"],
        picture=destinations[row["picture"]].picture,
        **{name: row[name] for name in known},
        **_place(row),
        **CONTACT,
    )
    page.stops = stops("")  # type: ignore[misc]
    english = {**_english(row), **{name: row[f"{name}_en"] for name in known}}
    english["stops"] = stops("_en")
    publish(page, body=_text(row["text"]), english=english)


def _stop(
    row: Row,
    at: int,
    ending: str,
    destinations: list[DestinationPage],
    makers: dict[str, MakerPage | None],
    events: list[EventPage],
) -> RouteStop:
    place: Any = None
    if "place" in row:
        place = destinations[row["place"]]
    elif "event" in row:
        place = events[row["event"]]
    elif "maker" in row:
        place = makers[row["maker"]]
    elif "village" in row:
        place = VillagePage.objects.filter(village_id=row["village"], locale__language_code=MAIN).first()
    words = {name: row.get(f"{name}{ending}", "") for name in ("title", "text", "getting_there")}
    hours = Decimal(row["hours"]) if row.get("hours") else None
    return RouteStop(sort_order=at, day=row["day"], place=place, hours=hours, **words)


def _place(row: Row) -> Row:
    return {"regency_id": row["regency"], "village": Village.objects.filter(pk=row["village"]).first()}


def _point(latitude: str, longitude: str) -> Row:
    return {"latitude": Decimal(latitude), "longitude": Decimal(longitude)} if latitude else {}


def _text(paragraphs: list[str]) -> list[tuple[str, Any]]:
    return [("text", paragraph) for paragraph in paragraphs]


def _english(row: Row) -> Row:
    return {"title": row["title_en"], "lead": row["lead_en"], "body": _text(row["text_en"])}
