"""Follows oscar.apps.dashboard.permissions.DashboardPermission (4.2): staff, and nobody else.

Oscar also lets in partners who hold `partner.dashboard_access`, and shows them every seller's lines of a shared order.
"""

from __future__ import annotations


class DashboardPermission:
    permissions: dict[str, list[str]] = {}
    staff = ["is_staff"]
    partner_dashboard_access = staff

    @classmethod
    def get(cls, app_label: str, *codenames: str) -> list[str]:
        """Return what a page asks for: being staff. What staff may do there is said in `guard`."""
        return list(cls.staff)
