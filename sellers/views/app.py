"""Pages of the seller app that are the same for everybody: what they show is on the phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sellers.agreement import newest_version, words_with
from sellers.forms import HandOverForm, ProductForm, RestockForm, SizeForm
from sellers.forms_makers import MakerForm, PaperForm, SpokenConsentForm, WithdrawConsentForm
from sellers.forms_money import CancelForm
from sellers.forms_pausing import PauseForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@never_cache
@require_safe
def app(request: HttpRequest) -> HttpResponse:
    """Show the page that draws all others where there is no signal, with their forms in it, to be copied."""
    context = {
        "product": ProductForm(user=None),
        "size": SizeForm(),
        "restock": RestockForm(auto_id=False),
        "hand_over": HandOverForm(),
        "pause": PauseForm(),
        "decline": CancelForm(),
        "maker": MakerForm(),
        "paper": PaperForm(auto_id="surat_%s"),
        "voice": SpokenConsentForm(auto_id="suara_%s"),
        "withdraw": WithdrawConsentForm(),
        "words": words_with(version=newest_version(), name="{produsen}", village="{desa}", hub="{hub}"),
        "version": newest_version(),
        "here": "",
    }
    return render(request, "sellers/app.html", context)


@never_cache
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Show what is written on this phone, what waits to be sent, and what wants a look."""
    return render(request, "sellers/queue.html", {"here": ""})
