"""A real browser, and a page that complains when the site does something wrong behind the words."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request, Response, expect

from tests.sellers.sync import recorded

INSTALLED = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NETWORK = "--force-effective-connection-type=4G"
"""Else it guesses from how soon we answer, and fetches lazy pictures from further down where that is late."""
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", NETWORK]
PHONE = (360, 800)
DESK = (1280, 800)
ANDROID = {
    "device_scale_factor": 2,
    "user_agent": "Mozilla/5.0 (Linux; Android 13; SM-A135F) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36",
}
"""A cheap phone, with as many dots as it has; without a word of its own a browser of tests says that it is one."""
ALONE = (
    "self.ServiceWorkerRegistration &&"
    " Object.defineProperty(ServiceWorkerRegistration.prototype, 'sync', { value: undefined })"
)
"""The page alone sends: what the worker sends in the background is seen nowhere."""
PATIENCE = 45_000  # milliseconds, for everything: other tests are running beside this one


def launch(playwright: Playwright) -> Browser:
    """Start the installed Chromium or Chrome, else the one that Playwright fetched (see .ci/browser)."""
    expect.set_options(timeout=PATIENCE)
    found = next(filter(None, map(shutil.which, INSTALLED)), None)
    return playwright.chromium.launch(executable_path=found, args=ARGUMENTS)


@dataclass
class Watch:
    """What went wrong on a page: errors in the console (the content policy's too), scripts, missing parts, and
    operations of the seller app that are not as they are written down."""

    host: str
    refused: str = ""
    found: list[str] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        """Listen to this page from now on."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.found.append(f"script: {error}"))
        page.on("response", self._response)

    def sent(self, request: Request) -> None:
        """Look whether the seller app sends what it always sent."""
        body = request.post_data if urlsplit(request.url).path == "/jual/kirim/" else None
        if body is None or "x-sent-at" not in request.headers:
            return  # nothing that the app itself has sent
        if recorded.IS_RECORDING:
            test = os.environ["PYTEST_CURRENT_TEST"].split("::")[-1].split(" ")[0]
            recorded.write_down(test, request.headers, body)
        elif unlike := recorded.strange(body):
            self.found.append(f"sent otherwise than is written down, see docs/offline-protocol.md: {unlike}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.found.append(f"console: {message.text} ({message.location.get('url')})")

    def _response(self, response: Response) -> None:
        if response.status == 400 and "/kelola/pages/" in response.url:
            return  # Wagtail's autosave, while the form is not yet complete
        if response.status == 401 and response.url.endswith("/jual/data/"):
            return  # the seller app asks whether somebody is still signed in
        if response.status == 409 and "/jual/kirim/foto/" in response.url:
            return  # a piece came that had come before: it says from where to go on
        if self.refused and self.refused in response.url:
            return
        is_part = not response.request.is_navigation_request()
        if is_part and response.status >= 400 and urlsplit(response.url).netloc == self.host:
            self.found.append(f"part: {response.status} {response.url}")
        elif response.status >= 500:
            self.found.append(f"page: {response.status} {response.url}")


@contextmanager
def opened_page(
    browser: Browser,
    site_url: str,
    size: tuple[int, int] = PHONE,
    *,
    javascript: bool = True,
    refused: str = "",
    **device: Any,
) -> Iterator[Page]:
    """Open a page as somebody new (no cookies); at the end, fail if anything went wrong on it.

    `refused` is part of the addresses at which a story expects to be refused. `device` is what else Playwright lets a
    browser be, such as ANDROID.
    """
    context = browser.new_context(
        base_url=site_url,
        viewport={"width": size[0], "height": size[1]},
        java_script_enabled=javascript,
        locale="id-ID",
        **device,
    )
    context.set_default_timeout(PATIENCE)
    watch = Watch(urlsplit(site_url).netloc, refused)
    context.on("page", watch.follow)
    context.on("request", watch.sent)
    if recorded.IS_RECORDING:
        context.add_init_script(ALONE)
    try:
        yield context.new_page()
    finally:
        context.close()
    assert not watch.found, watch.found
