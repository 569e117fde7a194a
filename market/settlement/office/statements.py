"""/kelola/uang/mutasi/: files of banks and QRIS providers come in; what does not match by itself, a person matches."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from market.accounts.models import User
from market.gateways.bills.actions import WrongAmount
from market.gateways.bills.files.reading import UnreadableStatement
from market.gateways.bills.matching import AlreadySettled, OtherAccount, ignore, match, match_refund
from market.gateways.bills.models import Bill, BillRefund, ReceivingAccount, StatementLine
from market.gateways.bills.statements import TakenIn, take_in_statement
from market.gateways.bills.suggestions import suggestions
from market.settlement.moves import book_line, move_places
from market.settlement.office.desk import at_money_desk

PAGE = 50


class StatementForm(forms.Form):
    """Whose movements, and the file that the bank gave."""

    account = forms.ModelChoiceField(
        label="Rekening",
        queryset=ReceivingAccount.objects.filter(partner=None).exclude(state="waiting").order_by("state", "pk"),
        error_messages={"required": "Pilih rekeningnya."},
    )
    file = forms.FileField(label="Berkas mutasi (CSV)", error_messages={"required": "Pilih berkasnya."})


@require_http_methods(["GET", "HEAD", "POST"])
@at_money_desk
def statements(request: HttpRequest) -> HttpResponse:
    """Take a file in, and list the movements that nobody could tell yet."""
    form = StatementForm(request.POST, request.FILES) if request.method == "POST" else StatementForm()
    if form.is_valid() and _take_in(request, form):
        return redirect("money:statements")
    lines = (
        StatementLine.objects.filter(state=StatementLine.State.OPEN)
        .select_related("account", "statement")
        .order_by("-booked_on", "pk")
    )
    page = Paginator(lines, PAGE).get_page(request.GET.get("halaman"))
    return render(request, "settlement/office/statements.html", {"form": form, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@at_money_desk
def line(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one movement with what it may be; a person says which, or that it is nothing of ours."""
    found = get_object_or_404(StatementLine.objects.select_related("account", "statement", "bill"), pk=pk)
    if request.method == "POST" and _settle(request, found):
        return redirect("money:statements")
    is_open = found.state == StatementLine.State.OPEN
    context = {"line": found, "is_open": is_open, "suggestions": suggestions(found) if is_open else []}
    context["places"] = [(code, name) for code, name in move_places() if code != found.account.code]
    return render(request, "settlement/office/line.html", context)


def _take_in(request: HttpRequest, form: StatementForm) -> bool:
    told = form.cleaned_data
    try:
        taken = take_in_statement(account=told["account"], upload=told["file"], by=request.user, at=timezone.now())
    except UnreadableStatement as unreadable:
        form.add_error("file", str(unreadable))
        return False
    messages.success(request, _in_words(taken))
    return True


def _in_words(taken: TakenIn) -> str:
    left = len(taken.lines) - taken.matched
    words = [f"{len(taken.lines)} baris baru, {taken.matched} cocok, {left} belum jelas."]
    if taken.known:
        words.append(f"{taken.known} sudah pernah masuk.")
    if taken.skipped:
        words.append(f"{len(taken.skipped)} baris bukan mutasi (saldo, jumlah) dilewati.")
    return " ".join(words)


def _settle(request: HttpRequest, line: StatementLine) -> bool:
    """Do what was pressed; return whether the movement is settled now, by whomever."""
    now, post = timezone.now(), request.POST
    try:
        if "bill" in post:
            match(line_id=line.pk, bill_id=_number(post["bill"]), by=request.user, at=now)
        elif "refund" in post:
            match_refund(line_id=line.pk, refund_id=_number(post["refund"]), by=request.user, at=now)
        elif note := post.get("note", "").strip().replace("\x00", "")[:200]:
            _put_aside(line, note, place=post.get("place", ""), by=request.user, now=now)
        else:
            messages.error(request, "Tulis mengapa ini bukan pembayaran.")
            return False
    except AlreadySettled:
        messages.info(request, "Baris ini sudah dicatat.")
        return True
    except (WrongAmount, OtherAccount, Bill.DoesNotExist, BillRefund.DoesNotExist, ValueError):
        messages.error(request, "Itu tidak cocok: jumlah atau rekeningnya lain.")
    else:
        messages.success(request, "Dicatat.")
        return True
    return False


def _put_aside(line: StatementLine, note: str, *, place: str, by: User, now: datetime) -> None:
    """Put a movement aside; where it is not in the books yet, book it as what was chosen."""
    if place:
        book_line(line_id=line.pk, place=place, note=note, by=by, now=now)
    else:
        ignore(line_id=line.pk, by=by, note=note, at=now)


def _number(typed: str) -> int:
    """Return a typed row number, 0 for anything else."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 15 else 0
