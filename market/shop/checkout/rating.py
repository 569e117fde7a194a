"""The page where a buyer says how she likes what she received; the purchase's secret is the key to it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from catalogue.reviews.models import ProductReview
from market.settlement.models import OrderGroup
from market.shop.checkout.tracking import keeps_secret
from market.shop.order.models import Line
from market.shop.order.reviewing import AlreadyShown, NotReceived, OwnGoods, line_of, review_line, reviewed_product
from market.shop.order.status import LEFT

MOST_LETTERS = 1000
STARS = [
    (5, gettext_lazy("★★★★★ sangat bagus")),
    (4, gettext_lazy("★★★★☆ bagus")),
    (3, gettext_lazy("★★★☆☆ cukup")),
    (2, gettext_lazy("★★☆☆☆ kurang")),
    (1, gettext_lazy("★☆☆☆☆ buruk")),
]


class RateForm(forms.Form):
    """Stars, and a few words if she likes."""

    score = forms.TypedChoiceField(
        label=gettext_lazy("Bagaimana barangnya?"),
        choices=STARS,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Pilih satu sampai lima bintang."),
            "invalid_choice": gettext_lazy("Pilih satu sampai lima bintang."),
        },
    )
    body = forms.CharField(
        label=gettext_lazy("Ceritakan sedikit"),
        required=False,
        max_length=MOST_LETTERS,
        help_text=gettext_lazy("Rasanya, kemasannya, sampainya. Jangan tulis alamat atau nomor telepon."),
        error_messages={"max_length": gettext_lazy("Terlalu panjang. Paling banyak 1.000 huruf.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )


@keeps_secret
@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest, secret: str, number: str, line: int) -> HttpResponse:
    """Ask for stars and words about one line of the purchase; staff read them before they are shown."""
    group = get_object_or_404(OrderGroup, secret=secret)
    found = line_of(group, number, line)
    if found is None:
        raise Http404
    if found.order.status not in LEFT:
        messages.info(request, _("Pesanan ini belum sampai. Ulasan bisa ditulis setelah barangnya diserahkan."))
        return redirect("checkout:track", secret=secret)
    review = ProductReview.objects.filter(line=found).first()
    form = RateForm(request.POST or None, initial=_written(review))
    if request.method == "POST" and form.is_valid() and (answer := _take(request, group, found, form)):
        return answer
    context: dict[str, Any] = {"group": group, "product": reviewed_product(found), "review": review, "form": form}
    return render(request, "order/rate.html", context)


def _take(request: HttpRequest, group: OrderGroup, line: Line, form: RateForm) -> HttpResponse | None:
    """Keep what was written; return where to go on, or None to ask again."""
    by = request.user if request.user.is_authenticated else None
    try:
        review_line(group=group, line=line, by=by, **form.cleaned_data)
    except NotReceived:
        messages.info(request, _("Pesanan ini belum sampai. Ulasan bisa ditulis setelah barangnya diserahkan."))
    except AlreadyShown:
        messages.info(request, _("Ulasan Anda untuk barang ini sudah tampil."))
    except OwnGoods:
        form.add_error(None, _("Barang dari toko sendiri tidak bisa diulas."))
        return None
    else:
        messages.success(request, _("Terima kasih. Ulasan Anda tampil setelah dibaca petugas."))
    return redirect("checkout:track", secret=group.secret)


def _written(review: ProductReview | None) -> dict[str, object]:
    return {"score": review.score, "body": review.body} if review else {}
