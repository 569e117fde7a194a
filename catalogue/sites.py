"""Which of Wagtail's sites a request is for: asked by a query that is not built anew, as links to pages ask for it."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.http.request import split_domain_port
from wagtail.models import Site

from market.prepared import Prepared


def _sites(name: str) -> QuerySet[Site]:
    return Site.objects.filter(Q(hostname=name) | Q(is_default_site=True)).order_by("pk")


SITES = Prepared(_sites, name=str)


def know_site(request: HttpRequest | None) -> None:
    """Put a request's site where Wagtail keeps it: of its host and port, else the only one of its host, or ours."""
    if request is None or hasattr(request, "_wagtail_site"):
        return
    name, port = split_domain_port(request._get_raw_host())[0], str(request.get_port())
    found: list[Site] = SITES.ask(name=name)
    named = [site for site in found if site.hostname == name]
    at_port = [site for site in named if str(site.port) == port]
    ours = [site for site in found if site.is_default_site]
    request._wagtail_site = next(iter(at_port or (named if len(named) == 1 else []) or ours), None)
