"""Forms that an editor puts together, such as to sign up for a course; who edits the page reads the answers."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.forms import CharField
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, TitleFieldPanel
from wagtail.contrib.forms.forms import FormBuilder
from wagtail.contrib.forms.models import AbstractForm, AbstractFormField
from wagtail.contrib.forms.panels import FormSubmissionsPanel
from wagtail.fields import RichTextField

from cms.blocks import WORDS
from cms.pages.languages import InBothLanguages
from market.accounts.counting import count
from market.accounts.networks import network_name, network_of

MOST_IN_AN_HOUR = 30  # a whole village may sit behind one network address
MOST_LETTERS = 5_000
TRAP = "your-website"  # people do not see it; no question has such a name, as theirs (`safe_snake_case`) lack hyphens


class ShortAnswers(FormBuilder):
    """Makes the fields of a form; no answer is longer than somebody reads."""

    def create_multiline_field(self, field: Any, options: dict[str, Any]) -> CharField:
        """Return a field for several lines."""
        return super().create_multiline_field(field, {**options, "max_length": MOST_LETTERS})

    def create_hidden_field(self, field: Any, options: dict[str, Any]) -> CharField:
        """Return a field that is not seen."""
        return super().create_hidden_field(field, {**options, "max_length": MOST_LETTERS})


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
    form_builder = ShortAnswers
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
        """Show the form and keep what is sent; a machine gets the thanks and leaves nothing, a flood has to wait."""
        if request.method != "POST":
            return super().serve(request, *args, **kwargs)
        if request.POST.get(TRAP):
            return self.render_landing_page(request)
        form = self.get_form(request.POST, request.FILES, page=self, user=request.user)
        if form.is_valid() and not _is_too_many(request):
            return self.render_landing_page(request, self.process_form_submission(form))
        if form.is_valid():
            form.add_error(None, _("Terlalu banyak kiriman dalam satu jam. Coba lagi nanti."))
        return TemplateResponse(request, self.get_template(request), {**self.get_context(request), "form": form})


class FormQuestion(AbstractFormField):
    """One question of a form."""

    page = ParentalKey(FormPage, on_delete=models.CASCADE, related_name="form_fields")

    class Meta(AbstractFormField.Meta):
        verbose_name = "pertanyaan formulir"
        verbose_name_plural = "pertanyaan formulir"


def _is_too_many(request: HttpRequest) -> bool:
    """Count one more of what would be kept."""
    return count(f"forms:{network_name(network_of(request))}", within=3600) > MOST_IN_AN_HOUR
