"""Statement letters (surat pernyataan, PMK 37/2025): the years in which nothing is withheld from a seller."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.viewsets.model import ModelViewSet

from market.settlement.models import StatementLetter

FIRST_YEAR, LAST_YEAR = 2025, 2099


class LetterForm(WagtailAdminModelForm):
    """Whose letter it is, and for which year."""

    year = forms.IntegerField(
        label="Tahun pajak",
        validators=[
            MinValueValidator(FIRST_YEAR, "PPh 22 dipungut mulai 2025."),
            MaxValueValidator(LAST_YEAR, "Tulis tahunnya dengan empat angka, misalnya 2026."),
        ],
    )

    class Meta:
        model = StatementLetter
        fields = ["partner", "year", "note"]
        help_texts = {"note": "Nomor dan tanggal suratnya, dan di mana aslinya disimpan."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.initial.setdefault("year", timezone.localdate().year)


class LetterViewSet(ModelViewSet):
    model = StatementLetter
    name = "letters"
    url_prefix = "uang/surat-pernyataan"
    icon = "doc-full"
    menu_label = "Surat pernyataan"
    ordering = ["-year", "partner__name"]
    list_display = [
        Column("partner", label="Toko"),
        Column("year", label="Tahun pajak"),
        Column("note", label="Catatan"),
        DateColumn("received_at", label="Diterima"),
    ]
    copy_view_enabled = False
    search_backend_name = None

    def get_form_class(self, for_update: bool = False) -> type[LetterForm]:
        return LetterForm
