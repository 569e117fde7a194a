"""/jual/produsen/: a hub's producers, what each of them agreed to, and how she is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.paging import page_of
from sellers.access import maker_of, with_hub
from sellers.actions.consent import (
    AskedTooOften,
    MakerKnown,
    NumberStays,
    PhoneOfTheHub,
    add_maker,
    ask_consent,
    record_consent,
)
from sellers.actions.consent_ends import withdraw_consent
from sellers.agreement import REMINDED, kept_words, newest_version, words_for
from sellers.forms_makers import (
    OWN_PHONE,
    TOO_MANY_TODAY,
    AskForm,
    MakerForm,
    PaperForm,
    ProofForm,
    SpokenConsentForm,
    WithdrawConsentForm,
)
from sellers.models import Consent, ConsentLink, Producer, Seller
from sellers.sync.kinds import NotNow
from sellers.sync.makers import made_by
from sellers.views.payments import private_file

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

NOT_ASKED = {
    PhoneOfTheHub: OWN_PHONE,
    NumberStays: "Persetujuannya masih berlaku dengan nomor lain. Tarik dulu, lalu tanyakan lewat nomor yang baru.",
    AskedTooOften: "Hari ini sudah terlalu banyak pesan dikirim. Coba lagi besok, atau pakai surat atau rekaman.",
}


@require_safe
@with_hub
def makers(request: HttpRequest, shop: Seller) -> HttpResponse:
    """List the hub's producers: who has agreed, until when, and who has yet to be asked.

    With `siapa`, the operation by which a phone wrote her down, lead on to that producer.
    """
    if asked := request.GET.get("siapa", ""):
        number = _from_phone(request, asked)
        if number is not None:
            return redirect(reverse("workshop:maker", args=[number]) + f"?{request.GET.urlencode()}")
        messages.warning(request, "Produsen ini belum terkirim dari HP Anda. Lihat di antrean.")
    now = timezone.now()
    found = shop.producers.with_consent(now).select_related("village").order_by("name", "pk")
    page = page_of(found, request.GET.get("page", ""))
    context = {"shop": shop, "makers": page.items, "page_obj": page, "soon": now + REMINDED[0], "here": "home"}
    return render(request, "sellers/makers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_hub
def add(request: HttpRequest, shop: Seller) -> HttpResponse:
    """Ask who she is; then lead on to her consent."""
    form = MakerForm(request.POST or None, initial={"village": shop.partner.village_id})
    if request.method == "POST" and form.is_valid():
        try:
            maker = add_maker(shop=shop, **form.cleaned_data)
        except PhoneOfTheHub:
            form.add_error("phone", OWN_PHONE)
        except MakerKnown as known:
            messages.warning(request, f"{known} Yang baru Anda tulis tidak disimpan.")
            is_herself = known.producer.user_id == request.user.pk  # who needs nobody's leave, and has no such page
            return redirect("workshop:makers") if is_herself else redirect("workshop:maker", known.producer.pk)
        else:
            messages.success(request, f"{maker.name} tercatat. Sekarang minta persetujuannya.")
            return redirect("workshop:maker", maker.pk)
    return render(request, "sellers/maker_form.html", {"shop": shop, "form": form, "here": "home"})


@require_safe
@with_hub
def maker(request: HttpRequest, shop: Seller, number: int) -> HttpResponse:
    """Show one producer: what she agreed to, and the three ways to ask her."""
    return _show(request, shop, maker_of(shop, number))


@require_http_methods(["POST"])
@with_hub
def paper(request: HttpRequest, shop: Seller, number: int) -> HttpResponse:
    """Keep the photo of a paper that she signed."""
    found = maker_of(shop, number)
    form = PaperForm(request.POST, request.FILES, user=request.user, about=found.pk)
    if form.is_valid() and _is_recorded(request, found, Consent.Way.PAPER, form):
        return redirect("workshop:maker", found.pk)
    return _show(request, shop, found, paper=form)


@require_http_methods(["POST"])
@with_hub
def voice(request: HttpRequest, shop: Seller, number: int) -> HttpResponse:
    """Keep the recording in which she says yes."""
    found = maker_of(shop, number)
    form = SpokenConsentForm(request.POST, request.FILES, user=request.user, about=found.pk)
    if form.is_valid() and _is_recorded(request, found, Consent.Way.VOICE, form):
        return redirect("workshop:maker", found.pk)
    return _show(request, shop, found, voice=form)


@require_http_methods(["POST"])
@with_hub
def ask(request: HttpRequest, shop: Seller, number: int) -> HttpResponse:
    """Ask her by message; she answers by herself."""
    found = maker_of(shop, number)
    form = AskForm(request.POST)
    if form.is_valid():
        try:
            ask_consent(producer=found, phone=form.cleaned_data["phone"], by=request.user, now=timezone.now())
        except tuple(NOT_ASKED) as no:
            form.add_error("phone", NOT_ASKED[type(no)])
        else:
            messages.success(request, f"Pesan dikirim ke {found.name}. Anda dikabari begitu ia menjawab.")
            return redirect("workshop:maker", found.pk)
    return _show(request, shop, maker_of(shop, number), ask=form)


@require_http_methods(["GET", "HEAD", "POST"])
@with_hub
def withdraw(request: HttpRequest, shop: Seller, number: int) -> HttpResponse:
    """Take her consent back at once, at her word or because the hub stops."""
    found = maker_of(shop, number)
    form = WithdrawConsentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        how = Consent.Withdrawn(form.cleaned_data["why"])
        withdraw_consent(producer=found, hub=shop, by=request.user, how=how, now=timezone.now())
        messages.success(request, f"Persetujuan {found.name} sudah ditarik.")
        return redirect("workshop:maker", found.pk)
    context = {"shop": shop, "maker": found, "form": form, "here": "home"}
    return render(request, "sellers/consent_withdraw.html", context)


@require_safe
@with_hub
def consent_file(request: HttpRequest, shop: Seller, number: int) -> FileResponse:
    """Answer the paper or the recording of a consent that was given to this hub."""
    found = get_object_or_404(Consent.objects.filter(hub=shop), pk=number)
    return private_file(found.file, name=f"persetujuan-{found.pk}")


def _from_phone(request: HttpRequest, asked: str) -> int | None:
    try:
        return made_by(user_id=request.user.pk, operation_id=str(UUID(asked)))
    except (ValueError, NotNow):
        return None


def _is_recorded(request: HttpRequest, found: Producer, way: str, form: ProofForm) -> bool:
    if Consent.objects.filter(file=form.file).exists():
        return True  # what came with an earlier try was sent twice
    try:
        said = {"way": way, "version": form.cleaned_data["version"], "file": form.file}
        consent = record_consent(producer=found, by=request.user, now=timezone.now(), **said)
    except AskedTooOften:
        form.refuse(TOO_MANY_TODAY)
        return False
    messages.success(request, kept_words(consent))
    return True


def _show(request: HttpRequest, shop: Seller, found: Producer, **forms: object) -> HttpResponse:
    if found.user_id == request.user.pk:
        raise Http404  # she needs nobody's leave
    now = timezone.now()
    context = {
        "shop": shop,
        "maker": found,
        "live": Consent.objects.between(found, shop.pk).live(now).first(),
        "history": Consent.objects.between(found, shop.pk).select_related("recorded_by", "withdrawn_by"),
        "link": ConsentLink.objects.filter(producer=found, hub=shop).first(),
        "words": words_for(found, version=newest_version()),
        "version": newest_version(),
        "called": request.GET.get("siapa") or found.pk,  # by what name drafts of the app go
        "paper": PaperForm(auto_id="surat_%s"),
        "voice": SpokenConsentForm(auto_id="suara_%s"),
        "ask": AskForm(initial={"phone": found.phone}, auto_id="sms_%s"),
        "now": now,
        "here": "home",
        **forms,
    }
    return render(request, "sellers/maker.html", context)
