"""/kelola/periksa/: on a phone, who checks reads what waits, approves, sends back with a reason, or mends words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.actions.publish_revision import PublishPermissionError

from cms.review.checks import faults_of
from cms.review.deciding import decide
from cms.review.faults import FaultyPage
from cms.review.forms import ApproveForm, RejectForm
from cms.review.mending import Changed, MendForm, mend
from cms.review.models import latest
from cms.review.waiting import Waiting, checks_pages, rows_of, waiting_for
from market.pagecache.numbers import NUMBER

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from wagtail.models import Page, Revision, TaskState

CHANGED = "Halaman ini berubah sejak Anda baca. Baca lagi sebelum memutuskan."
MAY_NOT_PUBLISH = "Anda belum boleh menerbitkan di sini. Hubungi Diskominfo."
DECIDED = "Langkah ini sudah diputuskan orang lain."


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List what waits for whoever asks, what has waited longest first, if she takes any step at all."""
    if not checks_pages(request.user):  # type: ignore[arg-type]
        raise PermissionDenied
    return render(request, "cms/review/index.html", {"rows": rows_of(waiting_for(request.user))})


@require_safe
def one(request: HttpRequest, number: int) -> HttpResponse:
    """Show one page on its way: what it is, its faults, and what can be decided."""
    waiting = _hers(request, number)
    return _show(request, waiting, RejectForm(waiting.page.latest_revision_id))


@require_safe
@xframe_options_sameorigin
def preview(request: HttpRequest, number: int) -> HttpResponse:
    """Show the page as its readers will see it."""
    page = _hers(request, number).page.get_latest_revision_as_object()
    return page.make_preview_request(request, page.default_preview_mode)


@require_POST
def approve(request: HttpRequest, number: int) -> HttpResponse:
    """Approve a step, if the page is still what was read."""
    state = _hers(request, number).state
    form = ApproveForm(request.POST)
    if not form.is_valid():
        raise PermissionDenied
    return _decided(request, state, "approve", form.cleaned_data["revision"], "")


@require_POST
def reject(request: HttpRequest, number: int) -> HttpResponse:
    """Send a page back to its author with a reason."""
    waiting = _hers(request, number)
    form = RejectForm(waiting.page.latest_revision_id, request.POST)
    if not form.is_valid():
        return _show(request, waiting, form, status=400)
    return _decided(request, waiting.state, "reject", form.cleaned_data["revision"], form.cleaned_data["comment"])


@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest, number: int) -> HttpResponse:
    """Let title, lead and the words of text blocks be mended; what was typed stays when somebody else was faster."""
    state = _hers(request, number).state
    newest = latest(state)
    read = _revision(request, newest) if request.method == "POST" else newest.get_latest_revision()
    form = MendForm(read.as_object(), request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            if changed := form.mended():
                mend(task_state=state, revision=read.pk, words=changed, by=request.user)
                messages.success(request, "Perbaikan tersimpan.")
            return redirect("review:one", number=number)
        except Changed:
            form.add_error(None, "Orang lain menyimpan halaman ini lebih dulu. Salin perbaikan Anda, lalu buka lagi.")
    context = {"form": form, "state": state, "page": newest, "revision": read.pk}
    return render(request, "cms/review/words.html", context, status=400 if form.errors else 200)


def _decided(request: HttpRequest, state: TaskState, action: str, revision: int, comment: str) -> HttpResponse:
    try:
        decide(task_state=state, action=action, revision=revision, comment=comment, by=request.user)
    except Changed:
        messages.warning(request, CHANGED)
        return redirect("review:one", number=state.pk)
    except FaultyPage as fault:
        fault.is_told = True
        messages.error(request, "Belum dapat disetujui. Yang harus diperbaiki dulu ada di bawah.")
        return redirect("review:one", number=state.pk)
    except PublishPermissionError:
        messages.error(request, MAY_NOT_PUBLISH)
        return redirect("review:one", number=state.pk)
    except PermissionDenied:
        messages.info(request, DECIDED)
    else:
        title = latest(state).title
        said = f"“{title}” disetujui." if action == "approve" else f"“{title}” dikembalikan kepada penulisnya."
        messages.success(request, said)
    return redirect("review:index")


def _show(request: HttpRequest, waiting: Waiting, form: RejectForm, status: int = 200) -> HttpResponse:
    page = waiting.page.get_latest_revision_as_object()
    [row] = rows_of([waiting])
    said = {"row": row, "state": waiting.state, "page": page, "faults": faults_of(page), "form": form}
    return render(request, "cms/review/one.html", said, status=status)


def _hers(request: HttpRequest, number: int) -> Waiting:
    """Return a step that waits for whoever asks. Raises Http404 for everybody else's, and for what is decided."""
    for waiting in waiting_for(request.user, number):  # type: ignore[arg-type]
        return waiting
    raise Http404


def _revision(request: HttpRequest, page: Page) -> Revision:
    number = request.POST.get("revision", "")
    if not re.fullmatch(NUMBER, number):
        raise Http404
    return get_object_or_404(page.revisions, pk=int(number))
