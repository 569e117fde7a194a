"""/kunjungan/<page>/: a visitor asks. /kunjungan/jawab/<secret>/: the village's contact answers.

/kunjungan/baca/<secret>/: the visitor reads the answer, or until when it is due.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Page

from catalogue.wording import Wording
from cms.enquiries.actions import AlreadyAnswered, NobodyAnswers, Said, TooManyEnquiries, answer_enquiry, enquire
from cms.enquiries.contacts import contact_of
from cms.enquiries.forms import AnswerForm, EnquiryForm
from cms.enquiries.models import Enquiry
from market.accounts.networks import network_name, network_of
from market.open_pages import open_pages
from market.shop.checkout.tracking import keeps_secret

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

KINDS = {"place": Enquiry.About.PLACE, "route": Enquiry.About.ROUTE, "village": Enquiry.About.VILLAGE}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_village(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the visit; once it is kept, say until when an answer is due and where it can be read."""
    page = _page(pk)
    user = request.user if request.user.is_authenticated else None
    has_homestay = bool(getattr(page, "homestay_rooms", None))
    known = {"phone": user.phone, "name": user.get_full_name()} if user else {}
    form = EnquiryForm(request.POST or None, initial=known, today=timezone.localdate(), has_homestay=has_homestay)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["website"]:
            return redirect(page.get_url(request))
        if kept := _keep(request, page, form):
            return redirect("enquiries:read", secret=kept.secret_for("read"))
    spoken = page.locale.language_code
    called = Wording.of(page.title, "" if spoken == get_language() else spoken)
    return render(request, "cms/enquiries/ask.html", {"page": page, "called": called, "form": form})


@keeps_secret
@require_safe
def read_answer(request: HttpRequest, secret: str) -> HttpResponse:
    """Show whoever asked what was asked, and the answer."""
    found = _by_link(secret, "read")
    return render(request, "cms/enquiries/read.html", {"enquiry": found, "page": _page_of(found)})


@keeps_secret
@require_http_methods(["GET", "HEAD", "POST"])
def answer_visitor(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the contact what is asked, and take the answer, once."""
    found = _by_link(secret, "answer")
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_enquiry(enquiry=found, text=form.cleaned_data["text"], now=timezone.now())
        except AlreadyAnswered:
            messages.info(request, "Pertanyaan ini sudah dijawab.")
        else:
            messages.success(request, "Jawaban terkirim. Terima kasih.")
        return redirect("enquiries:answer", secret=secret)
    context = {"enquiry": found, "form": form, "is_overdue": found.is_overdue(timezone.now())}
    return render(request, "cms/enquiries/answer.html", context)


def _page(pk: int) -> Any:
    """Return a page whose visitors somebody answers, in the language of whoever reads where it is told in that."""
    asked = Page.objects.filter(pk=pk)
    translations = Page.objects.filter(translation_key__in=asked.values("translation_key"))
    for pages in (translations.filter(locale__language_code=get_language()), asked):
        page = open_pages(pages).select_related("locale").specific().first()
        if page is not None and contact_of(page):
            return page
    raise Http404


def _page_of(enquiry: Enquiry) -> Page | None:
    return open_pages(Page.objects.filter(pk=enquiry.page_id)).specific().first() if enquiry.page_id else None


def _by_link(secret: str, purpose: str) -> Enquiry:
    found = Enquiry.objects.by_link(secret, purpose)
    if found is None:
        raise Http404
    return found


def _keep(request: HttpRequest, page: Any, form: EnquiryForm) -> Enquiry | None:
    typed = {name: form.cleaned_data[name] for name in ("arrives_on", "leaves_on", "people", "wish", "name", "phone")}
    about = Enquiry.About.HOMESTAY if form.cleaned_data.get("stays") else KINDS[page.found_as]
    try:
        return enquire(
            page=page,
            said=Said(about=about, **typed),
            user=request.user if request.user.is_authenticated else None,
            language=get_language() or "id",
            asked_from=network_name(network_of(request)),
            now=timezone.now(),
        )
    except TooManyEnquiries:
        messages.warning(request, _("Terlalu banyak pertanyaan masuk. Coba lagi nanti."))
    except NobodyAnswers:
        messages.warning(request, _("Belum ada yang bisa menjawab di sini. Coba lagi nanti."))
    return None
