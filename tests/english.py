"""English that is left on a page of the office: sentences of the installed packages, and common English words."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from wagtail.models import Page

from tests.indonesian import SPEAKERS, said_by
from tests.same_in_indonesian import SAME

FORM, ACTION = re.compile(r'<form[^>]*method="post"[^>]*>'), re.compile(r'action="([^"?#]*)')
WORDS = ("text/html", "application/json")
OK = 200
SAYS = {OK, 400, 403, 404, 422}
"""Answers that say something; what says that something went wrong is no screen of its own."""
HIDDEN = re.compile(r"<!--.*?-->|<script.*?</script>|<style.*?</style>|<code>.*?</code>", re.S)
SPOKEN = re.compile(
    r">([^<>]+)<|\s(?:title|placeholder|aria-label|alt|data-block|data-w-[a-z-]*(?:label|content)[a-z-]*)=\"([^\"]+)\""
    r"|<input[^>]*type=\"(?:submit|button|reset)\"[^>]*value=\"([^\"]+)\""
)
PACKED = re.compile(r"<script[^>]*application/json[^>]*>(.*?)</script>|\sdata-[a-z-]+=\"([\[{].*?)\"", re.S)
NAMES = ["Balance change from activity"]
"""What others call their things: a report at Stripe."""
UNSEEN = {"Enabled", "None"}
"""A box that its style sheet hides, for two buttons; and who did what a script did."""
COMMON = re.compile(
    r"\b(the|and|with|your|you|this|that|these|from|for|not|have|has|been|are|was|were|will|please|cannot|can|"
    r"add|edit|delete|view|save|create|choose|select|search|filters?|reset|root|pages?|images?|documents?|users?|"
    r"settings|yes|new|open|close|next|previous|show|hide|value|name|title|description|date|price|orders?|"
    r"link|text|moderators?|approval|true|false)\b",
    re.I,
)


def spoken(page: str) -> list[str]:
    """Return what a person reads or hears on the page, one by one; no code, classes or addresses."""
    return _worded("".join(parts) for parts in SPOKEN.findall(HIDDEN.sub("", page)))


def packed(page: str) -> list[str]:
    """Return the strings that the page hands to its scripts."""
    found: list[str] = []
    for parts in PACKED.findall(page):
        try:
            found.extend(_strings(json.loads(html.unescape("".join(parts)))))
        except ValueError:
            continue
    return _worded(found)


def english_on(page: str, names: Iterable[str] = ()) -> set[str]:
    """Return the English of a page; `names` are what people have named in English, such as translated pages."""
    for name in names:
        page = page.replace(html.escape(name), "").replace(name, "")
    labels = {one for one in packed(page) if one[0].isupper() and one in _known_english()}
    return labels | {one for one in spoken(page) if one in _known_english() or COMMON.search(one)}


def _worded(found: Iterable[str]) -> list[str]:
    said = (" ".join(html.unescape(one).split()) for one in found)
    return [one for one in said if re.search(r"[A-Za-z]{2}", one)]


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from [value] if "<" not in value else spoken(value)
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)


@cache
def _known_english() -> set[str]:
    return {" ".join(one.english.split()) for name in SPEAKERS for one in said_by(name)} - SAME - UNSEEN


class Ear:
    """Listens to the screens that somebody walks through."""

    def __init__(self, names: Iterable[str] | None = None) -> None:
        """`names` are what is named in English there; nothing said, the titles of the database's English pages."""
        self.screens = 0
        self.heard: dict[str, str] = {}
        if names is None:
            names = Page.objects.filter(locale__language_code="en").values_list("title", flat=True)
        self.names = [*sorted(names, key=len, reverse=True), *NAMES]

    def follow(self, client: Client, start: str) -> set[str]:
        """Listen to all that links lead to below `start`, and to what each form there says when it is sent empty.

        Returns the addresses that were read.
        """
        link = re.compile(rf'(?:href|src|action)="({re.escape(start)}[^"#?]*)')
        known = [start]
        for address in known:
            page = self._read(client, address)
            known += sorted(set(link.findall(page)) - set(known))
            targets = (ACTION.search(form) for form in FORM.findall(page))
            for target in {html.unescape(found[1]) if found else address for found in targets}:
                if target.startswith(start):
                    self._send_nothing(client, target)
        return set(known)

    def _read(self, client: Client, address: str) -> str:
        answer = client.get(address)
        self.listen(address, answer)
        leads_to = f'href="{answer.headers.get("Location", "")}"'
        return leads_to if answer.streaming else answer.content.decode(errors="replace") + leads_to

    def _send_nothing(self, client: Client, address: str) -> None:
        with transaction.atomic():
            self.listen(address, client.post(address, {}))
            transaction.set_rollback(True)

    def listen(self, address: str, answer: HttpResponse) -> None:
        """Note the English on this screen, and where it was."""
        kind = answer.headers.get("Content-Type", "")
        if (
            answer.status_code not in SAYS
            or answer.streaming
            or not kind.startswith(("text/html", "application/json"))
        ):
            return
        page = answer.content.decode()
        if kind.startswith("application/json"):
            page = next((part for part in json.loads(page).values() if "<" in str(part)), "") if page[0] == "{" else ""
        self.hear(address, page, is_screen=bool(page) and answer.status_code == OK)

    def hear(self, address: str, page: str, *, is_screen: bool = True) -> None:
        """Note the English on this page, and where it was."""
        self.screens += is_screen
        self.heard |= dict.fromkeys(english_on(page, self.names), address)
