"""What rooms above may have of a product: asked along with it, so that nothing is asked for where there is none.

A room says its condition in `AppConfig.ready()`: `may_have("has_permits", lambda: Exists(…OuterRef("pk")…))`. The
product that its page has found says `has_permits`; what says no is not asked for, and its part of the page is always
the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from catalogue.models import Product

Condition = Callable[[], Any]
HAVING: dict[str, Condition] = {}


def may_have(name: str, condition: Condition) -> None:
    """Let products on their page say by this name whether there is any; `condition` is about the product around it."""
    HAVING[name] = condition


def conditions() -> dict[str, Any]:
    """Return all of them, to annotate goods with."""
    return {name: condition() for name, condition in HAVING.items()}


def has(product: Product, name: str) -> bool:
    """Say whether there may be any; a product that was not asked says yes."""
    return bool(getattr(product, name, True))
