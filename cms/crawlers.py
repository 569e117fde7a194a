"""What programs ask for at fixed addresses: robots.txt, the list of all pages, security.txt, favicon.ico."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from cms.sitemap import entries_of, write_index, write_part
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
    return _text("\n".join([*lines, "", f"Sitemap: {_base()}/sitemap.xml", ""]))


@require_safe
@AN_HOUR
def sitemap(request: HttpRequest) -> HttpResponse:
    """Send the list of the parts."""
    return _xml(write_index())


@require_safe
@AN_HOUR
@gzip_page
def sitemap_part(request: HttpRequest, section: str, number: int) -> HttpResponse:
    """Send one part: not kept in memory, as all of them together would push the pages out that people read."""
    entries = entries_of(section, number)
    if entries is None:
        raise Http404
    return _xml(write_part(entries))


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


def _xml(words: str) -> HttpResponse:
    return HttpResponse(words, content_type="application/xml; charset=utf-8", headers={"X-Robots-Tag": "noindex"})
