"""What lies around a page or a product, of several kinds, as flat rows: one query for all the links of a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple

from django.apps import apps
from django.db.models import Case, CharField, DateField, DateTimeField, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Cast
from django.utils import timezone

from cms.events import calendar
from cms.graph.telling import newest_showing
from cms.live.things import address_of_page
from market.open_pages import open_pages
from market.prepared import Prepared, rows_of
from sellers.models import OPEN_SHOP

if TYPE_CHECKING:
    from django.http import HttpRequest

    from catalogue.models import Product
    from market.regions.models import Village

MOST = 3
LOOKED_AT = 40
"""Events of which those that come are shown; which of them come again is reckoned here."""

SLACK = timedelta(days=31)
"""How long an event lasts at most that is looked for."""

STORY, MAKER, PLACE, EVENT = range(4)
NO_DATE, NO_MOMENT = Cast(None, DateField()), Cast(None, DateTimeField())
NO_WORDS = Cast(Value(""), CharField())
ONCE = {"begins": NO_MOMENT, "ends": NO_MOMENT, "again": NO_WORDS, "until": NO_DATE}
COLUMNS = (
    "kind", "far", "since", "pk", "title", "lead", "url_path",
    "village__name", "village__district__name", "regency__name", "begins", "ends", "again", "until",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Link:
    """One page that another leads to; `date` is that of a story, `next_start` when an event is next."""

    title: str
    lead: str
    address: str
    whereabouts: str
    date: date | None = None
    next_start: datetime | None = None


class Around(NamedTuple):
    """What is around, of each kind the nearest first; stories are those that show a product."""

    stories: list[Link]
    makers: list[Link]
    places: list[Link]
    events: list[Link]


NOTHING = Around([], [], [], [])


def around_page(page: Any, request: HttpRequest | None = None) -> Around:
    """Return makers, places and coming events of a page's regency in its language, without the page itself."""
    if not page.regency_id:
        return NOTHING
    where = _where(page.village, str(page.regency_id))
    language = page.locale.language_code
    rows = rows_of(*AROUND_A_PAGE.sql(language=language, number=page.pk or 0, since=_since(), **where))
    return _told(rows, language, request)


def around_product(product: Product, language: str, request: HttpRequest | None = None) -> Around:
    """Return stories that show a product, newest first, and places and coming events where it is from."""
    village: Any = product.village
    where = _where(village, village.district.regency_id if village else "")
    known = {"product": str(product.pk), "language": language, "since": _since()}
    return _told(rows_of(*AROUND_A_PRODUCT.sql(**known, **where)), language, request)


def _where(village: Village | None, regency: str) -> dict[str, str]:
    if village is None:
        return {"village": "", "district": "", "regency": regency}
    return {"village": village.pk, "district": village.district_id, "regency": regency}


def _since() -> date:
    return timezone.localdate() - SLACK


def _told(rows: Iterable[tuple[Any, ...]], language: str, request: HttpRequest | None) -> Around:
    """Return the rows by kind, the nearest first and then the newest, of events those that come and the next first."""
    now = timezone.now()
    found: dict[int, list[tuple[Any, Link]]] = {STORY: [], MAKER: [], PLACE: [], EVENT: []}
    for row in rows:
        kind, far, since, *said, begins, ends, again, until = row
        next_start = _next(begins, ends, again, until, now) if kind == EVENT else None
        if kind == EVENT and next_start is None:
            continue
        when = next_start.timestamp() if next_start else -since.timestamp() if since else 0
        day = since.date() if kind == STORY else None
        found[kind].append(((far, when, -said[0]), _link(said, language, request, day, next_start)))
    shown = (sorted(each, key=lambda one: one[0])[:MOST] for each in found.values())
    return Around(*([link for _order, link in each] for each in shown))


def _next(begins: datetime, ends: datetime | None, again: str, until: date | None, now: datetime) -> datetime | None:
    event: Any = SimpleNamespace(starts_at=begins, ends_at=ends, repeats=again, repeats_until=until)
    times = calendar.next_times(event, now, most=1)
    return times[0][0] if times else None


def _link(said: list[Any], language: str, request: HttpRequest | None, day: date | None, at: datetime | None) -> Link:
    number, title, lead, path, village, district, regency = said
    whereabouts = f"{village}, Kec. {district}" if village else regency or ""
    return Link(title, lead, address_of_page(number, path, language, request), whereabouts, day, at)


def _near(kind: int, name: str, *, language: str, village: str, district: str, regency: str) -> QuerySet[Any]:
    """Return the pages of one kind in a regency for everybody, the nearest first."""
    far = Case(
        When(village_id=village, then=Value(0)),
        When(village__district_id=district, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    pages = open_pages(apps.get_model("cms", name).objects.filter(locale__language_code=language, regency_id=regency))
    return pages.annotate(kind=Value(kind), far=far, since=F("first_published_at")).order_by("far", "-since", "-pk")


def _makers(**where: str) -> QuerySet[Any]:
    shown = {f"producer__{name}": value for name, value in OPEN_SHOP.items()}
    return _near(MAKER, "MakerPage", **where).filter(**shown).annotate(**ONCE)


def _places(**where: str) -> QuerySet[Any]:
    return _near(PLACE, "DestinationPage", **where).annotate(**ONCE)


def _events(since: date, **where: str) -> QuerySet[Any]:
    once = Q(ends_at__date__gte=since) | Q(ends_at=None, starts_at__date__gte=since)
    again = ~Q(repeats="") & (Q(repeats_until=None) | Q(repeats_until__gte=since))
    times = {"begins": F("starts_at"), "ends": F("ends_at"), "again": F("repeats"), "until": F("repeats_until")}
    return _near(EVENT, "EventPage", **where).filter(once | again).annotate(**times)


def _rows(*parts: tuple[QuerySet[Any], int]) -> QuerySet[Any]:
    first, *others = (pages.values_list(*COLUMNS)[:most] for pages, most in parts)
    return first.union(*others, all=True)


def _around_a_page(number: int, since: date, **where: str) -> QuerySet[Any]:
    makers, places, events = _makers(**where), _places(**where), _events(since, **where)
    return _rows(*((pages.exclude(pk=number), most) for pages, most in
                   ((makers, MOST), (places, MOST), (events, LOOKED_AT))))  # fmt: skip


def _around_a_product(product: str, language: str, since: date, **where: str) -> QuerySet[Any]:
    where["language"] = language
    of_it = newest_showing(number=product, language=language)
    stories = of_it.annotate(kind=Value(STORY), far=Value(0), since=Cast("date", DateTimeField()), **ONCE)
    return _rows((stories, MOST), (_places(**where), MOST), (_events(since, **where), LOOKED_AT))


PLACE_KINDS: dict[str, type] = {"village": str, "district": str, "regency": str, "language": str, "since": date}
AROUND_A_PAGE = Prepared(_around_a_page, number=int, **PLACE_KINDS)
AROUND_A_PRODUCT = Prepared(_around_a_product, product=str, **PLACE_KINDS)
