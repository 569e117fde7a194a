"""Which published pages want reading again: nobody has looked for too long, or what they tell is over.

How long is too long depends on the kind. Only Indonesian pages are named: their translations go with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import uuid4

from dateutil.relativedelta import relativedelta
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper, JSONField, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, TruncDate
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page, Revision
from wagtail.permissions import page_permission_policy

from cms.events.calendar import last_day_over
from market.accounts.models import User
from market.accounts.roles import EDITOR, is_editor
from market.notify.actions import tell

if TYPE_CHECKING:
    from cms.models import EventPage

MONTHS = {"cms.DestinationPage": 12, "cms.RoutePage": 12, "cms.MakerPage": 24, "cms.VillagePage": 24}
"""A story is of its day and does not grow old."""

MONTHS_WITH_PRICES = 6
PRICES = f"ada daftar harga, dibaca ulang tiap {MONTHS_WITH_PRICES} bulan"
KINDS = ("cms.StoryPage", "cms.EventPage", *MONTHS)
WHOSE = ("title", "regency_id")
TIMES = ("starts_at", "ends_at", "repeats", "repeats_until")
STILL_TRUE = "cms.still_true"
NAMED = 3  # pages whose titles a message names


class Stale(NamedTuple):
    """A page that wants reading again: since when nobody has looked, why that is too long, and whose it is."""

    since: date
    why: str
    title: str
    regency: str | None


def stale_pages(pages: QuerySet[Page], now: datetime, most: int | None = None) -> dict[int, Stale]:
    """Return by key those of the pages that want reading again, the longest unread first, at most so many.

    One query for each kind, and no body is read.
    """
    wanted = pages.filter(live=True, alias_of=None, locale__language_code=settings.LANGUAGE_CODE).order_by()
    found = {key: stale for kind in KINDS for key, stale in _stale_of(kind, wanted.values("pk"), now, most)}
    return dict(sorted(found.items(), key=lambda each: (each[1].since, each[0]))[:most])


@transaction.atomic
def confirm(*, page: Page, by: User, today: date) -> None:
    """Note that a page and its translations were read today and are still true.

    Nothing is published: the date is written into what readers see and into drafts, so that neither loses it.
    """
    same = Page.objects.select_for_update(of=("self",)).filter(translation_key=page.translation_key)
    for each in same.order_by("pk"):
        each.specific_class.objects.filter(pk=each.pk).update(last_reviewed=today)  # type: ignore[union-attr]
        kept = Q(pk__in=[each.latest_revision_id, each.live_revision_id]) | Q(approved_go_live_at__isnull=False)
        for revision in Revision.page_revisions.select_for_update().filter(kept, object_id=str(each.pk)):
            revision.content["last_reviewed"] = today.isoformat()
            Revision.objects.filter(pk=revision.pk).update(content=revision.content)
        # Of one deed, which a request's uuid names, a history shows the last entry only: that of the translation.
        log(instance=each.specific, action=STILL_TRUE, user=by, uuid=uuid4())


def tell_editors(now: datetime) -> int:
    """Tell each editor once a week which pages of hers want reading again; return how many have some."""
    stale = stale_pages(Page.objects.all(), now)
    year, week, _day = timezone.localdate(now).isocalendar()
    told = 0
    for editor in _editors() if stale else []:
        if titles := _titles_for(editor, stale):
            key = f"pages_stale:{editor.pk}:{year}-{week}"
            context = {"titles": titles[:NAMED], "more": len(titles) - NAMED, "link": _address()}
            tell(phone=editor.phone, template="pages_stale", context=context, key=key)
            told += 1
    return told


def _stale_of(kind: str, wanted: QuerySet[Any], now: datetime, most: int | None) -> Iterator[tuple[int, Stale]]:
    today = timezone.localdate(now)
    pages = _dated(apps.get_model(kind), today).filter(pk__in=wanted)
    if kind == "cms.EventPage":
        yield from _stale_events(pages, now)
        return
    months = MONTHS.get(kind)
    is_old = Q(is_read_for_prices=True)
    if months:
        is_old |= Q(read__lte=today - relativedelta(months=months)) & ~Q(lead="", blocks=[])  # villages' may be empty
    rows = pages.filter(is_old).order_by("read", "pk")
    for key, read, is_for_prices, *whose in rows.values_list("pk", "read", "is_read_for_prices", *WHOSE)[:most]:
        yield key, Stale(read, PRICES if is_for_prices else f"dibaca ulang tiap {months} bulan", *whose)


def _dated(kind: type[Any], today: date) -> QuerySet[Any]:
    """Return pages with the day on which somebody `read` them, and whether that is too long ago for their prices."""
    has_prices = Q(blocks__contains=[{"type": "prices"}], read__lte=today - relativedelta(months=MONTHS_WITH_PRICES))
    return kind.objects.alias(blocks=Cast("body", JSONField())).annotate(
        read=Coalesce("last_reviewed", TruncDate("last_published_at"), Value(today)),
        is_read_for_prices=ExpressionWrapper(has_prices, BooleanField()),
    )


def _stale_events(events: QuerySet[Any], now: datetime) -> Iterator[tuple[int, Stale]]:
    """Yield those that are over and that nobody has read since; and those to come with old prices."""
    ended = TruncDate(Coalesce("ends_at", "starts_at"))
    may_be_over = Q(starts_at__lt=now) & (Q(read__lte=ended) | Q(repeats_until__isnull=False))
    for event in events.filter(may_be_over | Q(is_read_for_prices=True)).only(*WHOSE, *TIMES).order_by("pk"):
        whose = (event.title, event.regency_id)
        if over := _over_since(event, now):
            if event.read <= over:
                yield event.pk, Stale(over, "acaranya sudah lewat", *whose)
        elif event.is_read_for_prices:
            yield event.pk, Stale(event.read, PRICES, *whose)


def _over_since(event: EventPage, now: datetime) -> date | None:
    """Return the last day of an event that does not come again; none for all else."""
    if event.next_time(now):
        return None
    return timezone.localdate(last_day_over(event) or event.ends_at or event.starts_at)


def _editors() -> Iterable[User]:
    found = User.objects.filter(is_active=True, groups__name__startswith=EDITOR).exclude(phone="").distinct()
    return (user for user in found.order_by("pk") if is_editor(user))


def _titles_for(editor: User, stale: dict[int, Stale]) -> list[str]:
    """Return what the pages are called that this editor may change, of her own regency, in their order."""
    of = editor.regency_id
    own = {key for key, page in stale.items() if of is None or page.regency in (None, of)}
    may = page_permission_policy.instances_user_has_permission_for(editor, "change")
    hers = set(may.filter(pk__in=own).values_list("pk", flat=True))
    return [page.title for key, page in stale.items() if key in hers]


def _address() -> str:
    return f"{settings.BASE_URL.rstrip('/')}{reverse('stale_pages')}"
