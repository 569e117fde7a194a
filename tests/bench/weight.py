"""The part "weight": what a phone's first view of a page fetches, and when it shows, on two slow networks."""

from __future__ import annotations

import shutil
import statistics
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from market.demo.supervisor import say
from tests.bench import addresses, stores
from tests.bench.addresses import Goods
from tests.bench.facts import facts_of
from tests.bench.options import Options
from tests.bench.tables import table
from tests.bench.targets import KEPT, OURS, STOCK, Target, running

NETWORKS = {"slow 4G": (1_600_000, 150), "400 kbit/s": (400_000, 400)}
"""Bits a second and milliseconds there and back."""
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 800},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
QUIET_MS, PATIENCE_MS = 1_000, 90_000
KINDS = ("Document", "Stylesheet", "Script", "Font", "Image")
WATCH = """
    new PerformanceObserver(list => { for (const entry of list.getEntries()) window.lastLargest = entry.startTime })
        .observe({type: "largest-contentful-paint", buffered: true});
"""
PAINTS = """() => ({
    first: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
    largest: window.lastLargest ?? 0,
})"""


@dataclass
class View:
    """One load of a page: bytes on the wire by kind, requests, and the paints in seconds."""

    sizes: Counter[str] = field(default_factory=Counter)
    requests: int = 0
    first: float = 0.0
    largest: float = 0.0


def measure(options: Options) -> str:
    """Return Markdown: bytes and requests of each page, and its paints on each network; the smallest size is enough.

    HTML is compressed for stock Oscar too, as a proxy in front of it would; ours does it itself. Our page cache is on.
    """
    size = min(options.sizes)
    stores.prepare(size)
    rows = []
    told = {"BENCH_GZIP": "1"}
    with (
        running(size, port=options.port, workers=options.workers, names=(STOCK, KEPT), **told) as targets,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        pages = pages_of(targets, addresses.choose(size))
        for page, target, path in pages:
            facts_of(target, page, path)
        stores.make_pictures(size)
        for page, target, path in pages:
            say(f"Looking at {page} of {target.name}")
            facts_of(target, page, path)
            views = {name: _look(browser, target.url(path), name, options.rounds) for name in NETWORKS}
            rows.append(_row(page, OURS if target.name == KEPT else target.name, views))
        browser.close()
    paints = [f"{which}, {name}" for name in NETWORKS for which in ("first paint s", "largest s")]
    return table(["page", "whose", "requests", "bytes", *map(str.lower, KINDS), "other", *paints], rows)


def pages_of(targets: dict[str, Target], goods: Goods) -> list[tuple[str, Target, str]]:
    """Return page, target and path of all that a visitor sees first; stock Oscar has no stories."""
    asked = []
    for page in ("home", "category", "product"):
        asked += [(page, target, addresses.paths(target.name, goods)[page]) for target in targets.values()]
    return [*asked, ("story", targets[KEPT], goods.story)]


def _look(browser: Browser, url: str, network: str, rounds: int) -> View:
    """Return the view with the median largest paint of some."""
    views = [_load(browser, url, *NETWORKS[network]) for _ in range(rounds)]
    median = statistics.median_low(view.largest for view in views)
    return next(view for view in views if view.largest == median)


def _load(browser: Browser, url: str, bits: int, latency: int) -> View:
    """Load a page with an empty cache on a slow network; pictures below the fold that are lazy are not fetched."""
    context = browser.new_context(**PHONE)
    page = context.new_page()
    wire = context.new_cdp_session(page)
    view, kinds, asked = View(), {}, {}
    wire.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    wire.on(
        "Network.requestWillBeSent", lambda event: kinds.setdefault(event["requestId"], event.get("type", "Other"))
    )
    wire.on("Network.requestWillBeSent", lambda event: asked.update({event["requestId"]: event["request"]["url"]}))

    def finished(event: dict[str, Any]) -> None:
        if asked.get(event["requestId"], "").startswith("data:"):
            return  # a drawing inside the page or its styles: nothing is asked for
        view.requests += 1
        kind = kinds.get(event["requestId"], "Other")
        view.sizes[kind if kind in KINDS else "Other"] += int(event["encodedDataLength"])

    wire.on("Network.loadingFinished", finished)
    wire.send("Network.enable")
    speed = {"downloadThroughput": bits / 8, "uploadThroughput": bits / 8}
    wire.send("Network.emulateNetworkConditions", {"offline": False, "latency": latency, **speed})
    page.add_init_script(WATCH)
    page.goto(url, wait_until="networkidle", timeout=PATIENCE_MS)
    page.wait_for_timeout(QUIET_MS)
    paints = page.evaluate(PAINTS)
    view.first, view.largest = paints["first"] / 1000, paints["largest"] / 1000
    context.close()
    return view


def _row(page: str, name: str, views: dict[str, View]) -> list[str]:
    seen = next(iter(views.values()))
    sizes = [seen.sizes.total(), *(seen.sizes[kind] for kind in (*KINDS, "Other"))]
    paints = [f"{paint:.1f}" for view in views.values() for paint in (view.first, view.largest)]
    return [page, name, str(seen.requests), *(f"{size:,}" for size in sizes), *paints]
