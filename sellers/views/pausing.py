"""/jual/libur/: a shop goes on leave, and opens again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from sellers.access import with_open_shop
from sellers.actions.pausing import NotOpen, UnlikelyDay
from sellers.forms_pausing import PauseForm
from sellers.sync.leave import open_on_page, pause_on_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from sellers.models import Seller


@require_http_methods(["GET", "HEAD", "POST"])
@with_open_shop
def pause(request: HttpRequest, shop: Seller) -> HttpResponse:
    """Ask why and until when, and tell what buyers see."""
    partner = shop.partner
    known = {"reason": partner.pause_reason, "words": partner.pause_words, "until": partner.paused_until}
    form = PauseForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            pause_on_page(shop=shop, said=form.cleaned_data, by=request.user, now=timezone.now())
        except NotOpen:
            messages.error(request, "Toko Anda sedang ditutup petugas, jadi tidak perlu diliburkan.")
        except UnlikelyDay:  # midnight came while she was reading
            messages.error(request, "Pilih hari lain untuk buka lagi.")
        else:
            messages.success(request, "Toko libur. Pembeli melihat alasannya dan tidak bisa membeli.")
            return redirect("workshop:home")
    return render(request, "sellers/pause.html", {"shop": shop, "form": form, "here": "home"})


@require_POST
@with_open_shop
def open_again(request: HttpRequest, shop: Seller) -> HttpResponse:
    """Let the shop sell again."""
    if open_on_page(shop=shop, by=request.user, now=timezone.now()):
        messages.success(request, "Toko buka lagi.")
    else:
        messages.info(request, "Toko Anda memang sedang buka.")
    return redirect("workshop:home")
