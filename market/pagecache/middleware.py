"""Keeps public pages with all their headers, and answers from memory before anything else happens."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import has_vary_header

from market.pagecache.addresses import Address, address_of
from market.pagecache.counted import count
from market.pagecache.pages import Page, page_of
from market.pagecache.public import is_public
from market.pagecache.shared import SharedShelf, shared_shelf
from market.pagecache.shelf import is_made_up, kept_at, put_away
from market.pagecache.thrift import is_thrifty, saves_data
from market.pagecache.version import current_version

WAGTAILS = "wagtail_serve"
LONGEST_KEPT = 3600  # seconds; for what only the clock changes
LARGEST = 1_000_000  # bytes


class PageCache:
    """A page is kept under the version that the database had before it was made, and sent as long as it is that."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        address = address_of(request) if settings.PAGE_CACHE != "off" else None
        kept = kept_page(address)
        if kept is not None:
            count(request)
            return kept.answer(request)
        request.may_be_kept = address is not None  # type: ignore[attr-defined]
        request.saves_data = saves_data(request)  # type: ignore[attr-defined]
        thrift = is_thrifty.set(request.saves_data)  # type: ignore[attr-defined]
        try:
            response = self.get_response(request)
        finally:
            is_thrifty.reset(thrift)
        if response.status_code == 200:
            count(request)
        if not _is_for_everybody(request, response):
            return response
        version = getattr(request, "page_version", None)
        stays = address and version and address.query == request.META.get("QUERY_STRING", "")
        accepted = None if stays else request.META.get("HTTP_ACCEPT_ENCODING", "")
        may_stay = address is not None
        page = page_of(response, version=version, now=monotonic(), accepted=accepted, may_stay=may_stay)
        if address and stays:
            _keep(address, page)
        return page.answer(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Read the version before the view reads anything; Wagtail looks for the page before it calls it."""
        match = request.resolver_match
        is_marked = getattr(view, "is_public_page", False) or (match is not None and match.url_name == WAGTAILS)
        if is_marked and getattr(request, "may_be_kept", False) and not hasattr(request, "page_version"):
            request.page_version = current_version()  # type: ignore[attr-defined]


def kept_page(address: Address | None) -> Page | None:
    """Return the page that is kept in memory or else in Redis, if the database still has its version."""
    if address is None:
        return None
    page, shelf = kept_at(address), _shared_shelf()
    if page is None and shelf is None:
        return None
    version = current_version()
    if page is not None and _is_current(page, version):
        return page
    page = shelf.get(address) if shelf and version and not is_made_up(address) else None
    if page is None or not _is_current(page, version):
        return None
    put_away(address, page, room=settings.PAGE_CACHE_MEGABYTES * 1_000_000)
    return page


def _is_current(page: Page, version: bytes | None) -> bool:
    return version is not None and page.version == version and monotonic() - page.made_at <= LONGEST_KEPT


def _keep(address: Address, page: Page) -> None:
    put_away(address, page, room=settings.PAGE_CACHE_MEGABYTES * 1_000_000)
    shelf = _shared_shelf()
    if shelf and not is_made_up(address):
        shelf.put(address, page)


def _shared_shelf() -> SharedShelf | None:
    """Return the shelf in Redis, where PAGE_CACHE names one."""
    return shared_shelf(settings.PAGE_CACHE, LONGEST_KEPT) if "://" in settings.PAGE_CACHE else None


def _is_for_everybody(request: HttpRequest, response: HttpResponse) -> bool:
    """Was it made as a public page, and did nothing on the way look at who asks or set a cookie?"""
    if not is_public(request) or response.status_code != 200 or response.streaming:
        return False
    is_personal = response.cookies or has_vary_header(response, "Cookie") or response.has_header("Cache-Control")
    return not is_personal and len(response.content) <= LARGEST
