"""/kelola/persetujuan/: an operator opens shops and lets goods on sale, or says what to mend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.models import Category
from sellers.actions import (
    ChangedMeanwhile,
    NotWaiting,
    approve_product,
    approve_seller,
    reject_product,
    reject_seller,
)
from sellers.approvals import (
    goods_for_list,
    operator_of,
    waiting_permits,
    waiting_product,
    waiting_shop,
    waiting_shops,
)
from sellers.words import waiting_words

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from catalogue.models import Product
    from sellers.models import Seller

MOST_ROWS = 100


class CategoryField(forms.ModelChoiceField):
    def label_from_instance(self, category: Category) -> str:
        return "— " * (category.depth - 1) + category.name


class DecisionForm(forms.Form):
    """Setujui, or minta perbaikan with a note."""

    decision = forms.ChoiceField(choices=[("approve", "Setujui"), ("reject", "Minta perbaikan")])
    note = forms.CharField(
        label="Catatan untuk penjual",
        required=False,
        max_length=1000,
        help_text="Wajib diisi bila meminta perbaikan. Tulis apa yang perlu dibetulkan.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if cleaned.get("decision") == "reject" and not str(cleaned.get("note", "")).strip():
            self.add_error("note", "Tulis apa yang perlu diperbaiki, supaya penjual tahu.")
        return cleaned


class ProductDecisionForm(DecisionForm):
    category = CategoryField(
        label="Kategori",
        required=False,
        queryset=Category.objects.order_by("path"),
        empty_label="Pilih kategori",
        error_messages={"invalid_choice": "Pilih kategori dari daftar."},
    )
    seen = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    field_order = ["category", "note", "decision"]

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if cleaned.get("decision") == "approve" and not cleaned.get("category") and "category" not in self.errors:
            self.add_error("category", "Pilih kategorinya dulu.")
        return cleaned


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List what waits, oldest first."""
    operator = operator_of(request)
    context = {
        "shops": waiting_shops(operator)[:MOST_ROWS],
        "products": goods_for_list(operator)[:MOST_ROWS],
        "permits": waiting_permits(operator)[:MOST_ROWS],
        "words": waiting_words(operator, most=MOST_ROWS),
    }
    return render(request, "sellers/approvals/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def shop(request: HttpRequest, number: int) -> HttpResponse:
    """Show one application and take the decision."""
    found = waiting_shop(request, number)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _decide_shop(request, found, form)
        return redirect("approvals:index")
    makers = found.producers.select_related("user", "village__district__regency")
    return render(request, "sellers/approvals/shop.html", {"shop": found, "makers": makers, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def product(request: HttpRequest, number: int) -> HttpResponse:
    """Show one listing and take the decision, with the category that it belongs to."""
    found = waiting_product(request, number)
    known = {"category": found.categories.first(), "seen": found.submitted_at and found.submitted_at.isoformat()}
    form = ProductDecisionForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        return _decide_product(request, found, form)
    return render(request, "sellers/approvals/product.html", {"product": found, "form": form})


def _decide_shop(request: HttpRequest, found: Seller, form: DecisionForm) -> None:
    approves = form.cleaned_data["decision"] == "approve"
    decide = approve_seller if approves else reject_seller
    try:
        decide(seller=found, by=request.user, note=form.cleaned_data["note"])
    except NotWaiting:
        messages.warning(request, f"{found.partner.name} sudah diperiksa petugas lain.")
    else:
        done = "dibuka" if approves else "diminta diperbaiki"
        messages.success(request, f"Toko {found.partner.name} {done}. Penjual sudah diberi tahu.")


def _decide_product(request: HttpRequest, found: Product, form: ProductDecisionForm) -> HttpResponse:
    answer = form.cleaned_data
    said = {"product": found, "by": request.user, "note": answer["note"], "seen": answer["seen"]}
    try:
        if answer["decision"] == "approve":
            approve_product(category=answer["category"], **said)
        else:
            reject_product(**said)
    except NotWaiting:
        messages.warning(request, f"{found.title} sudah diperiksa petugas lain.")
    except ChangedMeanwhile:
        messages.warning(request, f"{found.title} baru saja diubah penjualnya. Periksa sekali lagi.")
        return redirect("approvals:product", found.pk)
    else:
        done = "tayang" if answer["decision"] == "approve" else "diminta diperbaiki"
        messages.success(request, f"{found.title} {done}. Penjual sudah diberi tahu.")
    return redirect("approvals:index")
