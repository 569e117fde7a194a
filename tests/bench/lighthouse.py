"""The part "lighthouse": what Lighthouse 13 says of each page on its own slow 4G, as a phone. Only when named.

It comes from npm into `var/bench/lighthouse`, with the Node that it needs; the project does not depend on it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from django.conf import settings

from market.demo.supervisor import say
from tests.bench import addresses, stores
from tests.bench.facts import facts_of
from tests.bench.options import Options
from tests.bench.tables import table
from tests.bench.targets import KEPT, OURS, STOCK, running
from tests.bench.weight import pages_of

PACKAGES = ("node@22", "lighthouse@13")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
CHROME = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
PAINTS = ("first-contentful-paint", "largest-contentful-paint")


class NoNpm(Exception):
    """Lighthouse cannot be fetched; the text says what is missing."""


def measure(options: Options) -> str:
    """Return Markdown: Lighthouse's points and paints of each page, and what it holds against ours."""
    home = _installed()
    size = min(options.sizes)
    stores.prepare(size)
    rows, complaints = [], []
    with running(size, port=options.port, workers=options.workers, names=(STOCK, KEPT), BENCH_GZIP="1") as targets:
        pages = pages_of(targets, addresses.choose(size))
        for page, target, path in pages:
            facts_of(target, page, path)
        stores.make_pictures(size)
        for page, target, path in pages:
            say(f"Lighthouse looks at {page} of {target.name}")
            facts_of(target, page, path)
            found = _look(home, target.url(path))
            points = [f"{round((found['categories'][each]['score'] or 0) * 100)}" for each in CATEGORIES]
            paints = [f"{found['audits'][each]['numericValue'] / 1000:.1f}" for each in PAINTS]
            rows.append([page, OURS if target.name == KEPT else STOCK, *points, *paints])
            complaints += [f"- {page}: {one}" for one in _complaints(found)] if target.name == KEPT else []
    heads = ["page", "whose", *CATEGORIES, "first paint s", "largest s"]
    return "\n\n".join([table(heads, rows), "What it holds against ours:", "\n".join(complaints) or "- nothing"])


def _installed() -> Path:
    home = Path(settings.VAR) / "bench" / "lighthouse"
    if not (home / "node_modules" / "lighthouse").exists():
        if shutil.which("npm") is None:
            raise NoNpm("Lighthouse needs npm. On Debian: apt-get install npm")
        home.mkdir(parents=True, exist_ok=True)
        say("Fetching Lighthouse")
        quiet = ("--no-audit", "--no-fund", "--silent")
        subprocess.run(["npm", "install", *quiet, "--prefix", str(home), *PACKAGES], check=True)  # noqa: S603, S607
    return home / "node_modules"


def _look(home: Path, url: str) -> dict[str, Any]:
    browser = shutil.which("chromium") or shutil.which("google-chrome") or ""
    command = [str(home / ".bin" / "node"), str(home / "lighthouse" / "cli" / "index.js"), url]
    asked = ["--quiet", "--output=json", f"--chrome-flags={CHROME}", f"--only-categories={','.join(CATEGORIES)}"]
    told = {**os.environ, "CHROME_PATH": browser}
    done = subprocess.run(command + asked, env=told, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603
    return json.loads(done.stdout)


def _complaints(found: dict[str, Any]) -> list[str]:
    """Return the audits that count in a category and were not passed, apart from the figures of speed."""
    counted = {
        each["id"]: name
        for name in CATEGORIES[1:]
        for each in found["categories"][name]["auditRefs"]
        if each["weight"]
    }
    audits = found["audits"]
    return [f"{audits[each]['title']} ({name})" for each, name in counted.items() if audits[each]["score"] == 0]
