"""Hemat data: whoever pays by the megabyte gets pictures only when asked for; pages come in two kinds.

The browser says so with `Save-Data: on` (https://wicg.github.io/savedata/), or a person with the switch in the footer,
which is a cookie and wins over the header.
"""

from __future__ import annotations

from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from market.pagecache.origin import from_our_own_pages

COOKIE = "hemat"
YEAR = 60 * 60 * 24 * 365  # seconds

is_thrifty: ContextVar[bool] = ContextVar("is_thrifty", default=False)
"""Is the page being made one without pictures? Set for each request by the page cache."""


def saves_data(request: HttpRequest) -> bool:
    """Does whoever asks want pictures only on request?"""
    chosen = request.COOKIES.get(COOKIE)
    return chosen == "1" if chosen in ("0", "1") else request.META.get("HTTP_SAVE_DATA", "").lower() == "on"


@require_POST
@from_our_own_pages
def choose(request: HttpRequest) -> HttpResponse:
    """Keep the choice for a year and go back to where it was made."""
    place = request.POST.get("next", "/")
    is_ours = url_has_allowed_host_and_scheme(place, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(place if is_ours else "/")
    response.set_cookie(
        COOKIE,
        "1" if request.POST.get("saves") == "1" else "0",
        max_age=YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
