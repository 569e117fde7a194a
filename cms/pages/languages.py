"""Where a page is in each language."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import Page

from cms.regencies.forms import WalledPageForm
from cms.regencies.trees import regency_above


def translated_urls(page: Page, request: HttpRequest) -> tuple[dict[str, str], set[str]]:
    """Return the page's address per language code, and the languages it is not in: there it is that of its section."""
    above = Page.objects.filter(path=page.path[: -Page.steplen]).values("translation_key")
    known = Page.objects.filter(Q(translation_key=page.translation_key) | Q(translation_key__in=above))
    found = list(known.filter(Q(live=True) | Q(pk=page.pk)).select_related("locale").order_by("-depth"))
    own = next((other.locale for other in found if other.pk == page.pk), None) or page.locale
    page.locale = own  # whoever asks the page for it finds it there
    urls: dict[str, str] = {own.language_code: page.get_url(request)}
    untranslated: set[str] = set()
    for other in found:
        code = other.locale.language_code
        if code not in urls:
            urls[code] = other.get_url(request)
            if other.translation_key != page.translation_key:
                untranslated.add(code)
    return urls, untranslated


class InBothLanguages:
    """A mixin for pages: the layout's language links lead to the translation."""

    base_form_class = WalledPageForm

    @property
    def private_page_options(self) -> list[str]:
        """Return how the page can be shut: not at all on the host of a regency, where nobody has a session."""
        is_shut = self.get_view_restrictions().exists()  # type: ignore[attr-defined]
        return [] if regency_above(self) and not is_shut else Page.private_page_options  # type: ignore[arg-type]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add `translated_urls` and `untranslated`, which the layout's language links read."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)  # type: ignore[misc]
        context["translated_urls"], context["untranslated"] = translated_urls(self, request)  # type: ignore[arg-type]
        return context
