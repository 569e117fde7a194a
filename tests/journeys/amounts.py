"""What a page of a seller lacks of "an amount in figures and in words"."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Page

BARE = """() => [...document.querySelectorAll(
    "main :is(.cash, .field__choices label, .order-row__name) .price, main .sum, main [name=cash_came]",
)].filter((one) => one.checkVisibility())
    .filter((one) => !one.closest(".cash, label, article, section, .field")?.querySelector(".in-words, .field__hint"))
    .map((one) => one.closest("p, label, h2, h3")?.textContent.trim())"""


def amount_faults(page: Page) -> Iterator[str]:
    """Say which sums that somebody takes, gets or gives back stand there in figures alone."""
    for words in page.evaluate(BARE):
        yield f"an amount without words: {words}"
