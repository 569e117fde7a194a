"""Walks a site's pages link by link, in both languages, and notes what a careful visitor would stumble over."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from time import monotonic
from urllib.parse import parse_qs, urldefrag, urlsplit

import requests
from django.urls import Resolver404, resolve
from django.utils import translation
from playwright.sync_api import Error, Page

from tests.journeys.crawl_faults import SIZES, faults_by_night, faults_of

DOORS = ("/", "/en/")
UNLINKED = ("/cari/?q=madu", "/p/", "/api/", "/tanpa-sinyal/", "/belum-terkirim/")
"""What no link leads to: a form does, a printed code, another machine's owner, a lost signal."""
BEGINNINGS = (*DOORS, *UNLINKED, *(f"/en{address}" for address in UNLINKED))
OUTSIDE = {"wa.me", "api.whatsapp.com", "simpktn.kemendag.go.id", "www.lapor.go.id", "www.openstreetmap.org"}
"""Where a link may lead away to; a page fetches nothing from there."""
OTHER_PROGRAMS = {"mailto", "tel", "otpauth"}
NOT_WALKED = ("/demo/", "/static/", "/media/", "/kelola/")
FILES = (".ics", ".xml", ".pdf", "/unduh/", "/bukti/", "/foto/", "/berkas/", "/impor/contoh/")
"""What a browser takes along or hands on; whether they answer is asked without one."""
SAME_FORM = {"sellers:ask": 5}
"""Views whose every page is one form below another name: of so many the form is looked at, in each language."""
HREFS = "links => links.map(link => new URL(link.getAttribute('href'), location.href).href)"  # also of drawings


def kind_of(address: str) -> str:
    """Return what pages like this have in common: language, view, and which parameter is given, or that several are.

    A list with seven filters would have a hundred kinds otherwise.
    """
    parts = urlsplit(address)
    language = "en" if parts.path.startswith("/en/") else "id"
    given = list(parse_qs(parts.query))
    return f"{language} {_view_of(parts.path)} {'several' if len(given) > 1 else ''.join(given)}"


@cache
def _view_of(path: str) -> str:
    try:
        with translation.override("en" if path.startswith("/en/") else "id"):
            view = resolve(path).view_name
    except Resolver404:
        return path
    if view != "wagtail_serve":
        return str(view)
    steps = [step for step in path.removeprefix("/en").split("/") if step]
    return f"wagtail {steps[0] if steps else ''} {len(steps)}"


@dataclass
class Crawl:
    """One walk from `starts` to all that links lead to below `within`; `found` is what was wrong.

    `most` pages of each kind are looked at, at `sizes` by language, and axe goes over `closely` of them: what it finds
    is in the templates, and it takes most of the time. Every state of a list has an address: of those with a parameter
    one of each kind is looked at, as the second page is, in the languages of `with_states`.

    `by_night` looks at dark colours too. `arrived` are the addresses that led nowhere else. Links
    may lead to `neighbour`, another site of ours, which is not walked.
    """

    site: str
    most: int
    neighbour: str = ""
    closely: int = 2
    starts: Sequence[str] = DOORS
    within: tuple[str, ...] = ("/",)
    sizes: Mapping[str, Sequence[tuple[int, int]]] = field(default_factory=lambda: {"id": SIZES, "en": SIZES})
    with_states: Sequence[str] = ("id", "en")
    by_night: bool = False
    seen: Counter[str] = field(default_factory=Counter)
    walked: set[str] = field(default_factory=set)
    arrived: set[str] = field(default_factory=set)
    found: list[str] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    begun_at: float = field(default_factory=monotonic)

    def walk(self, page: Page) -> None:
        """Look at every page that a visitor can reach."""
        known = set(self.starts)
        waiting = deque(self.starts)
        while waiting:
            address = waiting.popleft()
            kind = kind_of(address)
            if self.seen[kind] >= self._most_of(kind, address):
                continue
            self.seen[kind] += 1
            self.walked.add(address)
            before = len(self.found)
            new = [link for link in self._look_at(page, address, self.seen[kind]) if link not in known]
            known.update(new)
            waiting.extend(dict.fromkeys(new))
            self._tell(address, self.found[before:], len(waiting))

    def _tell(self, address: str, wrong: Sequence[str], waiting: int) -> None:
        """Print how far the walk is (`pytest -s` shows it), and what was wrong at this address."""
        where = f"{monotonic() - self.begun_at:5.0f} s, page {len(self.walked)}, at most {waiting} more: {address}"
        print(where, *wrong, sep="\n  ", flush=True)  # noqa: T201

    def _most_of(self, kind: str, address: str) -> int:
        if "?" in address:
            return int(kind.split()[0] in self.with_states)
        return min(self.most, SAME_FORM.get(kind.split()[1], self.most))

    def _look_at(self, page: Page, address: str, nth: int) -> list[str]:
        try:
            answer = page.goto(address, wait_until="load")
        except Error as error:
            self.found.append(f"{address}: {error}")
            return []
        if answer is None or not answer.ok:
            self.found.append(f"{address}: {answer and answer.status}")
            return []
        if urlsplit(page.url).path == urlsplit(address).path:
            self.arrived.add(address)
        if "html" not in answer.headers.get("content-type", ""):
            return []
        sizes = self.sizes["en" if address.startswith("/en/") else "id"]
        self.found += [f"{address}: {fault}" for fault in faults_of(page, sizes, with_axe=nth <= self.closely)]
        if self.by_night and nth <= self.closely:
            self.found += [f"{address}: {fault}" for fault in faults_by_night(page)]
        return list(self._links_of(page, address))

    def _links_of(self, page: Page, address: str) -> Iterator[str]:
        for href in page.eval_on_selector_all("a[href]", HREFS):
            parts = urlsplit(urldefrag(href).url)
            if parts.scheme in OTHER_PROGRAMS or parts.hostname in OUTSIDE:
                continue
            origin = f"{parts.scheme}://{parts.netloc}/"
            if self.neighbour and origin == self.neighbour:
                continue
            if origin != self.site:
                self.found.append(f"{address}: a link leads to {href}")
                continue
            path = f"{parts.path}?{parts.query}" if parts.query else parts.path
            self.links.setdefault(path, address)
            is_walked = path.removeprefix("/en").startswith(self.within) and not path.startswith(NOT_WALKED)
            if is_walked and not parts.path.endswith(FILES):
                yield path

    def follow_links(self) -> None:
        """Ask for addresses that were linked to and not looked at, three times as many of each kind.

        Only browsers know that all names below localhost are this machine.
        """
        asked: Counter[str] = Counter()
        here = urlsplit(self.site)
        with requests.Session() as visitor:
            for path, linked_from in self.links.items():
                kind = kind_of(path)
                asked[kind] += 1
                if path in self.walked or asked[kind] > (3 if "?" in path else self.most * 3):
                    continue
                address = f"{here.scheme}://127.0.0.1:{here.port}{path}"
                is_main = here.hostname == "127.0.0.1"
                answer = visitor.get(address, headers={"Host": here.netloc}, timeout=60, allow_redirects=is_main)
                if not answer.ok:
                    self.found.append(f"{linked_from}: a link to {path} answers {answer.status_code}")


def walked(page: Page, crawl: Crawl) -> Crawl:
    """Walk, follow what was not walked, and print how much that was."""
    crawl.walk(page)
    crawl.follow_links()
    print(f"{sum(crawl.seen.values())} pages of {len(crawl.seen)} kinds, {len(crawl.links)} links")  # noqa: T201
    return crawl
