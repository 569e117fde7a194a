"""In the back office an area is chosen by searching, never from a list of 7,285 or 83,762."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from market.regions.models import District, Regency, Village
from market.regions.querysets import LONGEST_QUERY, AreaQuerySet, SearchableAreas, VillageQuerySet

MOST_FOUND = 100


class AreaFilterForm(BaseFilterForm):
    q = forms.CharField(label="Cari", required=False, max_length=LONGEST_QUERY)

    def filter(self, objects: QuerySet) -> QuerySet:
        self.search_query = self.cleaned_data.get("q")
        if not self.search_query:
            return objects
        self.is_searching = True
        if isinstance(objects, SearchableAreas):
            return objects.search(self.search_query, limit=MOST_FOUND)
        return objects.filter(name__icontains=self.search_query)


class LiveAreas:
    """Offer only areas of today's official list, with the names above them; villages where the market is."""

    filter_form_class = AreaFilterForm
    model_class: Any

    def get_object_list(self) -> AreaQuerySet:
        areas = self.model_class.objects.live().with_places()
        return areas.of_members() if isinstance(areas, VillageQuerySet) else areas


class ChooseArea(LiveAreas, ChooseView):
    pass


class ChooseAreaResults(LiveAreas, ChooseResultsView):
    pass


class AreaChooserViewSet(ChooserViewSet):
    icon = "site"
    choose_view_class = ChooseArea
    choose_results_view_class = ChooseAreaResults
    edit_item_text = ""


def _chooser(name: str, model: type, what: str) -> AreaChooserViewSet:
    return AreaChooserViewSet(
        name,
        model=model,
        choose_one_text=f"Pilih {what}",
        choose_another_text=f"Pilih {what} lain",
    )


regency_chooser = _chooser("regency_chooser", Regency, "kabupaten/kota")
district_chooser = _chooser("district_chooser", District, "kecamatan")
village_chooser = _chooser("village_chooser", Village, "desa/kelurahan")
