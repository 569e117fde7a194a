"""The menu item "Kurs" of the back office, for operators."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from wagtail import hooks
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import register_permission_policy

from market.accounts.models import User
from market.accounts.roles import OPERATOR, is_operator
from market.currencies.models import Rate


class OperatorPolicy(BasePermissionPolicy):
    """Operators of every regency keep one table: a dollar is a dollar."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        if not hasattr(user, "_keeps_rates"):  # asked once a request, not once a row
            user._keeps_rates = is_operator(user)
        return bool(user._keeps_rates)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return self.user_has_permission(user, "change")

    def users_with_any_permission(self, actions: Any) -> QuerySet[User]:
        return User.objects.filter(is_active=True, groups__name=OPERATOR).distinct()

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return self.user_has_permission(user, action)

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        return self.user_has_permission(user, "change")


class RateForm(WagtailAdminModelForm):
    class Meta:
        model = Rate
        fields = ["currency", "rupiah", "as_of", "place"]

    def save(self, commit: bool = True) -> Rate:
        """Keep who wrote it."""
        self.instance.written_by = self.for_user
        return super().save(commit)


class RateViewSet(ModelViewSet):
    model = Rate
    name = "rates"
    url_prefix = "kurs"
    icon = "globe"
    menu_label = "Kurs"
    menu_order = 258
    add_to_admin_menu = True
    list_display = ["currency", "rupiah", "as_of", "standing", "place", "written_by"]
    list_filter: list[str] = []
    copy_view_enabled = False
    inspect_view_enabled = False
    search_fields: list[str] = []

    def get_form_class(self, for_update: bool = False) -> type[RateForm]:
        return RateForm


register_permission_policy(Rate, OperatorPolicy(Rate))


@hooks.register("register_admin_viewset")
def rates_menu() -> RateViewSet:
    return RateViewSet()
