"""What does not fit a small phone whose letters are twice as large: wider than the screen, or cut off."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Page

TOO_WIDE = """() => {
    const wide = document.documentElement.clientWidth;
    const flowOf = (one) => getComputedStyle(one).overflowX;
    const scrolls = (one) => one && (["auto", "scroll"].includes(flowOf(one)) || scrolls(one.parentElement));
    const isOutside = (one) => one.getBoundingClientRect().width > 1 && one.getBoundingClientRect().right > wide + 1;
    const isCut = (one) => ["hidden", "clip"].includes(flowOf(one)) && one.scrollWidth > one.clientWidth + 2;
    const isHidden = (one) => one.closest(".visually-hidden, .voice__file");
    return [...document.querySelectorAll("body *:not(input)")]
      .filter((one) => !isHidden(one) && !scrolls(one) && (isOutside(one) || isCut(one)))
      .map((one) => `${one.tagName}.${one.className}: ${one.textContent.trim().slice(0, 30)}`);
}"""
SIZE = "size => { document.documentElement.style.fontSize = size }"


def faults_in_large_letters(page: Page) -> Iterator[str]:
    """Say what of the page that is open does not fit while its letters are twice as large."""
    page.evaluate(SIZE, "200%")
    for part in page.evaluate(TOO_WIDE):
        yield f"in large letters it does not fit: {part}"
    page.evaluate(SIZE, "")
