"""Tariffs and services in the back office: operators edit them, within their own regency."""

from __future__ import annotations

from typing import Any, cast

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.functional import cached_property
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic import history, usage
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies.base import BasePermissionPolicy

from market.accounts.models import User
from market.accounts.roles import OPERATOR, is_operator, may_act_in
from market.fulfilment.models import Service, Tariff
from market.fulfilment.tariff_files import UnusableFile, take_tariffs, write_tariffs
from market.regions.choosers import district_chooser, regency_chooser
from market.regions.models import District, Regency
from market.rupiah.fields import RupiahField
from market.rupiah.writing import rupiah


class OperatorsPolicy(BasePermissionPolicy):
    """Operators may do everything with rows of their regency; nobody else sees any."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        if not hasattr(user, "_operates"):  # asked once a request, not once a row
            user._operates = is_operator(user)
        return bool(user._operates)

    def users_with_any_permission(self, actions: Any) -> QuerySet[User]:
        return User.objects.filter(is_active=True, groups__name=OPERATOR).distinct()

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return self.user_has_permission(user, action) and self.covers(user, action, instance)

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        return any(self.user_has_permission_for_instance(user, action, instance) for action in actions)

    def covers(self, user: User, action: str, instance: Any) -> bool:
        return True


class TariffPolicy(OperatorsPolicy):
    def covers(self, user: User, action: str, instance: Tariff) -> bool:
        return may_act_in(user, instance.origin.regency_id)


class ServicePolicy(OperatorsPolicy):
    """A service is shared by every regency: who has a post in one regency may look, not change."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return super().user_has_permission(user, action) and (action == "view" or user.regency_id is None)


def officer(request: HttpRequest) -> User:
    """Who asks; the office lets nobody in who is not signed in."""
    return cast(User, request.user)


def tariffs_of(user: User) -> QuerySet[Tariff]:
    """The tariffs that leave from this officer's regency, or all for a post without one."""
    tariffs = Tariff.objects.select_related("service", "origin__regency__province", "destination")
    return tariffs.filter(origin__regency=user.regency_id) if user.regency_id else tariffs


def price_of(tariff: Tariff) -> str:
    """Return what a kilogram costs, such as Rp38.000."""
    return rupiah(tariff.price_per_kg)


class OwnRow:
    """A tariff of another regency does not exist for this officer."""

    request: HttpRequest

    def get_object(self, *args: Any, **kwargs: Any) -> Tariff:
        tariff = super().get_object(*args, **kwargs)  # type: ignore[misc]
        if not may_act_in(officer(self.request), tariff.origin.regency_id):
            raise Http404
        return tariff


class TariffForm(WagtailAdminModelForm):
    price_per_kg = RupiahField(
        label=Tariff._meta.get_field("price_per_kg").verbose_name,
        min_value=0,
        error_messages={"invalid": "Tulis ongkos dengan angka saja, misalnya 25.000."},
    )

    class Meta:
        model = Tariff
        fields = ["service", "origin", "destination", "price_per_kg", "days_min", "days_max"]
        widgets = {"origin": district_chooser.widget_class, "destination": regency_chooser.widget_class}

    def clean_origin(self) -> District:
        origin = self.cleaned_data["origin"]
        if self.for_user and not may_act_in(self.for_user, origin.regency_id):
            raise forms.ValidationError("Pilih kecamatan di kabupaten/kota Anda sendiri.")
        return origin


def used_origins(request: HttpRequest) -> QuerySet[District]:
    return District.objects.with_places().filter(pk__in=tariffs_of(officer(request)).values("origin"))


def used_destinations(request: HttpRequest) -> QuerySet[Regency]:
    return Regency.objects.filter(pk__in=tariffs_of(officer(request)).values("destination"))


class TariffFilters(WagtailFilterSet):
    origin = django_filters.ModelChoiceFilter(queryset=used_origins, label="Dari kecamatan")
    destination = django_filters.ModelChoiceFilter(queryset=used_destinations, label="Ke kabupaten/kota")

    class Meta:
        model = Tariff
        fields = ["service", "origin", "destination"]


