"""/kelola/persetujuan/pertanyaan/: an operator finds what somebody asked, and deletes it when she asks for that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.paging import page_of
from sellers.actions.questions import delete_question
from sellers.approvals import operator_of, questions_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """List what the shops of her regency were asked, latest first; `q` is a part of the words or of the number."""
    typed = request.GET.get("q", "").strip()[:100]
    found = questions_of(operator_of(request)).with_words(typed).order_by("-asked_at", "-pk")
    page = page_of(found.select_related("product__seller"), request.GET.get("page", ""))
    context = {"questions": page.items, "page_obj": page, "typed": typed}
    return render(request, "sellers/approvals/questions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, number: int) -> HttpResponse:
    """Show one question with its answer; POST deletes both."""
    officer = operator_of(request)
    found = get_object_or_404(questions_of(officer).select_related("product__seller", "user"), pk=number)
    if request.method == "POST":
        delete_question(question=found, by=officer)
        messages.success(request, "Pertanyaan dan jawabannya sudah dihapus.")
        return redirect("approvals:questions")
    return render(request, "sellers/approvals/question.html", {"question": found})
