"""Atom (RFC 4287) of the newest stories: of all, and of one regency or village."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.structured import absolute
from cms.models import StoryPage
from market.open_pages import open_pages
from market.pagecache.public import public_page
from market.regions.models import Regency, Village

MOST = 30
FULL = 8  # letters up to which a code is that of a regency or a district


@require_safe
@public_page
def stories(request: HttpRequest, code: str = "") -> HttpResponse:
    """Send the newest stories in the language of the address; 404 for an area that takes no part."""
    area = _area(code) if code else None
    language = get_language() or settings.LANGUAGE_CODE
    name = _("Cerita dari desa")
    feed = Atom1Feed(
        title=f"{name} · {area or settings.SITE_NAME}",
        link=absolute(reverse("wagtail_serve", args=["cerita/"])),
        description="",
        language=language,
        feed_url=absolute(reverse("story_feed_of", args=[code]) if code else reverse("story_feed")),
        author_name=settings.SITE_NAME,
    )
    for story in _stories(area, language):
        feed.add_item(
            title=story.title,
            link=story.full_url,
            description=story.lead,
            unique_id=f"tag:pasarhulu,{story.date:%Y-%m-%d}:{story.translation_key}:{language}",
            author_name=story.author or None,
            pubdate=timezone.localtime(story.first_published_at or timezone.now()),
            updateddate=timezone.localtime(story.last_published_at or timezone.now()),
            categories=[
                words
                for words in (story.village and story.village.name, story.regency and story.regency.name)
                if words
            ],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _stories(area: Regency | Village | None, language: str) -> list[StoryPage]:
    found = open_pages(StoryPage.objects.filter(locale__language_code=language))
    if isinstance(area, Village):
        found = found.filter(village=area)
    elif area is not None:
        found = found.filter(regency=area)
    return list(found.select_related("village", "regency", "locale").defer("body").order_by("-date", "-pk")[:MOST])


def _area(code: str) -> Regency | Village:
    kind: type[Regency | Village] = Regency if len(code) < FULL else Village
    found = kind.objects.filter(pk=code).first()
    if found is None or (isinstance(found, Regency) and not found.is_member):
        raise Http404("no such area")
    return found
