"""Follows oscar.apps.search.views (4.2): search without Haystack; listings live in `catalogue.listing_views`."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from oscar.apps.search.signals import user_search
from oscar.core.loading import get_model

from catalogue.counts import Counts
from catalogue.filters import Filters
from catalogue.frames import FramedResponse
from catalogue.listed import ALL
from catalogue.panel import panel_of_hits
from catalogue.panel_words import panel_shape, panel_words
from market.pagecache.public import is_public, public_page
from market.shop.search.forms import SearchForm
from market.shop.search.queries import find
from market.shop.search.suggesting import suggest

HALAL = re.compile(r"\bhalal\b", re.IGNORECASE)


def halal_of(request: HttpRequest, words: str) -> str:
    """Return the address for words with "halal": it is a mark that staff have checked and not a word of a text."""
    rest = " ".join(HALAL.sub(" ", words).split())
    filters = Filters.read({**request.GET.dict(), "halal": "1"}, rest)
    return filters.address(request.path if rest else reverse("catalogue:index"))


@method_decorator(public_page, name="dispatch")
class FacetedSearchView(TemplateView):
    """What is found for the words of `?q=`."""

    template_name = "oscar/search/results.html"
    response_class = FramedResponse

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        words = SearchForm(request.GET).words()
        if HALAL.search(words):
            return redirect(halal_of(request, words))
        if words and not is_public(request):  # strangers' words are nobody's business
            user_search.send(sender=self, session=request.session, user=request.user, query=words)
        return super().get(request, *args, words=words, **kwargs)

    def get_context_data(self, words: str = "", **kwargs: Any) -> dict[str, Any]:
        filters = Filters.read(self.request.GET, words).with_changes(sort="")
        found = find(words, get_language() or "id", self.request.GET.get("page", "") if words else "", filters)
        is_empty = not (found.products.items or found.tales)
        categories = get_model("catalogue", "Category").objects.browsable().filter(depth=1) if is_empty else []
        panel = panel_of_hits(filters, self.request.path, Counts(ALL, filters)) if words else None
        return super().get_context_data(
            shape={
                "has_query": bool(words),
                "has_list": bool(panel and (panel.chips or not is_empty)),
                **(panel_shape(panel) if panel else {}),
            },
            words={"query": words, **(panel_words(panel) if panel else {})},
            found=found,
            products=found.products.items,
            page_obj=found.products,
            categories=categories,
            panel=panel,
            **kwargs,
        )


@require_safe
@public_page
def suggestions(request: HttpRequest) -> HttpResponse:
    """Answer what begins like the words typed so far, as a short list of names and addresses."""
    return JsonResponse(suggest(SearchForm(request.GET).words(), get_language() or "id"), safe=False)
