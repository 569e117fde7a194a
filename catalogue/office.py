"""/kelola/terjemahan-produk/: operators write goods in English, each for the regency that is theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.models import Product
from catalogue.paging import page_of
from catalogue.translating import DONE, MISSING, OUT_OF_DATE, with_standing, write_in_english
from catalogue.wording import TEXTS
from market.accounts.roles import is_operator

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from catalogue.managers import ProductQuerySet
    from market.accounts.models import User

SHOWN = {"": (MISSING, OUT_OF_DATE), "lama": (OUT_OF_DATE,), "sudah": (DONE,)}
LABELS = {"": "Perlu diterjemahkan", "lama": "Indonesianya berubah", "sudah": "Sudah"}
PAGE_SIZE = 50


def may_translate(user: User) -> bool:
    """Is this an operator? What is written is shown at once, so it takes her second factor; an editor needs none."""
    return is_operator(user)


def goods_of(user: User) -> ProductQuerySet:
    """Return the goods on sale that this person may write about, newest first."""
    if not may_translate(user):
        raise PermissionDenied
    goods = Product.objects.on_sale().newest_first()
    return goods.from_regency(user.regency) if user.regency_id else goods


class EnglishForm(forms.Form):
    """What is said of a product in English, and the names of its sizes."""

    title = forms.CharField(label="Nama", max_length=255)
    description = forms.CharField(
        label="Keterangan", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 6})
    )
    how_made = forms.CharField(
        label="Cara membuatnya", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )
    ingredients = forms.CharField(
        label="Bahan", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=32)

    def __init__(self, *args: object, product: Product, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.sizes = {f"size_{size.pk}": size for size in product.children.order_by("pk")}
        for name, size in self.sizes.items():
            self.fields[name] = forms.CharField(label=f"Ukuran “{size.title}”", required=False, max_length=255)
        for name in self.fields:
            self.fields[name].widget.attrs["lang"] = "en"

    def names_of_sizes(self) -> dict[int, str]:
        """Return what was typed, by the size's number."""
        return {size.pk: self.cleaned_data[name] for name, size in self.sizes.items()}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List goods without English and those whose Indonesian has changed since, newest first."""
    goods = goods_of(request.user)
    typed = request.GET.get("tampil", "")
    shown = typed if typed in SHOWN else ""
    found = with_standing(goods).filter(standing__in=SHOWN[shown]).select_related("seller", "village__district")
    page = page_of(found, request.GET.get("page", ""), size=PAGE_SIZE)
    choices = [(code, label, code == shown) for code, label in LABELS.items()]
    return render(
        request, "catalogue/office/translations.html", {"page_obj": page, "choices": choices, "shown": shown}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def product(request: HttpRequest, number: int) -> HttpResponse:
    """Show one product beside its English, and keep what is written."""
    found = get_object_or_404(with_standing(goods_of(request.user)).select_related("seller"), pk=number)
    row = found.translations.filter(language="en").select_related("written_by").first()
    form = EnglishForm(request.POST or None, product=found, initial=_known(found, row))
    if request.method == "POST" and form.is_valid():
        answer = form.cleaned_data
        write_in_english(
            product=found,
            texts={name: answer[name] for name in TEXTS},
            sizes=form.names_of_sizes(),
            seen=answer["seen"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, f"Bahasa Inggris {found.title} sudah disimpan dan langsung tampil.")
        return redirect("translations:index")
    rows = [(getattr(found, name), form[name]) for name in TEXTS]
    return render(
        request, "catalogue/office/translation.html", {"product": found, "row": row, "form": form, "rows": rows}
    )


def _known(product: Product, row: object) -> dict[str, str]:
    known = {name: getattr(row, name, "") for name in TEXTS}
    sizes = product.children.prefetch_related("translations")
    said = {f"size_{size.pk}": str(size.in_english() or "") for size in sizes}
    return {**known, **said, "seen": product.source}
