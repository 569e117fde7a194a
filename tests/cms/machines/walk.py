"""A walk over all links of one host, and the list of its pages that search engines are told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

LINK = re.compile(r'<a\b[^>]*?\shref="([^"]*)"')
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)"')
NOINDEX = re.compile(r'<meta name="robots" content="[^"]*noindex')
PLACES = re.compile(r"<loc>([^<]*)</loc>")


class Walk:
    """Every address of one host that links lead to, and what is to be said of each."""

    def __init__(self, client: Any, base: str) -> None:
        self.client, self.base = client, base
        self.robots = RobotFileParser()
        self.robots.parse(client.get("/robots.txt").content.decode().splitlines())
        self.worth_keeping: set[str] = set()
        self.broken: list[str] = []

    def from_the_fronts(self) -> Walk:
        waiting, known = ["/", "/en/"], {"/", "/en/"}
        while waiting:
            path = waiting.pop()
            for found in self._look_at(path):
                if found not in known and not urlsplit(found).query:
                    known.add(found)
                    waiting.append(found)
        return self

    def _look_at(self, path: str) -> Iterator[str]:
        if not self.robots.can_fetch("*", path):
            return
        answer = self.client.get(path)
        if answer.status_code in (301, 302):
            if to := self._path(urljoin(path, answer.headers["Location"])):
                yield to
            return
        if answer.status_code != 200:
            self.broken.append(f"{path} {answer.status_code}")
        if "text/html" not in answer.headers.get("Content-Type", ""):
            return
        text = answer.content.decode()
        canonical = CANONICAL.search(text)
        if not NOINDEX.search(text) and (canonical is None or self._path(canonical[1]) == path):
            self.worth_keeping.add(path)
        for href in LINK.findall(text):
            if (to := self._path(urljoin(path, urldefrag(href).url))) and to.startswith("/"):
                yield to

    def _path(self, address: str) -> str:
        """Return an address without our host; nothing where it leads away."""
        for host in (self.base, "http://testserver"):
            if address.startswith(f"{host}/"):
                return address.removeprefix(host)
        return "" if "://" in address or ":" in address.partition("/")[0] else address


def listed(client: Any, base: str) -> Counter[str]:
    """Return how often the list of a host has each of its paths."""
    parts = PLACES.findall(client.get("/sitemap.xml").content.decode())
    pages = [each.removeprefix(base) for part in parts for each in _places(client, part.removeprefix(base))]
    return Counter(pages)


def _places(client: Any, part: str) -> list[str]:
    return PLACES.findall(client.get(part).content.decode())


def compared(client: Any, base: str) -> set[str]:
    """Return the paths of the list, once it is what a walk from both front pages finds, each once."""
    known = listed(client, base)
    walk = Walk(client, base).from_the_fronts()
    assert walk.broken == []
    assert [page for page, times in known.items() if times > 1] == []
    assert sorted(set(known) - walk.worth_keeping) == [], "listed, but no link leads there, or it is not to be kept"
    assert sorted(walk.worth_keeping - set(known)) == [], "found, but not listed"
    return set(known)
