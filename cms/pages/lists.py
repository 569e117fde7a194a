"""What every list of pages does: it shows one kind of page, a dozen at a time, and finds those below it quickly."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from cms.pages.bases import as_cards
from cms.pages.languages import InBothLanguages
from market.open_pages import with_openness
from market.pagecache.public import PublicPage

PER_PAGE = 12


class IndexPage(PublicPage, InBothLanguages, Page):
    """A page that lists what is below it, newest first."""

    lead = models.TextField("pembuka", max_length=300, blank=True)

    lists = ""
    comes_with: tuple[str, ...] = ("village__district__regency__province", "regency", "agency", "picture", "locale")
    in_order: tuple[str, ...] = ("-first_published_at", "-pk")
    content_panels = [*Page.content_panels, FieldPanel("lead")]
    parent_page_types = ["cms.HomePage"]
    max_count_per_parent = 1

    class Meta:
        abstract = True

    @property
    def listed(self) -> type[Page]:
        """Return the kind of page that stands below."""
        return self._meta.apps.get_model(self.lists)

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find a page below with its village and picture in one query instead of seven."""
        if len(path_components) == 1:
            below = self.listed.objects.child_of(self).filter(slug=path_components[0])
            page = with_openness(below).select_related(*self.comes_with).first()
            if page is not None:
                page._cached_parent_obj = self
                return page.route(request, [])
        return super().route(request, path_components)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add one page of cards; a wrong page number shows the nearest."""
        context = super().get_context(request, *args, **kwargs)
        context["cards"] = Paginator(self.cards_for(request), PER_PAGE).get_page(request.GET.get("page"))
        return context

    def cards_for(self, request: HttpRequest) -> Any:
        """Return what is listed for an address; a list with filters says which."""
        return self.cards()

    def cards(self) -> Any:
        """Return what is listed, in the order of the list."""
        return as_cards(self.shown()).order_by(*self.in_order)

    def shown(self) -> Any:
        """Return what stands below; on the market's own list what every regency tells, each at its own address."""
        home = self.get_parent()
        home = home if hasattr(home, "regency_id") else home.specific
        if home.regency_id:
            return self.listed.objects.child_of(self)
        return self.listed.objects.filter(locale_id=self.locale_id)
