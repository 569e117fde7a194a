"""Forms that an editor puts together, such as to sign up for a course; who edits the page reads the answers."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponseBase
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, TitleFieldPanel
from wagtail.contrib.forms.models import AbstractForm, AbstractFormField
from wagtail.contrib.forms.panels import FormSubmissionsPanel
from wagtail.fields import RichTextField

from cms.blocks import WORDS
from cms.languages import InBothLanguages
from market.accounts.counting import count
from market.accounts.networks import network_name, network_of

MOST_IN_AN_HOUR = 30  # a whole village may sit behind one network address


class FormPage(InBothLanguages, AbstractForm):
    """A form. Not a public page: it carries a token, so it is made anew for each reader."""

    lead = models.TextField("pembuka", max_length=300, blank=True)
    body = RichTextField("penjelasan", features=WORDS, blank=True)
    thanks = models.TextField(
        "ucapan sesudah dikirim",
        max_length=300,
        blank=True,
        help_text="Contoh: Terima kasih. Kami hubungi dalam tiga hari kerja.",
    )

    parent_page_types = ["cms.HomePage"]
    subpage_types: list[str] = []
    template = "cms/form.html"
    landing_page_template = "cms/form_sent.html"
    content_panels = [
        FormSubmissionsPanel(heading="Jawaban yang masuk"),
        TitleFieldPanel("title", heading="Judul"),
        FieldPanel("lead"),
        FieldPanel("body"),
        InlinePanel("form_fields", heading="Pertanyaan", label="Pertanyaan"),
        FieldPanel("thanks"),
    ]

    class Meta:
        verbose_name = "formulir"
        verbose_name_plural = "formulir"

    @method_decorator(never_cache)
    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the form and keep what is sent; a machine or a flood gets the thanks and leaves nothing."""
        if request.method == "POST" and (request.POST.get("website") or _is_too_many(request)):
            return self.render_landing_page(request)
        return super().serve(request, *args, **kwargs)


class FormQuestion(AbstractFormField):
    """One question of a form."""

    page = ParentalKey(FormPage, on_delete=models.CASCADE, related_name="form_fields")

    class Meta(AbstractFormField.Meta):
        verbose_name = "pertanyaan formulir"
        verbose_name_plural = "pertanyaan formulir"


def _is_too_many(request: HttpRequest) -> bool:
    return count(f"forms:{network_name(network_of(request))}", within=3600) > MOST_IN_AN_HOUR
