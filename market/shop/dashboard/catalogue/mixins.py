"""Follows oscar.apps.dashboard.catalogue.mixins.PartnerProductFilterMixin (4.2): rows of the officer's regency."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from market.shop.dashboard.scope import products_for


class PartnerProductFilterMixin:
    def filter_queryset(self: Any, queryset: QuerySet) -> QuerySet:
        """Return the products that the officer may see."""
        return products_for(self.request.user, queryset)
