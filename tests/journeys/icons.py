"""What a page of a seller lacks of "a drawing with each word, a word with each drawing"."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Page

WORKING = "main :is(.button:not(.keys__key), .badge, .stock), .tabs__tab, .queue-count, [class*='icon-']"
"""What is pressed, and what says how something stands; keys for numbers are figures."""
LACKING = """([working, isForced]) => [...document.querySelectorAll(working)].map((one) => {
    if (!one.checkVisibility()) return "";
    const look = getComputedStyle(one, "::before"), words = one.cloneNode(true);
    words.querySelectorAll(".visually-hidden").forEach((hidden) => hidden.remove());
    const said = words.textContent.trim();
    const is = /icons[.\\w]*\\.svg/.test(look.maskImage) && look.getPropertyValue("--at") !== "";
    if (!said) return `an icon without words: ${one.outerHTML}`;
    if (!is) return `words without an icon: ${said}`;
    const { width, height, backgroundColor } = look;
    if (parseFloat(width) < 12 || width !== height) return `an icon of ${width} by ${height}: ${said}`;
    if (!isForced && backgroundColor !== getComputedStyle(one).color) return `an icon in another colour: ${said}`;
    return backgroundColor === getComputedStyle(one).backgroundColor ? `an icon that is not seen: ${said}` : "";
}).filter(Boolean)"""


def icon_faults(page: Page, *, forced: bool = False) -> Iterator[str]:
    """Say which working buttons and states have words without an icon, or an icon without words; `forced`: where the
    phone's own colours stand in the place of ours."""
    yield from page.evaluate(LACKING, [WORKING, forced])
