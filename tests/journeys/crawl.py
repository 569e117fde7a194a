"""Walks a site's public pages link by link, in both languages, and says what a careful visitor would stumble over."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import parse_qs, urldefrag, urlsplit

import requests
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from django.utils import translation
from playwright.sync_api import Page

SIZES = ((360, 800), (1280, 800))
BEGINNINGS = ("/", "/en/")
OUTSIDE = {"wa.me", "api.whatsapp.com", "simpktn.kemendag.go.id", "www.lapor.go.id", "www.openstreetmap.org"}
"""Where a link may lead away to; a page fetches nothing from there."""
NOT_WALKED = ("/demo/", "/static/", "/media/", "/kelola/")
FILES = (".ics", ".xml", ".pdf")
"""What a browser takes along or hands on; whether they answer is asked without one."""
ENGLISH = re.compile(
    r"\b(the|and|of|your|you|with|this|that|from|are|is|was|were|have|has|please|next|previous|search|shopping|cart|by"
    r"|checkout|price|required|field|sign|more|about|our|we|delivery|seller|maker|read|all|for|when|which|will|can)\b",
    re.IGNORECASE,
)
INDONESIAN = re.compile(
    r"\b(yang|dan|dari|untuk|dengan|tidak|belum|sudah|ini|itu|kami|anda|atau|akan|bisa|dapat|oleh|ke|produsen|desa|cari"
    r"|keranjang|masuk|harga|semua|lihat|kembali|berikutnya|sebelumnya|bayar|ongkir)\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r"“[^”]*”")
"""May be of the other language: the help in English names the buttons of the sellers' pages, which are Indonesian."""
WORDS_SHOWN = """
() => {
  const page = document.documentElement.lang;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (["SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE"].includes(parent.tagName)) continue;
    if (parent.closest("[lang]").lang === page && node.data.trim()) found.push(node.data.trim());
  }
  for (const one of document.querySelectorAll("[alt], [aria-label], [placeholder], [title]")) {
    if (one.closest("[lang]").lang !== page) continue;
    for (const name of ["alt", "aria-label", "placeholder", "title"]) {
      if (one.getAttribute(name)) found.push(one.getAttribute(name));
    }
  }
  return found;
}
"""
HREFS = "links => links.map(link => new URL(link.getAttribute('href'), location.href).href)"  # also of drawings
BROKEN_LOOK = """
() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1
    ? `wider than the screen by ${document.documentElement.scrollWidth - document.documentElement.clientWidth} px` : ""
"""


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
    """One walk: `most` pages of each kind are looked at, at `sizes` by language; `found` is what was wrong."""

    site: str
    most: int
    sizes: Mapping[str, Sequence[tuple[int, int]]] = field(default_factory=lambda: {"id": SIZES, "en": SIZES})
    seen: Counter[str] = field(default_factory=Counter)
    found: list[str] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)

    def walk(self, page: Page) -> None:
        """Look at every page that a visitor can reach."""
        known = set(BEGINNINGS)
        waiting = deque(BEGINNINGS)
        while waiting:
            address = waiting.popleft()
            kind = kind_of(address)
            if self.seen[kind] >= self.most:
                continue
            self.seen[kind] += 1
            for link in self._look_at(page, address):
                if link not in known:
                    known.add(link)
                    waiting.append(link)

    def _look_at(self, page: Page, address: str) -> list[str]:
        answer = page.goto(address, wait_until="load")
        if answer is None or not answer.ok:
            self.found.append(f"{address}: {answer and answer.status}")
            return []
        if "html" not in answer.headers.get("content-type", ""):
            return []
        sizes = self.sizes["en" if address.startswith("/en/") else "id"]
        self.found += [f"{address}: {fault}" for fault in faults_of(page, sizes)]
        return list(self._links_of(page, address))

    def _links_of(self, page: Page, address: str) -> Iterator[str]:
        for href in page.eval_on_selector_all("a[href]", HREFS):
            parts = urlsplit(urldefrag(href).url)
            if parts.scheme in {"mailto", "tel"} or parts.hostname in OUTSIDE:
                continue
            if f"{parts.scheme}://{parts.netloc}/" != self.site:
                self.found.append(f"{address}: a link leads to {href}")
                continue
            path = f"{parts.path}?{parts.query}" if parts.query else parts.path
            self.links.setdefault(path, address)
            if not path.startswith(NOT_WALKED) and not parts.path.endswith(FILES):
                yield path

    def follow_links(self) -> None:
        """Ask for every address that was linked to and not looked at, `most` of each kind."""
        asked: Counter[str] = Counter()
        with requests.Session() as visitor:
            for path, linked_from in self.links.items():
                kind = kind_of(path)
                asked[kind] += 1
                if asked[kind] > self.most * 3:
                    continue
                answer = visitor.get(self.site + path.removeprefix("/"), timeout=60)
                if not answer.ok:
                    self.found.append(f"{linked_from}: a link to {path} answers {answer.status_code}")


def faults_of(page: Page, sizes: Sequence[tuple[int, int]] = SIZES) -> Iterator[str]:
    """Say what is wrong with the page that is open, at these sizes: words, accessibility, width."""
    language = page.locator("html").get_attribute("lang")
    wrong = ENGLISH if language == "id" else INDONESIAN
    for text in page.evaluate(WORDS_SHOWN):
        said = QUOTED.sub("", text)
        if foreign := sorted({word.lower() for word in wrong.findall(said)}):
            yield f"words of the other language {foreign} in {text[:80]!r}"
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        if too_wide := page.evaluate(BROKEN_LOOK):
            yield f"at {width} px {too_wide}"
        for one in Axe().run(page).response["violations"]:
            where = "; ".join(" ".join(node["target"]) for node in one["nodes"][:3])
            yield f"at {width} px axe {one['id']} ({one['impact']}): {where}"
