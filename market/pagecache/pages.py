"""A public page as it is sent: plain and compressed, with the tag that browsers ask by."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse

VARIES_ON = "Accept-Encoding, Save-Data"
"""The language is in the address."""

OURS = {"vary", "content-length", "etag", "cache-control", "content-encoding"}
COMPRESSED: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda plain: brotli.compress(plain, quality=5),
    "gzip": lambda plain: gzip.compress(plain, 6, mtime=0),
}


@dataclass(frozen=True, slots=True)
class Page:
    """One public page. `version` is that of the database before the page was made."""

    version: bytes | None
    made_at: float
    headers: dict[str, str]
    bodies: dict[str, bytes]

    @property
    def size(self) -> int:
        """How many bytes it takes."""
        return sum(map(len, self.bodies.values())) + 1000

    def choose(self, method: str | None, asked: Mapping[str, Any]) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers and body as this browser wants them; 304 when it has the page already."""
        tags = asked.get("HTTP_IF_NONE_MATCH")
        if tags and (self.headers["ETag"][2:] in tags or tags == "*"):
            return 304, self.headers, b""
        encoding = encoding_for(asked.get("HTTP_ACCEPT_ENCODING", ""))
        body = self.bodies[encoding]
        headers = {**self.headers, "Content-Length": str(len(body))}
        if encoding:
            headers["Content-Encoding"] = encoding
        return 200, headers, body if method == "GET" else b""

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Return it as a response of Django's."""
        status, headers, body = self.choose(request.method, request.META)
        return HttpResponse(body, headers=headers, status=status)


def page_of(
    response: HttpResponse, *, version: bytes | None, now: float, accepted: str | None = None, may_stay: bool = True
) -> Page:
    """Return what was made as a page that can be sent to everybody; with `accepted`, only as this browser takes it.

    One that may not stay has what nobody purges, such as the delivery to a district: a CDN does not keep it either.
    """
    plain = response.content
    headers = {name: value for name, value in response.items() if name.lower() not in OURS}
    headers["ETag"] = f'W/"{blake2b(plain, digest_size=12).hexdigest()}"'
    headers["Vary"] = VARIES_ON
    headers["Cache-Control"] = "no-cache"
    if settings.PAGE_CACHE_CDN_SECONDS:
        seconds = settings.PAGE_CACHE_CDN_SECONDS
        headers["CDN-Cache-Control"] = f"public, max-age={seconds}" if may_stay else "no-store"
    wanted = COMPRESSED if accepted is None else {encoding_for(accepted)}
    packed = {name: pack(plain) for name, pack in COMPRESSED.items() if name in wanted}
    return Page(version, now, headers, {"": plain, **packed})


@lru_cache(maxsize=200)
def encoding_for(accepted: str) -> str:
    """Return the best that a browser takes of what is kept: br, gzip or neither."""
    said = [part.strip().partition(";") for part in accepted.lower().split(",")]
    taken = {name.strip() for name, _, quality in said if quality.replace(" ", "") not in ("q=0", "q=0.0")}
    return next((name for name in ("br", "gzip") if name in taken), "")
