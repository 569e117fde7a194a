"""The back office's choosers of areas."""

from __future__ import annotations

from wagtail import hooks
from wagtail.admin.viewsets.chooser import ChooserViewSet

from market.regions.choosers import district_chooser, regency_chooser, village_chooser


@hooks.register("register_admin_viewset")
def area_choosers() -> list[ChooserViewSet]:
    return [regency_chooser, district_chooser, village_chooser]
