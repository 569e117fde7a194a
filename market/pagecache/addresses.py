"""Which requests are for the same page."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.http import HttpRequest

from market.pagecache.public import may_be_public
from market.pagecache.thrift import saves_data

ANYTHING = re.compile(r".*", re.DOTALL)
PARAMETERS = dict.fromkeys(("page", "q", "urut"), ANYTHING)
"""What may stand behind `?` on kept pages, and how; an address with anything else is made anew each time."""

PARAMETERS |= dict.fromkeys(
    ("lang", "limit", "after", "category", "village", "regency", "maker"), ANYTHING
)  # /api/v1/

PARAMETERS |= dict.fromkeys(
    ("kabupaten", "desa", "harga_dari", "harga_sampai", "ada", "halal", "pesanan", "luar_negeri"),
    re.compile(r"[0-9.]{0,13}"),
)  # filters of lists: codes and numbers

PARAMETERS["tema"] = re.compile(r"[a-z-]{0,12}")  # of the list of stories

TRACKING = ("utm_", "fbclid", "gclid", "dari")
"""What names of parameters that change nothing on a page begin with; `dari` says which story the link stood in."""

LONGEST = 500


class Address(NamedTuple):
    """What a page is kept under."""

    scheme: str
    host: str
    path: str
    query: str
    is_thrifty: bool = False


def address_of(request: HttpRequest) -> Address | None:
    """Return what the page asked for is kept under; None when it is never kept."""
    if not may_be_public(request):
        return None
    asked, path, typed = request.META, request.path_info, request.META.get("QUERY_STRING", "")
    host = asked.get("HTTP_HOST") or f"{asked['SERVER_NAME']}:{asked['SERVER_PORT']}"
    if len(host) + len(path) + len(typed) > LONGEST or not typed.isascii():
        return None
    query = tidied(typed) if typed else ""
    return None if query is None else Address(request.scheme or "", host, path, query, saves_data(request))


def tidied(typed: str) -> str | None:
    """Return a query without what others add to links they share; None with an unknown or a double parameter."""
    said = [(name, value) for name, value in parse_qsl(typed, keep_blank_values=True) if not name.startswith(TRACKING)]
    is_known = all(name in PARAMETERS and PARAMETERS[name].fullmatch(value) for name, value in said)
    return urlencode(said) if is_known and len({name for name, _ in said}) == len(said) else None
