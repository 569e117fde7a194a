"""A maker's page does not outlive her shop: once outsiders may not see her, it is taken down."""

from __future__ import annotations

from cms.pages.makers import MakerPage
from sellers.models import Producer


def take_down_closed() -> int:
    """Take down the published pages of makers whose shop is closed or who are gone; return how many.

    Translations that follow a page go with it. Nobody publishes it again but an editor, who asks the maker first.
    """
    closed = MakerPage.objects.live().filter(alias_of=None).exclude(producer__in=Producer.objects.public())
    pages = list(closed.order_by("pk"))
    for page in pages:
        page.unpublish()
    return len(pages)
