"""What programs ask for at fixed addresses: robots.txt, the list of all pages, security.txt, favicon.ico."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from cms.machines.dear import BeingMade, come_again, kept
from cms.machines.sitemap import entries_of, origin_of, write_index, write_part
from cms.models import HomePage
from market.pagecache.addresses import PARAMETERS

SHUT = ("akun", "keranjang", "bayar", "pesanan", "cari", "hemat-data")
OTHERS = ("/jual/", "/kelola/", "/hooks/", "/qris/", "/wilayah/", "/demo/")
AN_HOUR = cache_control(public=True, max_age=3600)


@require_safe
@cache_control(public=True, max_age=86400)
def robots(request: HttpRequest) -> HttpResponse:
    """Say what is not worth a crawler's visit, and where the list of all pages is."""
    shut = [f"{prefix}/{name}/" for name in SHUT for prefix in ("", "/en")]
    choices = [f"/*?*{name}=" for name in sorted(PARAMETERS) if name != "page"]  # filters make lists without end
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in [*shut, *OTHERS, *choices])]
    return _text("\n".join([*lines, "", f"Sitemap: {origin_of(_home(request))}/sitemap.xml", ""]))


@require_safe
@AN_HOUR
def sitemap(request: HttpRequest) -> HttpResponse:
    """Send the list of the parts."""
    return _xml(write_index(_home(request)))


@require_safe
@AN_HOUR
@vary_on_headers("Accept-Encoding")
def sitemap_part(request: HttpRequest, section: str, number: int) -> HttpResponse:
    """Send one part, compressed to whoever takes it."""
    home = _home(request)
    try:
        packed = kept(f"sitemap:{home.pk if home else 0}:{section}:{number}", lambda: _part(section, number, home))
    except BeingMade:
        return come_again()
    if packed is None:
        raise Http404
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        return _xml(gzip.decompress(packed))
    answer = _xml(packed)
    answer["Content-Encoding"] = "gzip"
    return answer


def _part(section: str, number: int, home: HomePage | None) -> bytes | None:
    """Return one part, nothing for none.

    It costs much and is kept in the shared cache: on the shelf of the pages all parts together would push out those
    that people read.
    """
    entries = entries_of(section, number, home)
    return None if entries is None else gzip.compress(write_part(entries, home).encode(), 6, mtime=0)


def _home(request: HttpRequest) -> HomePage | None:
    """Return the home page of the regency whose host this is."""
    return getattr(request, "regency_home", None)


@require_safe
@cache_control(public=True, max_age=86400)
def security(request: HttpRequest) -> HttpResponse:
    """Say where to tell of a security hole (RFC 9116)."""
    until = datetime.combine((timezone.now() + timedelta(days=180)).date(), datetime.min.time(), UTC)
    contact = f"Contact: {_base()}/tentang/\nContact: {_base()}/en/tentang/\n"
    return _text(
        f"{contact}Expires: {until:%Y-%m-%dT%H:%M:%SZ}\nPreferred-Languages: id, en\n"
        f"Canonical: {_base()}/.well-known/security.txt\n"
    )


@require_safe
@cache_control(public=True, max_age=86400)
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead who asks without looking at the page to the picture."""
    return redirect(static("img/favicon.svg"))


def _base() -> str:
    return str(settings.BASE_URL).rstrip("/")


def _text(words: str) -> HttpResponse:
    return HttpResponse(words, content_type="text/plain; charset=utf-8")


def _xml(words: str | bytes) -> HttpResponse:
    return HttpResponse(words, content_type="application/xml; charset=utf-8", headers={"X-Robots-Tag": "noindex"})
