"""The account's own page, and the one for those who knocked at the office by mistake."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from market.accounts.actions import rename
from market.accounts.forms import NameForm
from market.accounts.passkeys import passkeys_of
from market.accounts.phones import write_phone
from market.accounts.second_factor import is_set_up


@never_cache
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Show a signed-in person their account, and take a new name."""
    form = NameForm(request.POST or None, initial={"name": request.user.get_full_name()})
    if request.method == "POST" and form.is_valid():
        rename(user=request.user, name=form.cleaned_data["name"])
        messages.success(request, _("Nama sudah disimpan."))
        return redirect("accounts:home")
    context = {
        "form": form,
        "phone": write_phone(request.user.phone),
        "has_factor": is_set_up(request.user),
        "has_passkey": passkeys_of(request.user).exists(),
    }
    return render(request, "accounts/home.html", context)


@login_required
def not_yours(request: HttpRequest) -> HttpResponse:
    """Tell a signed-in person that the office is for its staff; Wagtail's own message would say it twice."""
    messages.get_messages(request).used = True
    return render(request, "accounts/not_yours.html", status=403)
