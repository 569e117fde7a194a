"""Follows oscar.apps.search.views (4.2): search without Haystack; listings live in `catalogue.views`."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView
from oscar.apps.search.signals import user_search
from oscar.core.loading import get_model

from catalogue.paging import page_of
from market.pagecache.public import is_public, public_page
from market.shop.search.forms import SearchForm
from market.shop.search.queries import find_products


@method_decorator(public_page, name="dispatch")
class FacetedSearchView(TemplateView):
    """What is found for the words of `?q=`."""

    template_name = "oscar/search/results.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        words = SearchForm(request.GET).words()
        if words and not is_public(request):  # strangers' words are nobody's business
            user_search.send(sender=self, session=request.session, user=request.user, query=words)
        return super().get(request, *args, words=words, **kwargs)

    def get_context_data(self, words: str = "", **kwargs: Any) -> dict[str, Any]:
        page = page_of(find_products(words).for_cards(), self.request.GET.get("page", "") if words else "")
        categories = [] if page.items else get_model("catalogue", "Category").objects.browsable().filter(depth=1)
        return super().get_context_data(
            query=words, products=page.items, page_obj=page, categories=categories, **kwargs
        )
