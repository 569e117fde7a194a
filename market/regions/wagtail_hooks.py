"""The back office's choosers of areas, and the list of agencies."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from wagtail import hooks
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet

from market.regions.choosers import district_chooser, regency_chooser, village_chooser
from market.regions.models import Agency


@hooks.register("register_admin_viewset")
def area_choosers() -> list[ChooserViewSet]:
    return [regency_chooser, district_chooser, village_chooser]


class OwnAgencies(IndexView):
    """An officer of a regency sees its agencies."""

    def get_base_queryset(self) -> QuerySet:
        found = super().get_base_queryset()
        code = _post_of(self.request.user)
        return found.filter(regency_id=code) if code else found


class OfOwnRegency:
    """An officer of a regency writes down agencies of her own only."""

    request: Any

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)  # type: ignore[misc]
        code = _post_of(self.request.user)
        if code:
            form.fields["regency"].queryset = form.fields["regency"].queryset.filter(pk=code)
            form.fields["regency"].initial = code
        return form


class AddAgency(OfOwnRegency, CreateView):
    pass


class EditAgency(OfOwnRegency, EditView):
    pass


def _post_of(user: Any) -> str | None:
    return None if user.is_superuser else user.regency_id


class AgencyViewSet(ModelViewSet):
    """Who answers for pages; written once, shown wherever it is named."""

    model = Agency
    index_view_class = OwnAgencies
    add_view_class = AddAgency
    edit_view_class = EditAgency
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
