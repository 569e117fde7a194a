"""What holds for every address of the API: who may ask how often, in which language, and by which words."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext as _
from ninja.errors import ValidationError

from market.accounts.counting import count
from market.accounts.networks import network_of
from market.opendata.api import api
from market.opendata.problems import in_words, problem
from market.pagecache.public import public_page

LANGUAGES = {code for code, _name in settings.LANGUAGES}
READING = ("GET", "HEAD", "OPTIONS")
WITHIN = 60  # seconds
logger = logging.getLogger("django.request")
View = Callable[..., HttpResponseBase]


def door(view: View, route: str | None) -> View:
    """Decorate a view of the API; what it answers is a public page, kept and tagged like any other."""

    @wraps(view)
    def through(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        asked = request.GET.get("lang", "")
        language = asked if asked in LANGUAGES else settings.LANGUAGE_CODE
        with translation.override(language):
            response = _answer(view, route, request, *args, **kwargs)
        response["Content-Language"] = language
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Retry-After"
        return response

    shown = public_page(through)
    shown.csrf_exempt = True  # type: ignore[attr-defined]
    return shown


def _answer(view: View, route: str | None, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return _preflight()
    if request.method not in READING:
        response = problem(request, 405)
        response["Allow"] = ", ".join(READING)
        return response
    if not may_ask(request):
        response = problem(request, 429)
        response["Retry-After"] = str(WITHIN)
        return response
    unknown = sorted(set(request.GET) - known_to(route)) if route is not None else []
    if unknown:
        words = [{"parameter": name[:100], "detail": _("Isian ini tidak dikenal.")} for name in unknown[:10]]
        return problem(request, 422, words)
    return _read(view, request, *args, **kwargs)


def _read(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    method, request.method = request.method, "GET"  # what answers HEAD is cut off later
    try:
        return view(request, *args, **kwargs)
    except Exception:
        logger.exception("the API failed at %s", request.path)
        return problem(request, 500)
    finally:
        request.method = method


def _preflight() -> HttpResponse:
    response = HttpResponse(status=204)
    response["Allow"] = response["Access-Control-Allow-Methods"] = ", ".join(READING)
    response["Access-Control-Allow-Headers"] = "If-None-Match, Accept, Content-Type"
    response["Access-Control-Max-Age"] = "86400"
    return response


def may_ask(request: HttpRequest) -> bool:
    """Count what is asked from one network in a minute; what the page cache answers never comes here."""
    return bool(count(f"api:{network_of(request)}", within=WITHIN) <= settings.API_PER_MINUTE)


@lru_cache(maxsize=1)
def _parameters() -> dict[str, frozenset[str]]:
    paths = api.get_openapi_schema(path_prefix="/")["paths"]
    return {
        path: frozenset(one["name"] for one in operations["get"].get("parameters", []) if one["in"] == "query")
        for path, operations in paths.items()
    }


def known_to(route: str) -> frozenset[str]:
    """Return what may stand behind `?` of an address."""
    path = "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route)
    return _parameters().get(path, frozenset({"lang"}))


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problem(request, 422, in_words(error.errors))


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(request, 404)
