"""`/akun/alamat/`: a person's own addresses. Anybody else's are not there."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from market.shop.keeping.addresses import MOST, TooMany, change_address, delete_address, make_default, save_address
from market.shop.keeping.forms import AddressForm
from market.shop.keeping.models import SavedAddress


@never_cache
@require_safe
@login_required
def index(request: HttpRequest) -> HttpResponse:
    """List them, the default first."""
    addresses = SavedAddress.objects.filter(user=request.user).with_places()
    return render(request, "keeping/addresses.html", {"addresses": addresses})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add(request: HttpRequest) -> HttpResponse:
    """Take a new one."""
    known = {"name": request.user.get_full_name(), "phone": request.user.phone}
    form = AddressForm(request.POST) if request.method == "POST" else AddressForm(initial=known)
    if not form.is_valid():
        return render(request, "keeping/address.html", {"form": form})
    try:
        save_address(user=request.user, **form.cleaned_data)
    except TooMany:
        messages.error(request, _("Paling banyak %(most)s alamat. Hapus salah satu dahulu.") % {"most": MOST})
        return render(request, "keeping/address.html", {"form": form})
    messages.success(request, _("Alamat sudah disimpan."))
    return redirect("keeping:addresses")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one."""
    address = _own(request, pk)
    names = AddressForm.base_fields
    form = AddressForm(request.POST or None, initial={name: getattr(address, name) for name in names})
    if not form.is_valid():
        return render(request, "keeping/address.html", {"form": form, "address": address})
    change_address(address=address, **form.cleaned_data)
    messages.success(request, _("Alamat sudah disimpan."))
    return redirect("keeping:addresses")


@require_POST
@login_required
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget one."""
    delete_address(address=_own(request, pk))
    messages.success(request, _("Alamat sudah dihapus."))
    return redirect("keeping:addresses")


@require_POST
@login_required
def set_default(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer one first from now on."""
    make_default(address=_own(request, pk))
    return redirect("keeping:addresses")


def _own(request: HttpRequest, pk: int) -> SavedAddress:
    """Return this person's address; of anybody else's it is not said that there is one."""
    return get_object_or_404(SavedAddress.objects.with_places(), pk=pk, user=request.user)
