"""What browsers ask for to keep the shop readable without a signal."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from market.pagecache.public import public_page

PARTS = ("rules", "shelves", "kept", "worker")
"""The scripts of the worker under static/js/worker/, each resting on those before it."""

NEEDED = ("css/site.css", "js/header.js", "js/kept_pages.js", "img/favicon.svg")
"""What the page without a signal is made of."""

THEME, PAPER = "#0c433d", "#faf6ee"


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Answer the service worker: hardly more than the addresses of its parts, so that a new part makes a new one."""
    parts = ", ".join(json.dumps(static(f"js/worker/{name}.js")) for name in PARTS)
    pages = {"pages": _in_each_language("no_signal"), "unsent": _in_each_language("not_sent")}
    said = json.dumps({**pages, "files": [static(name) for name in NEEDED]})
    return _unkept(HttpResponse(f"importScripts({parts});\nbegin({said});\n", content_type="text/javascript"))


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Answer what a phone shows of the shop on its home screen."""
    icons = [
        {"src": static("img/favicon.svg"), "sizes": "any", "type": "image/svg+xml"},
        {"src": static("img/icon-192.png"), "sizes": "192x192", "type": "image/png"},
        {"src": static("img/icon-512.png"), "sizes": "512x512", "type": "image/png", "purpose": "any maskable"},
    ]
    answer = JsonResponse(
        {
            "name": "Pasar Hulu",
            "short_name": "Pasar Hulu",
            "lang": "id",
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "theme_color": THEME,
            "background_color": PAPER,
            "icons": icons,
        },
        content_type="application/manifest+json",
    )
    return _unkept(answer)


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


def _unkept(response: HttpResponse) -> HttpResponse:
    """Let browsers ask each time: a worker that is kept cannot be mended."""
    response["Cache-Control"] = "no-cache"
    return response
