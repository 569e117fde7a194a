"""Forms on public pages have no token: where they come from is checked instead.

Every browser since 2020 says where a POST comes from (Fetch Metadata, https://www.w3.org/TR/fetch-metadata/, and
`Origin`, RFC 6454). Another site cannot forge either header.
"""

from __future__ import annotations

from enum import Enum
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from market.pagecache.public import View


class Source(Enum):
    """Where a request comes from, by its own headers."""

    OURS = "ours"
    FOREIGN = "foreign"
    UNSAID = "unsaid"


def source_of(request: HttpRequest) -> Source:
    """Say where a request comes from; what one header says against it, no other makes good."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site not in (None, "same-origin") or origin not in (None, f"{request.scheme}://{request.get_host()}"):
        return Source.FOREIGN
    return Source.UNSAID if site is None and origin is None else Source.OURS


def from_our_own_pages(view: View) -> View:
    """Take a POST from our own pages without a token; every other needs one, as any form does.

    A browser that does not say where it comes from is shown the same form once more, with a token.
    """

    @csrf_exempt
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        source = source_of(request)
        if request.method != "POST" or source is Source.OURS:
            return view(request, *args, **kwargs)
        refusal = CsrfViewMiddleware(view).process_view(request, view, args, kwargs)
        if refusal is None:
            return view(request, *args, **kwargs)
        return refusal if source is Source.FOREIGN else _ask_again(request)

    return checked


def _ask_again(request: HttpRequest) -> HttpResponse:
    fields = [(name, values) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"]
    typed = [(name, value) for name, values in fields for value in values]
    return render(request, "pagecache/ask_again.html", {"typed": typed}, status=422)
