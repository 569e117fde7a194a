"""Whose host a request came to: the market's own, or that of a regency."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Subquery
from django.http.request import split_domain_port
from wagtail.models import Site

from market.prepared import Prepared

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from cms.models import HomePage

NEVER_A_REGENCY = {"localhost", "127.0.0.1", "[::1]", "testserver", ""}
PREFIXES = {f"/{code}": code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE}


def main_origin() -> str:
    """Return where shop, account and office are, without a slash at the end."""
    return str(settings.BASE_URL).rstrip("/")


def host_of(request: HttpRequest) -> str:
    """Return the name that was asked for, without its port; whether we answer to it is checked elsewhere."""
    return str(split_domain_port(request._get_raw_host())[0])  # type: ignore[attr-defined]


def is_main(host: str) -> bool:
    """Say without a query whether a name is surely not that of a regency."""
    return host in NEVER_A_REGENCY or host == urlsplit(settings.BASE_URL).hostname


def home_at(host: str, language: str) -> HomePage | None:
    """Return the home page of the regency at this name, in this language or else in Indonesian, with its `site`."""
    homes = {home.locale.language_code: home for home in HOMES.ask(host=host)}
    root = homes.get(settings.LANGUAGE_CODE)
    if root is None:
        return None
    home = homes.get(language, root)
    home.site = Site(pk=root.site_number, hostname=host, port=root.port, root_page=root)
    return home


def is_its_name(request: HttpRequest, home: HomePage) -> bool:
    """Say whether a request names the host as links do: ports can be made up without end."""
    port = "" if home.port in (80, 443) else f":{home.port}"  # type: ignore[attr-defined]
    return str(request._get_raw_host()) == f"{host_of(request)}{port}"  # type: ignore[attr-defined]


def language_of(path: str) -> str:
    """Return the language that an address is in."""
    first = "/" + path[1:].partition("/")[0]
    return PREFIXES.get(first, settings.LANGUAGE_CODE)


def _homes(host: str) -> QuerySet[HomePage]:
    from cms.models import HomePage

    sites = Site.objects.filter(hostname=host, is_default_site=False)
    roots = sites.values("root_page__translation_key")
    found = HomePage.objects.filter(translation_key__in=roots, regency__isnull=False)
    return found.select_related("regency", "arms", "locale").annotate(
        port=Subquery(sites.values("port")[:1]), site_number=Subquery(sites.values("pk")[:1])
    )


HOMES = Prepared(_homes, host=str)
