"""Walks around in all that sellers, hubs and newcomers see, and says which of their pages nobody has seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.everyone import NO_WAY, TABLE
from tests.journeys.amounts import amount_faults
from tests.journeys.browser import PHONE
from tests.journeys.crawl import FILES, Crawl, kind_of
from tests.journeys.icons import icon_faults
from tests.journeys.large_letters import faults_in_large_letters
from tests.journeys.site import LiveSite
from tests.test_no_english import FOR_PHONES, SELLERS

PRINTED = "/cetak/"
PRIVATE = f"main img[src^='/jual/'], main form[action$='{PRINTED}']"
ADDRESSES = """all => all.map((one) => one.getAttribute("src")
    ?? `${one.getAttribute("action")}?${new URLSearchParams(new FormData(one))}`)"""
HEADINGS = "() => [...document.querySelectorAll('main h1')].filter((one) => one.checkVisibility()).length"
WAYS = """() => [...document.querySelectorAll("main a[href], main button")]
    .filter((one) => one.checkVisibility() && !one.closest("[data-told], [data-record]"))
    .some((one) => one.matches("button") || (one.protocol.startsWith("http") && one.href !== location.href))"""
"""What leads on from what a page says: the row of tabs above it, the same everywhere, is not asked for."""

HIDDEN = """() => [...document.querySelectorAll("[hidden]")]
    .filter((one) => one.checkVisibility()).map((one) => one.outerHTML)"""


@dataclass
class SellerPages(Crawl):
    """A walk that also asks of each page for its heading and a way on, and knows its private pictures and files."""

    def _most_of(self, kind: str, address: str) -> int:
        return 10 if address in self.starts else super()._most_of(kind, address)

    def _look_at(self, page: Page, address: str, nth: int) -> list[str]:
        links = super()._look_at(page, address, nth)
        more = faults_in_large_letters(page) if self.by_night else ()
        hers = urlsplit(page.url).path.startswith("/jual/")  # a proof that is asked for is everybody's page
        self.found += [f"{address}: {fault}" for fault in (*bare_faults(page, with_icons=hers), *more)]
        for path in page.eval_on_selector_all(PRIVATE, ADDRESSES):
            self.links.setdefault(path, address)
        return links


@dataclass
class Walker:
    """Walks one page of each kind, takes along a file of each kind, and keeps their views and what was wrong.

    `closely`: axe goes over each page too, by day and by night, and letters become twice as large; that needs scripts.
    """

    site: LiveSite
    closely: bool
    views: set[str]
    found: list[str]

    def walk(self, page: Page, *starts: str, within: tuple[str, ...] = ("/jual/",)) -> None:
        """Walk from these addresses to all that links lead to below `within`."""
        more = {"closely": 10, "by_night": True} if self.closely else {"closely": 0}
        crawl = SellerPages(self.site.url, 1, starts=starts, within=within, sizes={"id": [PHONE]}, **more)  # type: ignore[arg-type]
        crawl.walk(page)
        hers = (path for path in crawl.links if path.startswith(within))
        files = {kind_of(path): path for path in hers if urlsplit(path).path.endswith((*FILES, PRINTED))}
        for path in files.values():
            answer = page.request.get(path)
            if not answer.ok or "html" in answer.headers["content-type"]:
                crawl.found.append(f"{path}: {answer.status} {answer.headers['content-type']}")
        self.views |= {kind.split()[1] for kind in {*map(kind_of, crawl.arrived), *files}}
        self.found += crawl.found


def bare_faults(page: Page, *, with_icons: bool = True) -> Iterator[str]:
    """Say what a page lacks that anybody needs."""
    if (headings := page.evaluate(HEADINGS)) != 1:
        yield f"{headings} main headings"
    if not page.evaluate(WAYS):
        yield "nothing leads on"
    for part in page.evaluate(HIDDEN):
        yield f"shown without being there: {part}"
    yield from icon_faults(page) if with_icons else ()
    yield from amount_faults(page)


def unseen(views: set[str], parts: Sequence[str] = SELLERS, but: set[str] = FOR_PHONES) -> list[str]:
    """Return the pages in these parts of the site, as tests/everyone.py knows them all, where nobody has been."""
    pages = {name for name, (reading, _) in TABLE.items() if name.startswith(tuple(parts)) and reading != NO_WAY}
    return sorted(pages - but - views)
