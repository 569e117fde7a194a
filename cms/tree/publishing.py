"""Pages are published by code, such as for the demo: each below its list, with its translation beside it."""

from __future__ import annotations

from datetime import date as Date
from typing import TYPE_CHECKING, Any, TypeVar

from django.apps import apps
from django.db import transaction
from django.utils.text import slugify
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page

from cms.blocks.bodies import Part, compose
from cms.models import DestinationPage, StoryPage, VillagePage
from cms.regencies.trees import list_for, regency_of

if TYPE_CHECKING:
    from market.pictures.models import Picture
    from market.regions.models import Regency, Village

AnyPage = TypeVar("AnyPage", bound=Page)
MAIN, OTHER = "id", "en"


@transaction.atomic
def publish(page: AnyPage, *, body: list[Part], english: dict[str, Any] | None = None) -> AnyPage:
    """Publish a new page below its regency's list of its kind, and its translation when `english` has a title.

    `body` is a list of pairs such as ("text", "<p>...</p>"), ("product", product), ("products", [product, ...]),
    ("picture", picture) and ("quote", "words") or ("quote", ("words", "who")). `english` are fields by name, its
    "body" such a list too; what is not in it stays as it is in Indonesian. Returns the Indonesian page.
    """
    page.body = compose(body)  # type: ignore[attr-defined]
    index = list_for(apps.get_model(page.parent_page_types[0]), regency_of(page))
    page.slug = find_available_slug(index, slugify(page.title)[:200] or "halaman")
    page.locale = index.locale
    index.add_child(instance=page)
    page.save_revision().publish()
    words = dict(english or {})
    if words.get("title"):
        words["body"] = compose(words["body"] if words.get("body") is not None else body)
        translate(page, Locale.objects.get(language_code=OTHER), words)
    return page


def translate(page: Page, locale: Locale, words: dict[str, Any]) -> Page:
    """Publish the translation of a page, with these words in their fields."""
    translation = page.copy_for_translation(locale)
    for field, value in words.items():
        if value is not None:
            setattr(translation, field, value)
    translation.draft_title = translation.title
    translation.save_revision().publish()
    return translation


@transaction.atomic
def tell_of_village(
    *, village: Village, body: list[Part], body_en: list[Part], lead: str, lead_en: str, **known: Any
) -> VillagePage:
    """Write the words of a village's page in both languages, which must be there; `known` are other fields."""
    pages = {page.locale.language_code: page for page in VillagePage.objects.filter(village=village)}
    for language, words, parts in ((MAIN, lead, body), (OTHER, lead_en, body_en)):
        page = pages[language]
        if page.alias_of_id:
            ConvertAliasPageAction(page).execute()
        page.lead, page.body = words, compose(parts)  # type: ignore[assignment]
        for field, value in known.items():
            setattr(page, field, value)
        page.save_revision().publish()
    return pages[MAIN]


def publish_story(
    *,
    title: str,
    lead: str,
    village: Village | None,
    picture: Picture | None,
    body: list[Part],
    author: str,
    date: Date,
    regency: Regency | None = None,
    title_en: str | None = None,
    lead_en: str | None = None,
    body_en: list[Part] | None = None,
    **known: Any,
) -> StoryPage:
    """Publish a story below /cerita/, and its translation when there is an English title; `known` are other fields."""
    story = StoryPage(
        title=title, lead=lead, village=village, regency=regency, picture=picture, author=author, date=date, **known
    )
    return publish(story, body=body, english={"title": title_en, "lead": lead_en, "body": body_en})


def publish_destination(
    *,
    title: str,
    lead: str,
    village: Village | None,
    picture: Picture | None,
    body: list[Part],
    how_to_get_there: str = "",
    regency: Regency | None = None,
    title_en: str | None = None,
    lead_en: str | None = None,
    body_en: list[Part] | None = None,
    how_to_get_there_en: str | None = None,
    english: dict[str, Any] | None = None,
    **known: Any,
) -> DestinationPage:
    """Publish a place below /wisata/, and its translation when there is an English title; `known` are other fields."""
    place = DestinationPage(
        title=title,
        lead=lead,
        village=village,
        regency=regency,
        picture=picture,
        how_to_get_there=how_to_get_there,
        **known,
    )
    words = {"title": title_en, "lead": lead_en, "body": body_en, "how_to_get_there": how_to_get_there_en}
    return publish(place, body=body, english={**words, **(english or {})})
