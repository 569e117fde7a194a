"""A request to a regency's host: its pages are its own, everything of the shop is led to the main host."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from cms.regencies.addresses import is_of_main, whole
from cms.regencies.hosts import home_at, host_of, is_its_name, is_main, language_of, main_origin
from market.pagecache.shelf import know_host
from market.pagecache.thrift import COOKIE as SAVES_DATA
from market.pagecache.version import current_version

MISDIRECTED = 421  # RFC 9110, 15.5.20
KEPT = {SAVES_DATA, settings.CSRF_COOKIE_NAME}
"""The only cookies there are on a regency's host: nobody has a session, a basket or an account there."""


class RegencyHost:
    """Stands before sessions begin, and behind what adds the headers of safety and what keeps pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        host = host_of(request)
        if is_main(host):
            return self.get_response(request)
        if getattr(request, "may_be_kept", False):  # what is read of the regency from here on is of this version
            request.page_version = current_version()  # type: ignore[attr-defined]
        home = home_at(host, language_of(request.path_info))
        if home is None:
            return self.get_response(request)
        if is_its_name(request, home):
            know_host(request._get_raw_host())  # type: ignore[attr-defined]
        if is_of_main(request.path_info):
            return lead_to_main(request)
        request.regency_home = home  # type: ignore[attr-defined]
        request._wagtail_site = home.site  # type: ignore[attr-defined]  # where Wagtail keeps what it would ask for
        for name in set(request.COOKIES) - KEPT:
            del request.COOKIES[name]
        return _as_of_a_regency(self.get_response(request))


def lead_to_main(request: HttpRequest) -> HttpResponse:
    """Send whoever reads to the same address on the main host; what is sent here goes nowhere."""
    address = f"{main_origin()}{request.get_full_path()}"
    if request.method in ("GET", "HEAD"):
        return HttpResponseRedirect(address)
    words = _("Bagian ini ada di %(address)s. Buka di sana, lalu kirim sekali lagi.") % {"address": main_origin()}
    return HttpResponse(words, status=MISDIRECTED, content_type="text/plain; charset=utf-8")


def _as_of_a_regency(response: HttpResponse) -> HttpResponse:
    for name in set(response.cookies) - KEPT:
        del response.cookies[name]
    update = getattr(response, "_csp_update", {})
    response._csp_update = {**update, "form-action": [main_origin()]}  # type: ignore[attr-defined]
    if not response.streaming and response.get("Content-Type", "").startswith("text/html"):
        response.content = whole(response.content)
        response["Content-Length"] = str(len(response.content))
    return response
