"""/media/suara/<name> and /jual/produk/<number>/suara/: what a maker says of a product with her own voice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import uuid4

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from market.recordings.answering import answer_recording
from market.recordings.reading import MOST_BYTES, MOST_SECONDS, TYPES, Unusable
from sellers.access import in_name_of, makers_of, product_of, with_open_shop
from sellers.forms_voice import VoiceForm
from sellers.models import VoiceNote
from sellers.registers.merge import Author
from sellers.sync.uploads import is_hash
from sellers.sync.voices import say_voice, take_voice_away
from sellers.voice_models import FOLDER

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, HttpResponseBase

    from sellers.models import Seller

NAME = re.compile(rf"[0-9a-f]{{32}}\.({'|'.join(TYPES)})")


@require_safe
def voice(request: HttpRequest, name: str) -> HttpResponseBase:
    """Answer one recording, or the part of it that a player asks for; its name is its own, so it may be kept."""
    match, path = NAME.fullmatch(name), f"{FOLDER}/{name}"
    if match is None or not default_storage.exists(path):
        raise Http404
    file = default_storage.open(path)
    response = answer_recording(request, file, file.size, TYPES[match[1]])
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@with_open_shop
def record(request: HttpRequest, shop: Seller, number: int) -> HttpResponse:
    """Let her record or choose what she has to say, and hear what there is."""
    product = product_of(request, shop, number)
    form = VoiceForm(request.POST, request.FILES) if request.method == "POST" else VoiceForm()
    if form.is_valid():
        try:
            with in_name_of(request, makers_of(product), "menyimpan rekaman suara", product.title, product.pk):
                heard, voice = request.POST.get("base"), form.cleaned_data["voice"]
                base = heard if is_hash(heard) else None
                say_voice(product=product, file=voice, base=base, author=_author(request))
        except Unusable as no:
            form.add_error("voice", str(no))
        else:
            messages.success(request, "Suara Anda tersimpan. Tampil setelah didengarkan petugas.")
            return redirect("workshop:record", product.pk)
    context = {
        "shop": shop,
        "product": product,
        "form": form,
        "note": VoiceNote.objects.filter(product=product).first(),
        "most_seconds": MOST_SECONDS,
        "most_bytes": MOST_BYTES,
        "here": "products",
    }
    return render(request, "sellers/voice.html", context)


@require_POST
@with_open_shop
def remove(request: HttpRequest, shop: Seller, number: int) -> HttpResponse:
    """Take it away."""
    product = product_of(request, shop, number)
    if VoiceNote.objects.filter(product=product).exists():
        with in_name_of(request, makers_of(product), "menghapus rekaman suara", product.title, product.pk):
            take_voice_away(product=product, author=_author(request))
        messages.success(request, "Rekaman dihapus.")
    return redirect("workshop:record", product.pk)


def _author(request: HttpRequest) -> Author:
    return Author(by=request.user, made_at=timezone.now(), operation=str(uuid4()))
