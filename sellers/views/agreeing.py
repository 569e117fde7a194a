"""/setuju/<secret>/: a producer reads what a hub asks of her, answers, sees what was done, and takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from market.shop.checkout.tracking import keeps_secret
from sellers.actions.consent import NotAsked, OtherWords, answer_question
from sellers.actions.consent_ends import withdraw_consent
from sellers.agreement import words_for
from sellers.models import ActedFor, Consent, ConsentLink

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

MOST_ROWS = 50
OTHER_WORDS = "Kata-katanya sudah berubah. Bacalah sekali lagi, lalu jawab."


@keeps_secret
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the words and how things stand; take yes, no, or the word that it holds no more."""
    links = ConsentLink.objects.select_related("producer__village", "producer__seller__partner", "hub__partner")
    link = get_object_or_404(links, secret=secret)
    now = timezone.now()
    if request.method == "POST":
        try:
            _take(request, link)
        except OtherWords:
            messages.warning(request, OTHER_WORDS)
        return redirect("agree", secret=secret)
    context = {
        "link": link,
        "hub": link.hub.partner.name,
        "words": words_for(link.producer, version=link.words_version) if link.waits(now) else "",
        "live": Consent.objects.between(link.producer, link.hub_id).live(now).first(),
        "acted": ActedFor.objects.filter(principal=link.producer, hub=link.hub).order_by("-pk")[:MOST_ROWS],
    }
    return render(request, "sellers/agree.html", context)


def _take(request: HttpRequest, link: ConsentLink) -> None:
    answer, now = request.POST.get("answer", ""), timezone.now()
    if answer in ("yes", "no"):
        try:
            said = {"way": Consent.Way.LINK, "answer": f"Setuju, dari {link.phone}"}
            said["version"] = request.POST.get("version", "")
            answer_question(link=link, is_agreed=answer == "yes", now=now, **said)
        except NotAsked:
            return  # the page says how things stand
    elif answer == "withdraw":
        withdraw_consent(producer=link.producer, hub=link.hub, by=None, how=Consent.Withdrawn.LINK, now=now)
