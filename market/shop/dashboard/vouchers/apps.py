"""Follows oscar.apps.dashboard.vouchers.apps.VouchersDashboardConfig (4.2)."""

from oscar.apps.dashboard.vouchers import apps


class VouchersDashboardConfig(apps.VouchersDashboardConfig):
    name = "market.shop.dashboard.vouchers"
