"""One page of a thing in each language.

The thing is a column of our table and the language one of Wagtail's, so no constraint of the database spans the two.
"""

from __future__ import annotations

from wagtail.models import Page

from market.accounts.counting import one_at_a_time


def one_page_at_a_time(page: Page, of: str, number: object) -> None:
    """Let whoever saves another page of the same thing wait here until this one is written; Wagtail saves at once.

    To be called before one looks whether there is one already.
    """
    one_at_a_time(f"{page._meta.label} {of} {number} {page.locale_id}")
