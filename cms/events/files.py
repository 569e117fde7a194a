"""/acara/acara.ics and /acara/<slug>.ics: events for the calendar of a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.events import calendar
from cms.events.ics import write_calendar
from cms.models import EventPage
from market.open_pages import open_pages
from market.pagecache.public import public_page

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


@require_safe
@public_page
def every_event(request: HttpRequest) -> HttpResponse:
    """Send all that comes, in the language of the address."""
    return _sent(calendar.coming(_events(request), timezone.now()), "acara")


@require_safe
@public_page
def one_event(request: HttpRequest, slug: str) -> HttpResponse:
    """Send one event, also one that is over."""
    found = _events(request).filter(slug=slug).order_by("path").first()
    if found is None:
        raise Http404
    return _sent([found], slug)


def _events(request: HttpRequest) -> QuerySet[EventPage]:
    """Return what is open to all in the language of the address; on a regency's host what is its own."""
    home = getattr(request, "regency_home", None)
    events = EventPage.objects.descendant_of(home) if home else EventPage.objects.all()
    shown = open_pages(events.filter(locale__language_code=get_language() or "id"))
    return shown.select_related("village__district__regency", "locale").defer("body")


def _sent(events: list[EventPage], name: str) -> HttpResponse:
    answer = HttpResponse(write_calendar(events, _("Acara Pasar Hulu")), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    answer["X-Robots-Tag"] = "noindex"
    return answer
