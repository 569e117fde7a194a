"""Padanan kata in the back office: operators and editors say what buyers call things."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies.base import BasePermissionPolicy

from market.accounts.models import User
from market.accounts.roles import EDITOR, OPERATOR, is_editor, is_operator
from market.shop.search.models import Synonym


class StaffPolicy(BasePermissionPolicy):
    """Operators and editors of every regency share one list: words know no borders; Wagtail keeps who said what."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        if not hasattr(user, "_knows_words"):  # asked once a request, not once a row
            user._knows_words = is_operator(user) or is_editor(user)
        return bool(user._knows_words)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return self.user_has_permission(user, "change")

    def users_with_any_permission(self, actions: Any) -> QuerySet[User]:
        return User.objects.filter(is_active=True, groups__name__in=[OPERATOR, EDITOR]).distinct()

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return self.user_has_permission(user, action)

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        return self.user_has_permission(user, "change")


class SynonymViewSet(ModelViewSet):
    model = Synonym
    name = "synonyms"
    url_prefix = "padanan-kata"
    icon = "search"
    menu_label = "Padanan kata"
    menu_order = 260
    add_to_admin_menu = True
    form_fields = ["typed", "effect", "finds", "note"]
    list_display = ["typed", "effect", "finds", "note"]
    list_filter = ["effect"]
    search_fields = ["typed", "finds", "note"]
    search_backend_name = None
    copy_view_enabled = False
    inspect_view_enabled = False
