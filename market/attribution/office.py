"""/kelola/cerita-menjual/: which story sold what, as pictures, tables and a file."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from market.accounts.models import User
from market.accounts.roles import is_editor, is_operator
from market.attribution import charts, report
from market.settlement.office.files import XLSX, as_file

LONGEST = timedelta(days=366)
MOST = 200
"""How many rows a table of the page has at most; the file has all."""

HEADING = ["Hari", "Nomor cerita", "Cerita", "Kode desa", "Desa", "Nomor produk", "Produk"]
SUMS = ["Dilihat", "Masuk keranjang", "Terjual", "Nilai (Rp)"]


class AskForm(forms.Form):
    """Which sums are looked at."""

    first = forms.DateField(label="Dari tanggal", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    last = forms.DateField(label="Sampai tanggal", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    story = forms.TypedChoiceField(label="Cerita", required=False, coerce=int, empty_value=None)
    village = forms.ChoiceField(label="Desa", required=False)
    product = forms.TypedChoiceField(label="Produk", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, regency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.regency = regency
        today = timezone.localdate()
        whole = report.counted(report.Asked(first=today - 3 * LONGEST, last=today, regency=regency))
        for name, rows in (
            ("story", report.by_story(whole)),
            ("village", report.by_village(whole)),
            ("product", report.by_product(whole)),
        ):
            self.fields[name].choices = [("", "Semua"), *((row.number, row.name) for row in rows)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and first > last:
            self.add_error("last", "Tanggal akhir tidak boleh sebelum tanggal awal.")
        elif first and last and last - first > LONGEST:
            self.add_error("last", "Pilih masa yang lebih pendek, paling lama satu tahun.")
        return cleaned

    def asked(self) -> report.Asked:
        """Return what is asked; call it when the form is valid."""
        return report.Asked(regency=self.regency, **self.cleaned_data)


def may_look(user: Any) -> bool:
    """May this person see which story sold what? Editors and operators may."""
    return is_editor(user) or is_operator(user)


def regency_of(user: User) -> str:
    """Return the code of the regency whose goods a person sees, empty for all."""
    return user.regency_id or ""


@require_safe
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    """Show the sums as pictures and tables."""
    form = _form(request)
    if not form.is_valid():
        return render(request, "attribution/office/index.html", {"form": form}, status=400)
    asked = form.asked()
    rows = report.counted(asked)
    days, stories = report.by_day(rows, asked), report.by_story(rows)
    products, villages = report.by_product(rows), report.by_village(rows)
    bars = charts.lying([row for row in stories if row.number], "rupiah")
    context = {
        "form": form,
        "total": report.total(rows),
        "days": days,
        "looks": charts.columns(days, "views"),
        "sales": charts.columns(days, "rupiah"),
        "bars": bars,
        "bars_high": len(bars) * charts.STEP,
        "size": charts,
        "tables": [("Cerita", stories[:MOST]), ("Desa", villages[:MOST]), ("Produk", products[:MOST])],
        "query": request.GET.urlencode(),
    }
    return render(request, "attribution/office/index.html", context)


@require_safe
@never_cache
def export(request: HttpRequest) -> HttpResponse:
    """Send what is asked as XLSX, a row for each day, story, village and product; no cell is taken for a formula."""
    form = _form(request)
    if not form.is_valid():
        return render(request, "attribution/office/index.html", {"form": form}, status=400)
    asked = form.asked()
    name = f"cerita-menjual-{asked.first}-{asked.last}"
    return as_file(_rows(asked), name=name, kind=XLSX, title="Cerita yang menjual")


def _form(request: HttpRequest) -> AskForm:
    """Return what is asked, the last thirty days unless said. Raises PermissionDenied for who may not look."""
    if not may_look(request.user):
        raise PermissionDenied
    today = timezone.localdate()
    month = {"first": (today - timedelta(days=29)).isoformat(), "last": today.isoformat()}
    said = {name: value for name, value in request.GET.items() if value}
    return AskForm({**month, **said}, regency=regency_of(request.user))  # type: ignore[arg-type]


def _rows(asked: report.Asked) -> list[list[Any]]:
    rows = report.counted(asked)
    stories = report.names_of_stories(set(rows.values_list("story", flat=True)))
    villages = {row.number: row.name for row in report.by_village(rows)}
    goods = {row.number: row.name for row in report.by_product(rows)}
    keys = ("day", "story", "village", "product")
    told = [
        [f"{day:%Y-%m-%d}", *stories[story], village, villages[village], product, goods[product], *sums]
        for day, story, village, product, *sums in rows.order_by(*keys).values_list(*keys, *report.FIELDS)
    ]
    return [[*HEADING, *SUMS], *told]