class TariffIndex(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[Tariff]:
        return tariffs_of(officer(self.request))

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [
            *super().header_more_buttons,
            Button("Unduh CSV", url=reverse("tariffs:download"), icon_name="download", priority=50),
            Button("Unggah CSV", url=reverse("tariffs:upload"), icon_name="upload", priority=60),
        ]


class TariffEdit(OwnRow, generic.EditView):
    pass


class TariffDelete(OwnRow, generic.DeleteView):
    pass


class TariffHistory(OwnRow, history.HistoryView):
    pass


class TariffUsage(OwnRow, usage.UsageView):
    pass


class UploadForm(forms.Form):
    file = forms.FileField(label="Berkas CSV", error_messages={"required": "Pilih berkas CSV dahulu."})


def download(request: HttpRequest) -> HttpResponse:
    """Answer this officer's tariffs as a CSV file."""
    _refuse_strangers(request)
    text = write_tariffs(tariffs_of(officer(request)).order_by("service__code", "origin", "destination"))
    answer = HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="tarif-kirim.csv"'
    return answer


def upload(request: HttpRequest) -> HttpResponse:
    """Take a CSV file all or nothing; its problems are listed line by line."""
    _refuse_strangers(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    problems: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            added, changed = take_tariffs(
                content=form.cleaned_data["file"].read(), may_change=lambda code: may_act_in(officer(request), code)
            )
        except UnusableFile as unusable:
            problems = unusable.problems
        else:
            messages.success(request, f"{added} tarif ditambah, {changed} tarif diperbarui.")
            return redirect("tariffs:index")
    status = 422 if problems else 200
    return render(request, "fulfilment/tariff_upload.html", {"form": form, "problems": problems}, status=status)


def _refuse_strangers(request: HttpRequest) -> None:
    if not is_operator(request.user):
        raise PermissionDenied


class TariffViewSet(ModelViewSet):
    model = Tariff
    name = "tariffs"
    url_prefix = "pengiriman/tarif"
    icon = "list-ul"
    menu_label = "Tarif kirim"
    list_display = [
        "service",
        Column("origin", label="Dari kecamatan", sort_key="origin__name"),
        Column("destination", label="Ke kab./kota", sort_key="destination__name"),
        Column("price_per_kg", label="Ongkos per kg", accessor=price_of, sort_key="price_per_kg"),
        Column("days_min", label="Tercepat (hari)"),
        Column("days_max", label="Terlama (hari)"),
    ]
    filterset_class = TariffFilters
    search_fields = ["service__name", "origin__name", "origin__regency__name", "destination__name"]
    search_backend_name = None
    ordering = ["origin", "destination", "price_per_kg"]
    copy_view_enabled = False
    index_view_class = TariffIndex
    edit_view_class = TariffEdit
    delete_view_class = TariffDelete
    history_view_class = TariffHistory
    usage_view_class = TariffUsage

    def get_form_class(self, for_update: bool = False) -> type[TariffForm]:
        return TariffForm

    def get_urlpatterns(self) -> list[Any]:
        # The table stays first: Wagtail's menu leads to the first pattern.
        table, *others = super().get_urlpatterns()
        return [table, path("unduh/", download, name="download"), path("unggah/", upload, name="upload"), *others]


class ServiceViewSet(ModelViewSet):
    model = Service
    name = "services"
    url_prefix = "pengiriman/layanan"
    icon = "cogs"
    menu_label = "Layanan kirim"
    form_fields = ["name", "name_en", "code", "divisor", "minimum_g", "step_g", "grace_g", "is_active"]
    list_display = [
        *("name", "divisor", "minimum_g", "step_g", "grace_g"),
        BooleanColumn("is_active", label="Ditawarkan"),
    ]
    search_fields = ["name", "code"]
    search_backend_name = None
    copy_view_enabled = False


class DeliveryGroup(ModelViewSetGroup):
    menu_label = "Pengiriman"
    menu_icon = "globe"
    menu_order = 250
    items = (TariffViewSet(), ServiceViewSet())
