"""Follows oscar.apps.dashboard.catalogue.views.ProductCreateUpdateView (4.2): without stock, price and upselling."""

from __future__ import annotations

from typing import Any

from oscar.apps.dashboard.catalogue import views


class ProductCreateUpdateView(views.ProductCreateUpdateView):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.formsets = {"category_formset": self.category_formset, "image_formset": self.image_formset}
