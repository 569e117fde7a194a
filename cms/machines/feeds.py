"""Atom (RFC 4287) of the newest stories: of all, of one regency or village, and of one topic."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid5

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.structured import absolute
from cms.machines.legible import legible
from cms.models import StoryPage
from cms.pages.topics import PARAMETER, topic_of
from market.open_pages import open_pages
from market.pagecache.public import public_page
from market.regions.models import Regency, Village

if TYPE_CHECKING:
    from django.db.models import QuerySet

MOST = 30
FULL = 8  # letters up to which a code is that of a regency or a district


@require_safe
@public_page
def stories(request: HttpRequest, code: str = "") -> HttpResponse:
    """Send the newest stories in the language of the address; 404 for an area that takes no part."""
    area = _area(code) if code else None
    itself = reverse("story_feed_of", args=[code]) if code else reverse("story_feed")
    return _sent(_of_area(area), str(area or settings.SITE_NAME), itself)


@require_safe
@public_page
def stories_about(request: HttpRequest, topic: str) -> HttpResponse:
    """Send the newest stories of one topic; 404 for one that there is not."""
    found = topic_of(topic)
    if found is None:
        raise Http404("no such topic")
    itself, shown = reverse("story_feed_about", args=[topic]), f"?{PARAMETER}={topic}"
    return _sent(StoryPage.objects.filter(topics__contains=[found]), str(found.label), itself, shown)


def _sent(stories: QuerySet[StoryPage], whose: str, itself: str, shown: str = "") -> HttpResponse:
    """Return the newest of these stories; `itself` is where the feed is, `shown` which stories the list shows."""
    language = get_language() or settings.LANGUAGE_CODE
    feed = Atom1Feed(
        title=f"{_('Cerita dari desa')} · {whose}",
        link=absolute(reverse("wagtail_serve", args=["cerita/"])) + shown,
        description="",
        language=language,
        feed_url=absolute(itself),
        author_name=settings.SITE_NAME,
    )
    for story in _newest(stories, language):
        feed.add_item(
            title=legible(story.title),
            link=story.full_url,
            description=legible(story.lead),
            unique_id=uuid5(story.translation_key, language).urn,  # stays whatever an editor changes (section 4.2.6)
            author_name=legible(story.author) or None,
            pubdate=timezone.localtime(story.first_published_at or timezone.now()),
            updateddate=timezone.localtime(story.last_published_at or timezone.now()),
            categories=[
                words
                for words in (story.village and story.village.name, story.regency and story.regency.name)
                if words
            ]
            + [str(topic.label) for topic in story.topics_in_order()],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _of_area(area: Regency | Village | None) -> QuerySet[StoryPage]:
    if area is None:
        return StoryPage.objects.all()
    return StoryPage.objects.filter(**{"village" if isinstance(area, Village) else "regency": area})


def _newest(stories: QuerySet[StoryPage], language: str) -> list[StoryPage]:
    found = open_pages(stories.filter(locale__language_code=language))
    return list(found.select_related("village", "regency", "locale").defer("body").order_by("-date", "-pk")[:MOST])


def _area(code: str) -> Regency | Village:
    kind: type[Regency | Village] = Regency if len(code) < FULL else Village
    found = kind.objects.filter(pk=code).first()
    if found is None or (isinstance(found, Regency) and not found.is_member):
        raise Http404("no such area")
    return found
