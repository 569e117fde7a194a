"""Follows oscar.apps.dashboard.orders.views (4.2): reading only, and only the own regency's orders."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.shortcuts import get_object_or_404
from django.views.generic import ListView
from oscar.apps.dashboard.orders import views

from market.accounts.roles import is_operator
from market.shop.dashboard.scope import money_of, orders_for


class OrderListView(ListView):
    """Replaces Oscar's: no bulk change of states, and no file with the buyers' names."""

    template_name = "oscar/dashboard/orders/order_list.html"
    context_object_name = "orders"
    paginate_by = 20

    def get_queryset(self) -> QuerySet:
        """Return the regency's orders, narrowed by what was typed: a number's beginning, a status."""
        orders = orders_for(self.request.user).prefetch_related("lines")
        number, status = (self.request.GET.get(key, "").strip() for key in ("order_number", "status"))
        if number:
            orders = orders.filter(number__istartswith=number)
        return orders.filter(status=status) if status else orders

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say also whether this officer may undo orders."""
        return super().get_context_data(can_undo=is_operator(self.request.user), **kwargs)


class OrderDetailView(views.OrderDetailView):
    def get_object(self, queryset: Any = None) -> Any:
        """Return the order, or 404 when it is another regency's."""
        return get_object_or_404(orders_for(self.request.user), number=self.kwargs["number"])


class LineDetailView(views.LineDetailView):
    def get_object(self, queryset: Any = None) -> Any:
        """Return the line of an order that the officer may see."""
        order = get_object_or_404(orders_for(self.request.user), number=self.kwargs["number"])
        return get_object_or_404(order.lines, pk=self.kwargs["line_id"])


class OrderStatsView(views.OrderStatsView):
    def get_stats(self, filters: dict[str, Any]) -> dict[str, Any]:
        """Return counts over the orders of the officer's regency, and the money that came for them and stays."""
        orders = orders_for(self.request.user).filter(**filters)
        found = views.Order.objects.filter(pk__in=orders.order_by().values("pk"))
        return {
            "total_orders": found.count(),
            "total_lines": views.Line.objects.filter(order__in=found).count(),
            "total_revenue": money_of(found),
            "order_status_breakdown": found.order_by("status").values("status").annotate(freq=Count("id")),
        }
