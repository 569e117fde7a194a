"""/kelola/uang/buku/: every account, every journal, by account, by order, by file."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from market.ledger.balances import balance, balances
from market.ledger.models import Account, Entry, Journal
from market.settlement.labels import journal_words, own_names
from market.settlement.office.desk import at_money_desk
from market.settlement.office.files import KINDS, as_file

PAGE = 50
LARGEST_EXPORT = 200_000


class PeriodForm(forms.Form):
    """Which days a file is about; both count."""

    first = forms.DateField(label="Dari tanggal", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    last = forms.DateField(label="Sampai tanggal", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("first") and cleaned.get("last") and cleaned["first"] > cleaned["last"]:
            self.add_error("last", "Tanggal akhir tidak boleh sebelum tanggal awal.")
        return cleaned


@require_safe
@at_money_desk
def ledger(request: HttpRequest) -> HttpResponse:
    """Show every account with its sums, which add up to zero; or the journals about an order that was searched."""
    about = request.GET.get("q", "").strip().replace("\x00", "")[:60]
    rows = balances()
    today = timezone.localdate()
    context = {
        "rows": rows,
        "debit": sum(row.debit for row in rows),
        "credit": sum(row.credit for row in rows),
        "total": sum(row.balance for row in rows),
        "about": about,
        "names": own_names(),
        "journals": Journal.objects.about(about).with_entries().order_by("pk")[:PAGE] if about else [],
        "form": PeriodForm(initial={"first": today.replace(day=1), "last": today}),
    }
    return render(request, "settlement/office/ledger.html", context)


@require_safe
@at_money_desk
def account(request: HttpRequest, code: str) -> HttpResponse:
    """Show one account: its balance and its journals, newest first."""
    found = get_object_or_404(Account, code=code)
    journals = Journal.objects.of_account(code).with_entries().order_by("-happened_at", "-pk")
    page = Paginator(journals, PAGE).get_page(request.GET.get("halaman"))
    context = {"account": found, "balance": balance(code), "page": page, "names": own_names()}
    return render(request, "settlement/office/account.html", context)


@require_safe
@at_money_desk
def export(request: HttpRequest, form: str) -> HttpResponse:
    """Send the entries of a period as CSV or XLSX; a cell that looks like a formula is made plain text."""
    if form not in KINDS:
        raise Http404
    period = PeriodForm(request.GET)
    if not period.is_valid():
        return render(request, "settlement/office/period.html", {"form": period, "kind": form}, status=400)
    rows = _rows(period.cleaned_data["first"], period.cleaned_data["last"])
    if len(rows) - 1 > LARGEST_EXPORT:
        period.add_error("last", "Terlalu banyak baris untuk satu berkas. Pilih masa yang lebih pendek.")
        return render(request, "settlement/office/period.html", {"form": period, "kind": form}, status=400)
    name = f"buku-besar-{period.cleaned_data['first']}-{period.cleaned_data['last']}"
    return as_file(rows, name=name, kind=form, title="Buku besar")


def _rows(first: Any, last: Any) -> list[list[Any]]:
    """Return the entries that happened on these days (local time), oldest first, under their headings.

    Should there be more than LARGEST_EXPORT, it is one more than that.
    """
    start, end = (timezone.make_aware(datetime.combine(*moment)) for moment in ((first, time.min), (last, time.max)))
    entries = (
        Entry.objects.filter(journal__happened_at__range=(start, end))
        .select_related("journal", "account")
        .order_by("journal__happened_at", "journal_id", "pk")[: LARGEST_EXPORT + 1]
    )
    heading = ["Waktu", "Jurnal", "Jenis", "Artinya", "Perihal", "Keterangan", "Akun", "Nama akun", "Debit", "Kredit"]
    names = own_names()
    return [heading, *([*_journal(entry), *_side(entry, names)] for entry in entries)]


def _journal(entry: Entry) -> list[Any]:
    journal = entry.journal
    at = timezone.localtime(journal.happened_at).strftime("%Y-%m-%d %H:%M:%S")
    return [at, journal.key, journal.kind, journal_words(journal.kind), journal.about, journal.memo]


def _side(entry: Entry, names: dict[str, str]) -> list[Any]:
    code = entry.account.code
    return [code, names.get(code, entry.account.name), entry.debit, entry.credit]
