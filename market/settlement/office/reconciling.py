"""/kelola/uang/rekonsiliasi/: a file of Stripe or of a bank is held against the ledger; each difference has a name."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from market.gateways.bills.models import Statement
from market.rupiah.writing import rupiah
from market.settlement.balance_files import UnreadableFile, read_stripe_balance, rows_of_statement
from market.settlement.labels import movement_words, own_names
from market.settlement.models import Reconciliation
from market.settlement.office.desk import at_money_desk
from market.settlement.office.files import as_file
from market.settlement.reconcile import FileRow, book_fees, record_reconciliation

MOST = 100
LARGEST_FILE = 5_000_000  # bytes
STRIPE = "gateway:stripe"


class FileForm(forms.Form):
    """Stripe's report as a file, or a bank's movements that are in already; and whether fees are booked at once."""

    file = forms.FileField(
        label="Laporan Stripe (CSV)",
        required=False,
        help_text="Laporan “Balance change from activity”, itemised, dengan kolom payment_metadata[reference].",
    )
    statement = forms.ModelChoiceField(
        label="Atau mutasi bank yang sudah masuk",
        required=False,
        queryset=Statement.objects.filter(account__partner=None).select_related("account").order_by("-taken_at"),
    )
    books_fees = forms.BooleanField(label="Bukukan biaya yang disebut berkas ini", required=False)

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST_FILE:
            raise forms.ValidationError("Berkasnya lebih dari 5 MB. Ambil laporan untuk masa yang lebih pendek.")
        return file

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if not self.errors and bool(cleaned.get("file")) == bool(cleaned.get("statement")):
            self.add_error("file", "Pilih satu: berkas Stripe, atau mutasi bank.")
        return cleaned


@require_http_methods(["GET", "HEAD", "POST"])
@at_money_desk
def reconcile(request: HttpRequest) -> HttpResponse:
    """Take a file, keep what was found, and list what was found before."""
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if form.is_valid():
        made = _compare(request, form)
        if made:
            return redirect("money:reconciliation", pk=made.pk)
    made_before = Reconciliation.objects.order_by("-made_at", "-pk")[:MOST]
    return render(
        request,
        "settlement/office/reconcile.html",
        {"form": form, "reconciliations": made_before, "names": own_names()},
    )


@require_safe
@at_money_desk
def reconciliation(request: HttpRequest, pk: int) -> HttpResponse:
    """Show every difference that one file had."""
    found = get_object_or_404(Reconciliation, pk=pk)
    return render(request, "settlement/office/reconciliation.html", {"found": found, "names": own_names()})


@require_safe
@at_money_desk
def differences(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the differences as CSV, or XLSX."""
    found = get_object_or_404(Reconciliation, pk=pk)
    heading = ["Tanggal", "Acuan", "Jenis", "Artinya", "Perbedaan", "Berkas", "Buku besar"]
    rows = [
        [
            one["on"],
            one["reference"],
            one["kind"],
            movement_words(one["kind"]),
            one["words"],
            one["file_amount"],
            one["ledger_amount"],
        ]
        for one in found.differences
    ]
    kind = request.GET.get("jenis", "")
    return as_file([heading, *rows], name=f"rekonsiliasi-{found.pk}", kind=kind, title="Perbedaan")


def _compare(request: HttpRequest, form: FileForm) -> Reconciliation | None:
    told = form.cleaned_data
    content = told["file"].read() if told["file"] else b""
    try:
        account_code, name, rows = _rows(content, told["statement"], told["file"])
        with transaction.atomic():
            if told["books_fees"]:
                booked = book_fees(account_code=account_code, rows=rows)
                messages.info(request, f"Biaya yang baru dibukukan: {rupiah(booked)}.")
            return record_reconciliation(
                account_code=account_code,
                rows=rows,
                file_name=name,
                content=content or name.encode(),
                by=request.user,
                now=timezone.now(),
            )
    except UnreadableFile as unreadable:
        form.add_error("file" if told["file"] else "statement", str(unreadable))
    except (UnicodeDecodeError, ValueError):
        form.add_error("file", "Berkas ini bukan CSV yang bisa dibaca.")
    return None


def _rows(content: bytes, statement: Statement | None, file: object) -> tuple[str, str, list[FileRow]]:
    """Return whose account the file is about, its name, and its rows."""
    if statement:
        return statement.account.code, statement.file_name, rows_of_statement(statement)
    return STRIPE, str(getattr(file, "name", "stripe.csv")), read_stripe_balance(content.decode("utf-8-sig"))
