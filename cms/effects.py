"""What is done after something else, once each: a village that has its first seller, story or place gets a page."""

from __future__ import annotations

from typing import Any

from market.outbox.actions import record_effect
from market.outbox.registry import carries_out

VILLAGE_PAGES = "cms.village_pages"


@carries_out(VILLAGE_PAGES)
def make_pages(payload: dict[str, Any], *, key: str) -> None:
    """Make the pages of villages that lack one."""
    from cms.tree.villages import make_village_pages

    make_village_pages()


def follow_published(sender: Any, instance: Any, revision: Any = None, **_kwargs: Any) -> None:
    """Have a page made for the village of whatever was published, once for each publication: it may have another."""
    village = getattr(instance, "village_id", None)
    if village and instance._meta.model_name != "villagepage":
        version = revision.pk if revision else village
        record_effect(kind=VILLAGE_PAGES, key=f"{VILLAGE_PAGES}:{instance.pk}:{version}", payload={})
