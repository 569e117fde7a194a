"""What is counted although a page comes from memory: a room registers for the first word of its addresses.

Nothing of the visitor is kept: a counter adds one to a bucket of the day. It is asked for each answer of 200 to a GET,
whether the page was kept or made; an answer of 304 counts too, as somebody looks again.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest

logger = logging.getLogger(__name__)

Counter = Callable[[HttpRequest, str], None]
COUNTERS: dict[str, Counter] = {}
LANGUAGES = tuple(f"/{code}/" for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE)
MACHINES = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|archiver|preview|facebookexternalhit|whatsapp/|telegram|discord|slack|skype|"
    r"curl|wget|python|httpx|aiohttp|okhttp|java/|go-http|libwww|headless|lighthouse|monitor|uptime|feed",
    re.IGNORECASE,
)


def counts(first: str) -> Callable[[Counter], Counter]:
    """Decorate what counts the pages whose path begins with this word, whatever the language: `@counts("p")`.

    It is called with the request and the path without its language, such as "/p/7Q3KD2MX". What goes wrong with the
    database is logged and hidden from the visitor.
    """

    def register(counter: Counter) -> Counter:
        COUNTERS[first] = counter
        return counter

    return register


def count(request: HttpRequest) -> None:
    """Let whoever registered for this address count it, unless a machine asks."""
    path = request.path_info
    for prefix in LANGUAGES:
        if path.startswith(prefix):
            path = path[len(prefix) - 1 :]
    counter = COUNTERS.get(path[1:].partition("/")[0])
    if counter is None or request.method != "GET" or is_machine(request):
        return
    try:
        counter(request, path)
    except (DatabaseError, InterfaceError):
        logger.exception("A look at %s was not counted", path)


def is_machine(request: HttpRequest) -> bool:
    """Does a crawler, a messenger's preview or a browser that only fetches ahead ask? It says so itself, or not."""
    agent = request.META.get("HTTP_USER_AGENT", "")
    purpose = request.META.get("HTTP_SEC_PURPOSE") or request.META.get("HTTP_PURPOSE") or ""
    return not agent or "prefetch" in purpose.lower() or MACHINES.search(agent) is not None
