"""What browsers ask for to keep the shop readable without a signal."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from market.offline.app import SHARED_SCRIPTS, SHORTCUTS, parts_of_the_app
from market.pagecache.public import public_page

PARTS = (
    *(f"worker/{name}" for name in ("rules", "shelves", "kept")),
    *SHARED_SCRIPTS,
    "worker/workshop",
    "worker/worker",
)
"""The scripts of the worker under static/js/, each resting on those before it."""

NEEDED = ("css/site.css", "js/header.js", "js/kept_pages.js", "img/favicon.svg")
"""What the page without a signal is made of."""

THEME, PAPER = "#0c433d", "#faf6ee"


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Answer the service worker: hardly more than the addresses of its parts, so that a new part makes a new one."""
    parts = ", ".join(json.dumps(static(f"js/{name}.js")) for name in PARTS)
    pages = {"pages": _in_each_language("no_signal"), "unsent": _in_each_language("not_sent")}
    said = json.dumps({**pages, "files": [static(name) for name in NEEDED], "workshop": parts_of_the_app()})
    return _unkept(HttpResponse(f"importScripts({parts});\nbegin({said});\n", content_type="text/javascript"))


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Answer what a phone shows of the shop on its home screen."""
    return _manifest("/", "Pasar Hulu", "Pasar Hulu")


@require_safe
def app_manifest(request: HttpRequest) -> HttpResponse:
    """Answer what a phone shows of the seller app: one of its own, that opens at /jual/."""
    return _manifest("/jual/", "Jualan di Pasar Hulu", "Jualan Hulu", shortcuts=SHORTCUTS)


@require_safe
@public_page
def no_signal(request: HttpRequest) -> HttpResponse:
    """Show what can be read without a signal; the worker answers with this page where it has kept none."""
    return render(request, "offline/no_signal.html")


@require_safe
@public_page
def not_sent(request: HttpRequest) -> HttpResponse:
    """Say that what was sent had no answer; the worker answers with this page to a form that no signal carried."""
    return render(request, "offline/not_sent.html")


def _in_each_language(view: str) -> dict[str, str]:
    found = {}
    for language in ("id", "en"):
        with override(language):
            found[language] = reverse(view)
    return found


def _manifest(start: str, name: str, short_name: str, **more: Any) -> HttpResponse:
    answer = {
        "id": start,
        "name": name,
        "short_name": short_name,
        "lang": "id",
        "start_url": start,
        "scope": "/",
        "display": "standalone",
        "theme_color": THEME,
        "background_color": PAPER,
        "icons": [
            {"src": static("img/favicon.svg"), "sizes": "any", "type": "image/svg+xml"},
            {"src": static("img/icon-192.png"), "sizes": "192x192", "type": "image/png"},
            {"src": static("img/icon-512.png"), "sizes": "512x512", "type": "image/png", "purpose": "any maskable"},
        ],
        **more,
    }
    return _unkept(JsonResponse(answer, content_type="application/manifest+json"))


def _unkept(response: HttpResponse) -> HttpResponse:
    """Let browsers ask each time: a worker that is kept cannot be mended."""
    response["Cache-Control"] = "no-cache"
    return response
