"""What a request says of the story that it comes from: `?dari=34`, the number of the page that held the link."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from django.http import HttpRequest

from market.attribution.models import NO_STORY

PARAMETER = "dari"
NUMBER = re.compile(r"[1-9][0-9]{0,8}")
LONGEST = 500


def from_story(address: str, story: int | None) -> str:
    """Return an address of ours that says from which page one comes there."""
    return f"{address}?{PARAMETER}={story}" if story else address


def in_address(request: HttpRequest) -> int:
    """Return the story that the address itself names."""
    return _in_query(request.META.get("QUERY_STRING", ""))


def in_form(request: HttpRequest) -> int:
    """Return the story that led to the page whose form was sent: said by the form, else by that page's address.

    Browsers send the whole address of a page of the same host as `Referer`; kept pages are the same for everybody and
    cannot say it in the form.
    """
    typed = request.POST.get(PARAMETER, "")
    if typed:
        return _number(typed)
    try:
        page = urlsplit(request.META.get("HTTP_REFERER", "")[:LONGEST])
    except ValueError:  # such as `http://[x`
        return NO_STORY
    return _in_query(page.query) if page.netloc == request.get_host() else NO_STORY


def _in_query(query: str) -> int:
    if PARAMETER not in query or len(query) > LONGEST:
        return NO_STORY
    return _number(parse_qs(query).get(PARAMETER, [""])[-1])


def _number(typed: str) -> int:
    return int(typed) if NUMBER.fullmatch(typed) else NO_STORY
