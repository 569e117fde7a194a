"""Hands kept pages out before Django itself begins: no signal, no middleware."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest

from market.pagecache.addresses import address_of
from market.pagecache.counted import count
from market.pagecache.middleware import kept_page
from market.pagecache.shared import release


class Front:
    """Stands before Django itself in `market.wsgi`: what is kept needs none of it."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application
        if "://" in settings.PAGE_CACHE:
            release()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        request = WSGIRequest({**environ})  # it writes the path anew into what it is given; Django reads it once more
        page = kept_page(address_of(request)) if settings.PAGE_CACHE != "off" else None
        if page is None:
            return self.application(environ, start_response)
        count(request)
        status, headers, body = page.choose(request.method, environ)
        start_response("304 Not Modified" if status == 304 else "200 OK", list(headers.items()))
        return [body]
