"""/jual/cerita/: anybody who is signed in sends a story of her village, and sees what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.paging import page_of
from cms.contributed.actions import Changed, NotSentBack, TooManyStories, send_again, send_story
from cms.contributed.forms import StoryForm
from cms.contributed.models import Contribution
from cms.contributed.standing import RETURNED, standing_of, standings
from cms.contributed.words import photos_of, text_of
from sellers.access import shop_of, signed_in

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

CHANGED = "Petugas mengubah cerita ini sejak Anda buka. Salin tulisan Anda, lalu buka lagi halaman ini."


@require_safe
@signed_in
def stories(request: HttpRequest) -> HttpResponse:
    """List what this person has sent, and how each stands."""
    page = page_of(Contribution.objects.sent_by(request.user), request.GET.get("page", ""))  # type: ignore[arg-type]
    context = {"rows": standings(page.items), "page_obj": page, "shop": shop_of(request.user)}  # type: ignore[arg-type]
    return render(request, "cms/contributed/stories.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def send(request: HttpRequest) -> HttpResponse:
    """Ask for the story; keep all that was typed, photos included, until it is right."""
    shop = shop_of(request.user)  # type: ignore[arg-type]
    initial = {"village": shop.partner.village} if shop else {}
    form = StoryForm(*_sent(request), user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid() and (kept := _keep(request, form)):
        messages.success(request, f"“{kept.title}” terkirim. Petugas membacanya dulu, lalu Anda kami kabari.")
        return redirect("contributed:home")
    return render(request, "cms/contributed/form.html", {"form": form, "shop": shop})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def story(request: HttpRequest, number: int) -> HttpResponse:
    """Show one of hers as it stands; where it was sent back, the form to mend it."""
    hers = Contribution.objects.sent_by(request.user).select_related("page")  # type: ignore[arg-type]
    found = get_object_or_404(hers, pk=number)
    standing, shop = standing_of(found), shop_of(request.user)  # type: ignore[arg-type]
    context: dict[str, Any] = {"contribution": found, "standing": standing, "shop": shop}
    draft = found.page.get_latest_revision_as_object() if found.page else None
    if standing.code == RETURNED and draft is not None:
        return _mend(request, found, draft, context)
    told = {"text": text_of(draft), "photos": photos_of(draft, request.user)} if draft else {}
    return render(request, "cms/contributed/story.html", {**context, "draft": draft, **told})


def _mend(request: HttpRequest, found: Contribution, draft: Any, context: dict[str, Any]) -> HttpResponse:
    photos = photos_of(draft, request.user)
    form = StoryForm(*_sent(request), user=request.user, told=photos, initial=_told(found, draft))
    if request.method != "POST" or not form.is_valid():
        return render(request, "cms/contributed/form.html", {**context, "form": form})
    try:
        read = form.cleaned_data["revision"]
        send_again(contribution=found, revision=read, words=form.said(), now=timezone.now())
    except Changed:
        form.add_error(None, CHANGED)
        return render(request, "cms/contributed/form.html", {**context, "form": form})
    except NotSentBack:
        messages.info(request, "Cerita ini sudah terkirim.")
    else:
        messages.success(request, "Perbaikannya terkirim. Petugas membacanya lagi.")
    return redirect("contributed:home")


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _told(found: Contribution, draft: Any) -> dict[str, Any]:
    """Return the answers as they are now, with what the office has mended."""
    return {
        "revision": draft.latest_revision_id,
        "title": draft.title,
        "text": text_of(draft),
        "village": draft.village,
        "naming": StoryForm.NAMED if found.shown_name else StoryForm.NAMELESS,
        "shown_name": found.shown_name,
    }


def _keep(request: HttpRequest, form: StoryForm) -> Contribution | None:
    reference = form.cleaned_data["reference"] or form.initial["reference"]
    try:
        return send_story(sender=request.user, reference=reference, words=form.said(), now=timezone.now())  # type: ignore[arg-type]
    except TooManyStories:
        form.add_error(None, "Hari ini sudah tiga cerita terkirim. Simpan dulu yang ini, lalu kirim besok.")
    return None
