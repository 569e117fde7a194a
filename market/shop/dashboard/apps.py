"""Follows oscar.apps.dashboard.apps.DashboardConfig (4.2): every page behind our guard, sign-in left to accounts."""

from __future__ import annotations

from functools import partial
from typing import Any

from oscar.apps.dashboard import apps


class DashboardConfig(apps.DashboardConfig):
    name = "market.shop.dashboard"

    def get_url_decorator(self, pattern: Any) -> Any:
        """Put each page of the desk, whichever part it belongs to, behind the guard."""
        from market.shop.dashboard.guard import guarded

        return partial(guarded, name=pattern.name)
