"""/kelola/persetujuan/kode-lisan/: an operator reads a sign-in code out to a seller or producer who stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from market.accounts.fields import PhoneField
from market.accounts.spoken import NotForThisAccount, TooManySpoken, make_spoken_code
from sellers.approvals import operator_of
from sellers.reading_out import TOO_MANY, WRONG_ACCOUNT, in_words, person_of, read_in_office

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

NOBODY = "Tidak ada produsen atau penjual dengan nomor ini di kabupaten Anda."


class ListenerForm(forms.Form):
    phone = PhoneField(label="Nomor telepon orang yang ada di depan Anda")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def read_out(request: HttpRequest) -> HttpResponse:
    """Ask for the number of the person; POST makes a code and shows it once. Below: who read out to whom."""
    officer = operator_of(request)
    form = ListenerForm(request.POST or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        person = person_of(form.cleaned_data["phone"], officer)
        try:
            if person is None:
                form.add_error("phone", NOBODY)
            else:
                code = make_spoken_code(principal=person, actor=officer, now=timezone.now())
                context |= {"code": in_words(code), "person": person}
        except NotForThisAccount:
            form.add_error("phone", WRONG_ACCOUNT)
        except TooManySpoken:
            form.add_error("phone", TOO_MANY)
    context["read"] = read_in_office(officer)
    return render(request, "sellers/approvals/spoken.html", context)
