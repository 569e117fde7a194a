"""The back office's choosers of areas, and the list of agencies."""

from __future__ import annotations

from wagtail import hooks
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet

from market.regions.choosers import district_chooser, regency_chooser, village_chooser
from market.regions.models import Agency


@hooks.register("register_admin_viewset")
def area_choosers() -> list[ChooserViewSet]:
    return [regency_chooser, district_chooser, village_chooser]


class AgencyViewSet(ModelViewSet):
    """Who answers for pages; written once, shown wherever it is named."""

    model = Agency
    name = "agencies"
    url_prefix = "dinas"
    icon = "group"
    menu_label = "Dinas (OPD)"
    menu_order = 260
    add_to_admin_menu = True
    list_display = ["name", "short_name", "regency", "phone"]
    form_fields = ["regency", "name", "short_name", "phone", "address"]
    copy_view_enabled = False
    inspect_view_enabled = False


@hooks.register("register_admin_viewset")
def agencies() -> ModelViewSet:
    return AgencyViewSet()
