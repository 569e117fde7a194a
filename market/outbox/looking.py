"""Lists in `/kelola/` that are there to be looked at: nobody adds, changes or deletes."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy


class LookOnlyPolicy(ModelPermissionPolicy):
    """Whoever has the right to view may look; no right, not even the superuser's, lets anybody change.

    The rows are everybody's, numbers of people elsewhere among them: a post in one regency does not show them.
    """

    def user_has_permission(self, user: Any, action: str) -> bool:
        is_central = getattr(user, "regency_id", None) is None
        return action == "view" and is_central and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class LookOnlyViewSet(ModelViewSet):
    """A list in the menu "Laporan". Subclasses name the model, the columns and the filters.

    The model's policy must be registered as LookOnlyPolicy beside it.
    """

    menu_hook = "register_reports_menu_item"
    icon = "history"
    add_to_reference_index = False
    copy_view_enabled = False
    exclude_form_fields: list[str] = []
    list_per_page = 50

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
        ]
