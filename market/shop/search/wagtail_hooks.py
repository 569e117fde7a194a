"""The menu item "Padanan kata" of the back office."""

from __future__ import annotations

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from market.shop.search.models import Synonym
from market.shop.search.office import StaffPolicy, SynonymViewSet

register_permission_policy(Synonym, StaffPolicy(Synonym))


@hooks.register("register_admin_viewset")
def words_menu() -> SynonymViewSet:
    return SynonymViewSet()
