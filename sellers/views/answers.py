"""/jual/pertanyaan/ and /jual/ulasan/: what buyers ask and say, and the seller's answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.db.models import F
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalogue.paging import page_of
from catalogue.reviews.actions import NothingWaits, answer_review
from catalogue.reviews.models import ProductReview
from sellers.access import in_name_of, makers_of, question_of, review_of, reviews_of, with_open_shop
from sellers.actions import NotWaiting
from sellers.actions.questions import answer
from sellers.forms_trust import AnswerForm, ReplyForm
from sellers.models import Question, Seller

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@with_open_shop
def questions(request: HttpRequest, shop: Seller) -> HttpResponse:
    """List what she was asked: what waits for her first."""
    found = Question.objects.to(shop.partner).select_related("product")
    page = page_of(found.order_by(F("answered_at").desc(nulls_first=True), "-pk"), request.GET.get("page", ""))
    context = {"shop": shop, "questions": page.items, "page_obj": page, "here": "home"}
    return render(request, "sellers/questions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_open_shop
def question(request: HttpRequest, shop: Seller, number: int) -> HttpResponse:
    """Show one question and take the answer, once."""
    found = question_of(request, shop, number)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with in_name_of(request, makers_of(found.product), "menjawab pertanyaan", found.product.title, found.pk):
                answer(question=found, by=request.user, **form.cleaned_data)
        except NotWaiting:
            messages.info(request, "Pertanyaan ini sudah dijawab.")
        else:
            messages.success(request, "Jawaban tersimpan. Penanya dikabari." if found.phone else "Jawaban tersimpan.")
        return redirect("workshop:questions")
    context = {"shop": shop, "question": found, "form": form, "here": "home"}
    return render(request, "sellers/question.html", context)


@require_POST
@with_open_shop
def show_number(request: HttpRequest, shop: Seller) -> HttpResponse:
    """Let those who ask go on by WhatsApp to the number of whoever presses, or no more."""
    shows = "show" in request.POST
    Seller.objects.filter(pk=shop.pk).update(whatsapp=request.user.phone if shows else "")
    said = "Penanya sekarang bisa menghubungi WhatsApp Anda." if shows else "Nomor Anda tidak ditampilkan lagi."
    messages.success(request, said)
    return redirect("workshop:questions")


@require_safe
@with_open_shop
def reviews(request: HttpRequest, shop: Seller) -> HttpResponse:
    """List what buyers say of her goods, newest first."""
    page = page_of(reviews_of(shop), request.GET.get("page", ""))
    context = {"shop": shop, "reviews": page.items, "page_obj": page, "here": "home"}
    return render(request, "sellers/reviews.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_open_shop
def review(request: HttpRequest, shop: Seller, number: int) -> HttpResponse:
    """Show one review and take her answer, which staff read first."""
    found = review_of(request, shop, number)
    if found.reply_state == ProductReview.Reply.SHOWN and request.method == "POST":
        raise Http404
    form = ReplyForm(request.POST or None, initial={"text": found.reply})
    if request.method == "POST" and form.is_valid():
        try:
            with in_name_of(request, makers_of(found.product), "menjawab ulasan", found.product.title, found.pk):
                answer_review(review=found, text=form.cleaned_data["text"])
        except NothingWaits:
            messages.info(request, "Ulasan ini sudah Anda jawab.")
        else:
            messages.success(request, "Jawaban terkirim. Tampil setelah dibaca petugas.")
        return redirect("workshop:reviews")
    context = {"shop": shop, "review": found, "form": form, "here": "home"}
    return render(request, "sellers/review.html", context)
