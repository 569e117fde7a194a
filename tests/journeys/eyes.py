"""Looks closely at pages that no walk leads to, with and without scripts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from playwright.sync_api import Page

from tests.journeys.browser import PHONE
from tests.journeys.crawl_faults import faults_by_night, faults_of
from tests.journeys.large_letters import faults_in_large_letters
from tests.journeys.seller_pages import bare_faults

FOR_EVERYBODY = re.compile(r"/akun/(?!masuk/|kode/|kode-lisan/)|/setuju/tidak-ada/")
"""Pages of the shop's that buyers have as well: they speak in words."""


@dataclass
class Eyes:
    """Looks closely at each page that is shown, and keeps what is wrong; axe needs scripts."""

    page: Page
    has_scripts: bool
    found: list[str] = field(default_factory=list)
    looks: int = 0

    def look(self, what: str) -> None:
        """Look at the page that is open."""
        self.looks += 1
        hers = not FOR_EVERYBODY.search(self.page.url)
        faults = [*faults_of(self.page, (PHONE,), with_axe=self.has_scripts), *bare_faults(self.page, with_icons=hers)]
        if self.has_scripts:
            faults += [*faults_by_night(self.page), *faults_in_large_letters(self.page)]
        self.found += [f"{what}: {fault}" for fault in faults]

    def look_at(self, *addresses: str) -> None:
        """Open pages and look at them."""
        for address in addresses:
            self.page.goto(address)
            self.look(address)


def seen(eyes: Eyes, *, at_least: int) -> None:
    """Fail where anything was wrong, or little was looked at."""
    assert not eyes.found, "\n".join(eyes.found)
    assert eyes.looks >= at_least
