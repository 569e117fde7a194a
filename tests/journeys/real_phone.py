"""A browser that can be killed: a profile on the disk, a process of its own, slow as a cheap phone."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import BrowserContext, BrowserType, Error, Page

from tests.journeys.browser import ARGUMENTS, INSTALLED, PATIENCE, PHONE

SLOWER = 6
FIRST_RUN = ("--headless=new", "--no-first-run", "--remote-debugging-port=0", "--lang=id")


class RealPhone:
    """A phone whose battery may die at any moment; what it has on its disk is all that is left then."""

    def __init__(self, chromium: BrowserType, profile: Path, *, slower: int = SLOWER, dots: int = 1) -> None:
        self.chromium, self.profile, self.slower, self.dots = chromium, profile, slower, dots
        self.process: subprocess.Popen[bytes] | None = None

    def switch_on(self) -> Page:
        """Start the browser with its profile; return its page."""
        self.let_go()
        told = self.profile / "DevToolsActivePort"
        told.unlink(missing_ok=True)
        program = next(filter(None, map(shutil.which, INSTALLED)), None) or self.chromium.executable_path
        size = f"--window-size={PHONE[0]},{PHONE[1]}"
        command = [program, *ARGUMENTS, *FIRST_RUN, size, f"--user-data-dir={self.profile}", "about:blank"]
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True)  # noqa: S603
        port = _port_in(told)
        self.browser = self.chromium.connect_over_cdp(f"http://127.0.0.1:{port}", timeout=PATIENCE)
        context = self.browser.contexts[0]
        context.set_default_timeout(PATIENCE)
        return self._slow(context, context.pages[0] if context.pages else context.new_page())

    def _slow(self, context: BrowserContext, page: Page) -> Page:
        """Give the page a phone's speed and screen; `page.set_viewport_size` would make it one dot to a pixel."""
        told = context.new_cdp_session(page)
        told.send("Emulation.setCPUThrottlingRate", {"rate": self.slower})
        size = {"width": PHONE[0], "height": PHONE[1]}
        told.send("Emulation.setDeviceMetricsOverride", {**size, "deviceScaleFactor": self.dots, "mobile": False})
        return page

    def switch_off(self) -> None:
        """End the browser as one ends it: it writes down what it has not yet written, such as cookies."""
        assert self.process is not None
        with suppress(Error):
            self.browser.new_browser_cdp_session().send("Browser.close")
        self.process.wait(30)
        self.let_go()

    def die(self) -> None:
        """SIGKILL to the browser and all that it started, as when the battery is pulled out; from any thread."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)

    def let_go(self) -> None:
        """Have nothing of it left running."""
        if self.process is not None:
            self.die()
            self.process.wait()
            self.process = None
            with suppress(Error):
                self.browser.close()


def _port_in(told: Path) -> int:
    for _ in range(600):
        with suppress(FileNotFoundError, IndexError, ValueError):
            return int(told.read_text().splitlines()[0])
        time.sleep(0.05)
    raise TimeoutError("the browser did not say its port")


@contextmanager
def real_phone(chromium: BrowserType, profile: Path, *, slower: int = SLOWER, dots: int = 1) -> Iterator[RealPhone]:
    """Have a phone with so many dots to a pixel; it is switched off at the end."""
    phone = RealPhone(chromium, profile, slower=slower, dots=dots)
    try:
        yield phone
    finally:
        phone.let_go()
