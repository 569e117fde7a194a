"""/kelola/cerita-menjual/: which story sold what, as pictures, tables and a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.models import Page

from market.accounts.models import User
from market.accounts.roles import is_editor, is_operator
from market.attribution import charts, report
from market.attribution.counting import Sums
from market.open_pages import open_pages
from market.settlement.office.files import XLSX, as_file

LONGEST = timedelta(days=366)
MOST = 200
"""How many rows a table of the page has at most, and a choice."""

MOST_ROWS = 50_000
"""How many rows a file has at most."""

BIGGEST = 999_999_999

HEADING = ["Hari", "Nomor cerita", "Cerita", "Kode desa", "Desa", "Nomor produk", "Produk"]
SUMS = ["Dilihat", "Masuk keranjang", "Terjual", "Nilai (Rp)"]
KEYS = ("day", "story", "village", "product")
FEWER = f"kurang dari {report.FEW}"


class AskForm(forms.Form):
    """Which sums are looked at."""

    first = forms.DateField(label="Dari tanggal", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    last = forms.DateField(label="Sampai tanggal", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    story = forms.IntegerField(label="Cerita", required=False, min_value=0, max_value=BIGGEST, widget=forms.Select())
    village = forms.CharField(label="Desa", required=False, max_length=13, widget=forms.Select())
    product = forms.IntegerField(label="Nomor produk", required=False, min_value=1, max_value=BIGGEST)

    def __init__(self, *args: Any, regency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.regency = regency
        for name in ("story", "village"):
            self.offer(name, [])

    def offer(self, name: str, choices: list[tuple[Any, str]]) -> None:
        """Let these be chosen."""
        self.fields[name].widget.choices = [("", "Semua"), *choices]  # type: ignore[attr-defined]

    def clean_story(self) -> int | None:
        """Return the number under which the story is told: that of the oldest of its languages."""
        said = self.cleaned_data["story"]
        if said is None:
            return None
        oldest = report.names_of_stories([said])[said][0]
        self.data = {**self.data, "story": oldest}  # so that it is the one that the list shows as chosen
        return oldest

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
    products = report.by_product(rows, asked, most=MOST)
    villages = report.by_village(rows, asked, most=MOST)
    bars = charts.lying([row for row in stories if row.number], "rupiah")
    _offer_choices(form, asked, request.user)
    context = {
        "form": form,
        "total": report.told(report.total(rows), of_story=bool(asked.story)),
        "days": days,
        "looks": charts.columns(days, "views"),
        "sales": charts.columns(days, "rupiah"),
        "bars": bars,
        "bars_high": len(bars) * charts.STEP,
        "size": charts,
        "has_any": bool(stories),
        "tables": [
            ("Cerita", stories[:MOST], ""),
            ("Desa", villages, ""),
            ("Produk", products, _to_product(request)),
        ],
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
    if report.counted(asked)[: MOST_ROWS + 1].count() > MOST_ROWS:
        form.add_error("last", f"Lebih dari {MOST_ROWS:,} baris. Pilih masa yang lebih pendek.".replace(",", "."))
        return render(request, "attribution/office/index.html", {"form": form}, status=400)
    name = f"cerita-menjual-{asked.first}-{asked.last}"
    return as_file(_rows(asked), name=name, kind=XLSX, title="Cerita yang menjual")


def _to_product(request: HttpRequest) -> str:
    """Return the beginning of an address that asks the same of one product."""
    query = request.GET.copy()
    query.pop("product", None)
    return f"?{query.urlencode()}&product=" if query else "?product="


def _offer_choices(form: AskForm, asked: report.Asked, user: Any) -> None:
    """Let what was counted within the days be chosen, and what is asked, also where nothing was counted."""
    whole = report.Asked(first=asked.first, last=asked.last, regency=asked.regency)
    rows = report.counted(whole)
    stories = {row.number: row.name for row in report.by_story(rows)[:MOST]}
    villages = {row.number: row.name for row in report.by_village(rows, whole, most=MOST) if row.number}
    if asked.story is not None:
        stories = {asked.story: _name_for(user, asked.story)} | stories
    if asked.village:
        villages = report.names_of_villages([asked.village]) | villages
    form.offer("story", list(stories.items()))
    form.offer("village", list(villages.items()))


def _name_for(user: Any, story: int) -> str:
    """Return a story's title to who sees its sums, to all when it is published, and to who may edit it."""
    _number, title = report.names_of_stories([story])[story]
    page = Page.objects.filter(pk=story).first()
    if page is None or report.was_counted(story, regency_of(user)) or open_pages(Page.objects.filter(pk=story)):
        return title
    return title if page.permissions_for_user(user).can_edit() else f"Halaman {story}"


def _form(request: HttpRequest) -> AskForm:
    """Return what is asked, the last thirty days unless said. Raises PermissionDenied for who may not look."""
    if not may_look(request.user):
        raise PermissionDenied
    today = timezone.localdate()
    month = {"first": (today - timedelta(days=29)).isoformat(), "last": today.isoformat()}
    said = {name: value for name, value in request.GET.items() if value}
    return AskForm({**month, **said}, regency=regency_of(request.user))  # type: ignore[arg-type]


def _rows(asked: report.Asked) -> Iterator[list[Any]]:
    rows = report.counted(asked)
    stories, villages, goods = (set(rows.values_list(name, flat=True).distinct()) for name in KEYS[1:])
    titles, areas = report.names_of_stories(stories), report.names_of_villages(villages)
    names = report.names_of_goods(goods)
    yield [*HEADING, *SUMS]
    for day, story, village, product, *sums in rows.order_by(*KEYS).values_list(*KEYS, *report.FIELDS):
        told = report.told(Sums(*sums), of_story=bool(story))
        keys = [f"{day:%Y-%m-%d}", *titles[story], village, areas[village], product, names[product]]
        yield [
            *keys,
            *(FEWER if value is None else value for value in (getattr(told, each) for each in report.FIELDS)),
        ]
