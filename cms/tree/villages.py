"""Pages of villages: made by themselves for each that has a seller, a place or a story; and what is told there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from wagtail.models import Locale, Page

from catalogue.models import Product
from cms import graph
from cms.models import DestinationPage, EventPage, MakerPage, RoutePage, StoryPage, VillageIndexPage, VillagePage
from cms.pages.villages import slug_of
from cms.regencies.trees import list_for
from cms.tree.publishing import MAIN
from market.open_pages import open_pages
from market.prepared import Prepared
from market.regions.models import Village
from sellers.models import Producer, Seller

if TYPE_CHECKING:
    from cms.templatetags.villages import Told

AT_ONCE = 200
"""Pages that one call makes at most, so that a worker comes to an end; the next call goes on."""


def make_village_pages() -> int:
    """Make a page in every language for each live village that lacks one and has something; return how many.

    Idempotent, and may run twice at once: whoever comes second waits, and finds them made.
    """
    with transaction.atomic():
        indexes = list(
            VillageIndexPage.objects.select_for_update(of=("self",)).select_related("locale").order_by("pk")
        )
        if not indexes:
            return 0
        others = {index.locale for index in indexes if index.locale.language_code != MAIN}
        known = VillagePage.objects.filter(locale__language_code=MAIN).values("village_id")
        lacking = Village.objects.live().of_members().filter(pk__in=with_something()).exclude(pk__in=known)
        rows = list(lacking.select_related("district__regency").order_by("pk")[:AT_ONCE])
        lists = {code: list_for(VillageIndexPage, code) for code in {row.district.regency_id for row in rows}}
        for village in rows:
            _make(village, lists[village.district.regency_id], others)
        return len(rows)


def with_something() -> set[str]:
    """Return the codes of all villages with goods, an open shop, a maker in one, a story, a place, event or route."""
    goods = Product.objects.on_sale().order_by().values_list("village", flat=True).distinct()
    makers = Producer.objects.public().values_list("village", flat=True).distinct()
    shops = Seller.objects.open().values_list("partner__village", flat=True).distinct()
    told = (open_pages(kind.objects.all()).values_list("village", flat=True).distinct() for kind in TOLD)
    return {code for found in (goods, makers, shops, *told) for code in found if code}


def worth_a_visit() -> set[str]:
    """Return the codes of all villages whose page has something to show: the above, and what editors wrote of."""
    written = open_pages(VillagePage.objects.exclude(pk__in=without_words()))
    return with_something() | {code for code in written.values_list("village", flat=True) if code}


def without_words() -> QuerySet[Any]:
    """Return the pages on which nobody has written anything yet."""
    return (
        VillagePage.objects.annotate(body_text=Cast("body", TextField()))
        .filter(lead="", picture=None, body_text="[]")
        .values("pk")
    )


def told_of(village: Village, language: str, draft: VillagePage | None = None) -> Told:
    """Return what is told of a village in one language; its page's words come with their live goods."""
    from cms.templatetags.villages import Told

    page = draft or page_of(village, language)
    if page:
        page.village = village  # with all above it: nothing on the page asks for them again
    locale = page.locale_id if page else _locale(language)
    spot: Any = page or graph.Spot(village, locale)
    return Told(
        page,
        stories=graph.pages_from(village, "StoryPage", locale, "-date"),
        places=graph.pages_from(village, "DestinationPage", locale, "-first_published_at"),
        events=graph.coming_in(village, locale),
        routes=graph.routes_through(spot),
    )


def page_of(village: Village, language: str) -> VillagePage | None:
    """Return the page of a village that everybody may read, with all that is shown of it."""
    found = open_pages(VillagePage.objects.filter(village_id=village.pk, locale__language_code=language))
    return found.select_related("locale", "picture", "agency", "regency").first()


def pages_of(makers: Iterable[Producer], language: str) -> dict[int, str]:
    """Return the addresses of makers' own pages, by maker."""
    numbers = [maker.pk for maker in makers]
    if not numbers:
        return {}
    found: QuerySet[MakerPage] = open_pages(MakerPage.objects.filter(producer__in=numbers))
    told = found.filter(locale__language_code=language).select_related("locale").defer("body")
    return {page.producer_id: page.url for page in told}


def page_of_maker(maker: int, language: str) -> MakerPage | None:
    """Return a maker's own page that everybody may read, in one query."""
    found: list[MakerPage] = PAGE_OF_MAKER.ask(maker=maker, language=language)
    return found[0] if found else None


def _page_of_maker(maker: int, language: str) -> QuerySet[MakerPage]:
    pages: QuerySet[MakerPage] = open_pages(MakerPage.objects.filter(producer=maker))
    return pages.filter(locale__language_code=language).select_related("locale").defer("body").order_by("pk")[:1]


PAGE_OF_MAKER = Prepared(_page_of_maker, maker=int, language=str)
TOLD = (StoryPage, DestinationPage, EventPage, RoutePage, MakerPage)


def _make(village: Village, index: Page, others: set[Locale]) -> None:
    page = VillagePage(
        title=village.name,
        slug=slug_of(village.pk),
        village=village,
        regency=village.district.regency,
        locale=index.locale,
    )
    index.add_child(instance=page)
    page.save_revision().publish()
    for locale in others:
        page.copy_for_translation(locale, alias=True)  # follows this one until somebody translates it


def _locale(language: str) -> int:
    found = Locale.objects.filter(language_code=language).values_list("pk", flat=True).first()
    return found or 0
