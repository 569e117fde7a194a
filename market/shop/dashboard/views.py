"""Follows oscar.apps.dashboard.views.IndexView (4.2): the few numbers an officer needs, of the own regency."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.timezone import now
from oscar.apps.dashboard import views
from oscar.core.loading import get_model

from market.shop.dashboard.scope import money_of, orders_for, products_for


class IndexView(views.IndexView):
    def get_stats(self) -> dict[str, Any]:
        """Return counts of orders and products; the money that came for them, in whole rupiah."""
        orders = orders_for(self.request.user)
        products = products_for(self.request.user, get_model("catalogue", "Product").objects.filter(parent=None))
        return {
            "orders": orders.count(),
            "orders_last_day": orders.filter(date_placed__gt=now() - timedelta(days=1)).count(),
            "latest_orders": orders[:10],
            "revenue": money_of(orders),
            "products_on_sale": products.filter(is_public=True).count(),
            "products_waiting": products.filter(moderation="waiting").count(),
        }
