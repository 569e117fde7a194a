"""/produk/<slug>-<number>/tanya/: a buyer asks; the shop is told, and the question kept, wherever they talk on.

/tanya/<secret>/: the answer, for whoever left a number that nobody has proved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.models import Product
from catalogue.wording import title_of
from market.accounts.fields import PhoneField
from market.accounts.networks import network_name, network_of
from market.shop.checkout.tracking import keeps_secret
from sellers.actions.questions import TooManyQuestions, ask
from sellers.models import Question

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

MOST_LETTERS = 500


class AskForm(forms.Form):
    """One question; whoever leaves no number reads the answer on the product's page, if it is shown there."""

    text = forms.CharField(
        label=gettext_lazy("Pertanyaan Anda"),
        max_length=MOST_LETTERS,
        error_messages={
            "required": gettext_lazy("Tulis pertanyaan Anda."),
            "max_length": gettext_lazy("Terlalu panjang. Paling banyak 500 huruf."),
        },
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    phone = PhoneField(
        label=gettext_lazy("Nomor WhatsApp atau telepon Anda"),
        required=False,
        help_text=gettext_lazy("Kami kabari ke nomor ini bila sudah dijawab. Penjual tidak melihatnya."),
    )
    website = forms.CharField(required=False)  # people do not see it; whoever fills it in is a machine


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_seller(request: HttpRequest, product_slug: str, pk: str) -> HttpResponse:
    """Ask for the question; once it is kept, offer to go on by WhatsApp where the shop shows its number."""
    product = get_object_or_404(Product.objects.on_sale().select_related("seller__seller"), pk=int(pk))
    user = request.user if request.user.is_authenticated else None
    form = AskForm(request.POST or None, initial={"phone": user.phone if user else ""})
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["website"]:
            return redirect(product.get_absolute_url())
        if question := _keep(request, product, form):
            link = whatsapp_link(request, product, question)
            context = {"product": product, "called": title_of(product), "question": question, "whatsapp": link}
            return render(request, "sellers/asked.html", context)
    return render(request, "sellers/ask.html", {"product": product, "called": title_of(product), "form": form})


@keeps_secret
@require_safe
def read_answer(request: HttpRequest, secret: str) -> HttpResponse:
    """Show an answer to whoever has its link."""
    question = Question.objects.select_related("product__seller").with_secret(secret)
    if question is None:
        raise Http404
    return render(request, "sellers/answer.html", {"question": question, "called": title_of(question.product)})


def whatsapp_link(request: HttpRequest, product: Product, question: Question) -> str:
    """Return the link that opens WhatsApp with the question written; none where the shop shows no number."""
    number = product.seller.seller.whatsapp
    if not number:
        return ""
    address = request.build_absolute_uri(product.get_absolute_url())
    return f"https://wa.me/{number.lstrip('+')}?text={quote(f'{product.title}: {question.text} {address}')}"


def _keep(request: HttpRequest, product: Product, form: AskForm) -> Question | None:
    said: dict[str, Any] = {name: form.cleaned_data[name] or "" for name in ("text", "phone")}
    try:
        return ask(
            product=product,
            user=request.user if request.user.is_authenticated else None,
            language=get_language() or "id",
            asked_from=network_name(network_of(request)),
            **said,
        )
    except TooManyQuestions:
        messages.warning(request, _("Terlalu banyak pertanyaan dalam satu jam. Coba lagi nanti."))
        return None
