"""/kelola/persetujuan/kata/: an operator reads what buyers and sellers wrote before everybody does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from sellers.actions import NotWaiting
from sellers.approvals import operator_of
from sellers.views.approvals import DecisionForm
from sellers.words import decide, words_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class WordsForm(DecisionForm):
    seen = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["note"].label = "Catatan untuk penulisnya"


@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Show one thing that was written and take the decision."""
    found = words_of(operator_of(request), kind, number)
    form = WordsForm(request.POST or None, initial={"seen": found.seen.isoformat()})
    if request.method == "POST" and form.is_valid():
        answer = form.cleaned_data
        is_shown = answer["decision"] == "approve"
        try:
            with transaction.atomic():
                decide(found, is_shown=is_shown, by=request.user, note=answer["note"], seen=answer["seen"])
        except NotWaiting:
            messages.warning(request, "Ini sudah diperiksa petugas lain, atau baru saja diubah penulisnya.")
        else:
            messages.success(request, "Ditampilkan." if is_shown else "Tidak ditampilkan. Penulisnya diberi tahu.")
        return redirect("approvals:index")
    return render(request, "sellers/approvals/words.html", {"words": found, "form": form})
