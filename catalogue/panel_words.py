"""What the panel beside a list says, made ready for the frame of its page (catalogue/frames.py)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from catalogue.templatetags.options import options

if TYPE_CHECKING:
    from catalogue.panel import Option, Panel


def panel_shape(panel: Panel) -> dict[str, Any]:
    """Return what decides how it looks, besides how many links there are."""
    chosen = [number for number, option in enumerate(panel.sorts, start=1) if option.is_chosen]
    return {"chosen": panel.chosen, "has_tree": bool(panel.tree), "sorted_by": next(iter(chosen), 0)}


def panel_words(panel: Panel) -> dict[str, Any]:
    """Return what it writes."""
    low, high = panel.filters.price_from, panel.filters.price_to
    return {
        "below": _links(panel.below),
        "sorts": _links(panel.sorts),
        "chips": _links(panel.chips),
        "clear_url": panel.clear_url,
        "tree": options(panel.tree),
        "groups": [(group.title, options(group.options, is_filter=True)) for group in panel.groups],
        "list_url": panel.path,
        "hidden": panel.hidden,
        "price_from": "" if low is None else str(low),
        "price_to": "" if high is None else str(high),
    }


def _links(found: list[Option]) -> list[tuple[str, str]]:
    return [(option.label, option.url) for option in found]
