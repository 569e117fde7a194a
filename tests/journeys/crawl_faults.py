"""What is wrong with a page that is open in a browser: words of the other language, accessibility, width."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.english import english_on

SIZES = ((360, 800), (1280, 800))
SHOPS_ENGLISH = re.compile(
    r"\b(of|by|is|more|about|all|which|when|read|sign|our|we|next|previous|cart|basket|checkout|shopping|required|field"
    r"|delivery|shipping|seller|maker|village|district|stock|sold|buy|pay|payment|order|log|password|account|thank)\b",
    re.IGNORECASE,
)
"""What shops say in English beyond the words of an office (tests/english.py)."""
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
  const found = page === "id" ? [document.title] : [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (["SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE", "CODE"].includes(parent.tagName)) continue;
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
BROKEN_LOOK = """
() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1
    ? `wider than the screen by ${document.documentElement.scrollWidth - document.documentElement.clientWidth} px` : ""
"""
BROWSERS_WORDS = """
() => [...document.querySelectorAll("main input:is([type='file'], [type='date'])")]
  .filter((one) => !one.matches(".visually-hidden, [data-words]"))
  .filter((one) => one.checkVisibility() && !one.closest("[data-photo], .voice__file"))
  .filter(() => typeof uuid7 === "function")
  .map((one) => one.name)
"""
"""Asks where the seller app's scripts are at work for files and days that the browser names in its own words."""
AXE = """
() => axe.run(document, { resultTypes: ["violations"], preload: false }).then(({ violations }) => violations.map(
  ({ id, impact, nodes }) => [id, impact, nodes.slice(0, 3).map((one) => one.target.join(" ")).join("; ")]
))
"""


FAINT = AXE.replace("resultTypes", "runOnly: ['color-contrast'], resultTypes")


def faults_by_night(page: Page) -> Iterator[str]:
    """Say what is wrong with the page that is open for whoever has dark colours."""
    page.emulate_media(color_scheme="dark")
    for name, impact, where in page.evaluate(FAINT):
        yield f"in dark colours axe {name} ({impact}): {where}"
    page.emulate_media(color_scheme="light")


def faults_of(page: Page, sizes: Sequence[tuple[int, int]] = SIZES, *, with_axe: bool = True) -> Iterator[str]:
    """Say what is wrong with the page that is open, at these sizes."""
    yield from _foreign_words(page)
    if with_axe:
        page.evaluate(AXE_SCRIPT)
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        if theirs := page.evaluate(BROWSERS_WORDS):
            yield f"at {width} px in the browser's own words: {theirs}"
        if too_wide := page.evaluate(BROKEN_LOOK):
            yield f"at {width} px {too_wide}"
        for name, impact, where in page.evaluate(AXE) if with_axe else ():
            yield f"at {width} px axe {name} ({impact}): {where}"


def _foreign_words(page: Page) -> Iterator[str]:
    texts = [QUOTED.sub("", text) for text in page.evaluate(WORDS_SHOWN)]
    wrong = SHOPS_ENGLISH if page.locator("html").get_attribute("lang") == "id" else INDONESIAN
    for text in texts:
        if foreign := sorted({word.lower() for word in wrong.findall(text)}):
            yield f"words of the other language {foreign} in {text[:80]!r}"
    if wrong is SHOPS_ENGLISH:
        for text in sorted(english_on("".join(f"<p>{escape(text)}</p>" for text in texts))):
            yield f"English: {text[:80]!r}"
