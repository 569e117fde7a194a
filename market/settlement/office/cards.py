"""The commission card and the ways to pay, as rows that those who keep the books change."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies.base import BasePermissionPolicy

from catalogue.models import Category
from market.accounts.models import User
from market.accounts.roles import OPERATOR
from market.gateways.registry import all_gateways
from market.regions.choosers import village_chooser
from market.settlement.commission import amount_in_words, applies_to
from market.settlement.funding import NobodyBears, bearing
from market.settlement.methods import hold_of
from market.settlement.models import CommissionRate, Funding, PaymentMethod
from market.settlement.office.desk import keeps_books
from market.settlement.templatetags.money import rupiah


class KeepersPolicy(BasePermissionPolicy):
    """Who keeps the books may look and change; nobody else sees any."""

    actions: tuple[str, ...] = ("add", "change", "delete", "view")

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in self.actions and keeps_books(user)

    def users_with_any_permission(self, actions: Any) -> QuerySet[User]:
        return User.objects.filter(is_active=True, groups__name=OPERATOR, regency=None).distinct()


class ChangeOnlyPolicy(KeepersPolicy):
    """The ways to pay are as many as there are gateways: none is added or taken away here."""

    actions = ("change", "view")


class CommissionForm(WagtailAdminModelForm):
    """A percentage is written as people write it: 5 or 2,5."""

    percent = forms.DecimalField(
        label="Persen dari harga barang",
        required=False,
        min_value=Decimal(0),
        max_value=Decimal(100),
        decimal_places=2,
        localize=True,
        help_text="Misalnya 5 atau 2,5. Dipakai bila jenisnya persen.",
    )
    category = forms.ModelChoiceField(
        label="Jenis barang", required=False, queryset=Category.objects.order_by("path"), empty_label="Semua jenis"
    )

    class Meta:
        model = CommissionRate
        fields = [
            "position",
            "name",
            "is_active",
            "kind",
            "percent",
            "amount",
            "floor",
            "cap",
            "includes_delivery",
            "category",
            "partner",
            "village",
            "total_from",
            "total_to",
        ]
        widgets = {"village": village_chooser.widget_class}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["percent"] = Decimal(self.instance.basis_points) / 100

    def save(self, commit: bool = True) -> CommissionRate:
        self.instance.basis_points = int((self.cleaned_data.get("percent") or Decimal(0)) * 100)
        return super().save(commit)


class CommissionViewSet(ModelViewSet):
    model = CommissionRate
    name = "commission"
    url_prefix = "uang/komisi"
    icon = "tag"
    menu_label = "Komisi"
    ordering = ["position", "pk"]
    list_display = [
        Column("name", label="Nama"),
        Column("position", label="Urutan"),
        Column("applies_to", label="Untuk", accessor=applies_to),
        Column("taken", label="Komisi", accessor=amount_in_words),
        BooleanColumn("is_active", label="Berlaku"),
    ]
    copy_view_enabled = False
    search_backend_name = None

    def get_form_class(self, for_update: bool = False) -> type[CommissionForm]:
        return CommissionForm


def name_of(method: PaymentMethod) -> str:
    """Return what buyers read, or the code of a gateway that is not installed."""
    gateway = all_gateways().get(method.code)
    return gateway.name if gateway else method.code


def hold_in_words(method: PaymentMethod) -> str:
    """Return how long goods are held for it, and how long for a guest who has sent no photo."""
    whole, short = (hold_of(method, is_trusted=is_trusted) for is_trusted in (True, False))
    guests = f"; pembeli tanpa akun {_time_in_words(short)}, sampai foto buktinya datang" if short < whole else ""
    return _time_in_words(whole) + guests


def _time_in_words(span: timedelta) -> str:
    hours, minutes = divmod(int(span.total_seconds()) // 60, 60)
    return " ".join([f"{hours} jam"] * bool(hours) + [f"{minutes} menit"] * bool(minutes))


class MethodForm(WagtailAdminModelForm):
    class Meta:
        model = PaymentMethod
        fields = ["is_on", "mode", "floor", "cap", "hold_minutes", "is_local_only", "position"]

    def _get_validation_exclusions(self) -> set[str]:
        """Look at the rules that concern the code too, though nobody changes it here."""
        return super()._get_validation_exclusions() - {"code"}


class MethodViewSet(ModelViewSet):
    model = PaymentMethod
    name = "methods"
    url_prefix = "uang/cara-bayar"
    icon = "link"
    menu_label = "Cara bayar"
    ordering = ["position", "code"]
    list_display = [
        Column("code", label="Cara bayar", accessor=name_of),
        BooleanColumn("is_on", label="Ditawarkan"),
        Column("mode", label="Uang masuk", accessor="get_mode_display"),
        Column("floor", label="Mulai", accessor=lambda method: rupiah(method.floor)),
        Column("hold_minutes", label="Barang ditahan", accessor=hold_in_words),
    ]
    copy_view_enabled = False
    search_backend_name = None

    def get_form_class(self, for_update: bool = False) -> type[MethodForm]:
        return MethodForm


class FundingForm(WagtailAdminModelForm):
    """Who bears an offer; the market's part is known but where it is shared."""

    marketplace_percent = forms.IntegerField(
        label="Bagian pasar (%)", required=False, help_text="Hanya bila dibagi: 1 sampai 99."
    )

    class Meta:
        model = Funding
        fields = ["offer", "bearer", "partner", "marketplace_percent"]
        help_texts = {"partner": "Toko harus sudah setuju. Potongan hanya berlaku untuk barang toko ini."}

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean()
        try:
            borne = bearing(
                told.get("bearer", ""), partner=told.get("partner"), percent=told.get("marketplace_percent")
            )
        except NobodyBears as reason:
            self.add_error(reason.field, str(reason))
            return told
        return told | borne._asdict()


class FundingViewSet(ModelViewSet):
    """Who bears an offer's discounts, and those of the vouchers that carry it; without a row it is not applied."""

    model = Funding
    name = "funding"
    url_prefix = "uang/potongan"
    icon = "tag"
    menu_label = "Potongan"
    index_template_name = "settlement/office/funding_index.html"
    create_template_name = "settlement/office/funding_create.html"
    ordering = ["offer"]
    list_display = [
        Column("offer", label="Potongan harga"),
        Column("bearer", label="Ditanggung", accessor="get_bearer_display"),
        Column("partner", label="Toko"),
        Column("marketplace_percent", label="Bagian pasar (%)"),
    ]
    copy_view_enabled = False
    search_backend_name = None

    def get_form_class(self, for_update: bool = False) -> type[FundingForm]:
        return FundingForm
