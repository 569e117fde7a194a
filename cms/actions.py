"""What happens to the tree of pages: it is laid out once, and stories and places are published into it."""

from __future__ import annotations

from datetime import date as Date
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page, Site

from cms.bodies import Part, compose
from cms.info import PAGES, Info
from cms.models import (
    DestinationIndexPage,
    DestinationPage,
    HomePage,
    InfoPage,
    Operator,
    StoryIndexPage,
    StoryPage,
)
from cms.roles import grant_editors

if TYPE_CHECKING:
    from market.pictures.models import Picture
    from market.regions.models import Regency, Village

AnyPage = TypeVar("AnyPage", bound=Page)

MAIN, OTHER = "id", "en"
HOME = {
    MAIN: ("Dari hulu sungai, langsung dari pembuatnya", "Olahan, kain dan anyaman dari desa-desa di Kalimantan."),
    OTHER: ("From upriver, straight from the maker", "Food, cloth and weaving from the villages of Kalimantan."),
}
STORIES = {
    MAIN: ("Cerita dari desa", "Siapa yang membuat, bagaimana caranya, dan mengapa rasanya berbeda."),
    OTHER: ("Stories from the villages", "Who makes it, how it is made, and why it tastes different."),
}
PLACES = {
    MAIN: ("Tempat wisata", "Danau, sungai, rumah panjang dan kampung yang layak didatangi."),
    OTHER: ("Places to visit", "Lakes, rivers, longhouses and villages worth the journey."),
}


@transaction.atomic
def build_site_tree() -> HomePage:
    """Lay out home, /cerita/, /wisata/ and the pages of help and terms in both languages, and let editors in.

    Idempotent: what an editor has written on these pages since stays as it is. Returns the Indonesian home page.
    """
    main, other = (Locale.objects.get_or_create(language_code=code)[0] for code in (MAIN, OTHER))
    home = _home(main)
    _put_site(home)
    _remove_welcome_pages()
    translated_home = _translated(home, other, HOME)
    for model, slug, words in ((StoryIndexPage, "cerita", STORIES), (DestinationIndexPage, "wisata", PLACES)):
        _translated(_index(home, model, slug, words), other, words)
    for info in PAGES:
        _put_info(home, info, other)
    grant_editors(homes=[home, translated_home])
    return home


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
) -> StoryPage:
    """Publish a story below /cerita/, and its translation when there is an English title.

    `body` is a list of pairs such as ("text", "<p>...</p>"), ("product", product), ("products", [product, ...]),
    ("picture", picture) and ("quote", "words") or ("quote", ("words", "who")). Returns the Indonesian page.
    """
    story = StoryPage(
        title=title, lead=lead, village=village, regency=regency, picture=picture, author=author, date=date
    )
    english = {"title": title_en, "lead": lead_en, "body": compose(body if body_en is None else body_en)}
    return _publish(story, StoryIndexPage, body, english)


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
) -> DestinationPage:
    """Publish a place below /wisata/, and its translation when there is an English title; `body` as for a story."""
    place = DestinationPage(
        title=title, lead=lead, village=village, regency=regency, picture=picture, how_to_get_there=how_to_get_there
    )
    english = {
        "title": title_en,
        "lead": lead_en,
        "body": compose(body if body_en is None else body_en),
        "how_to_get_there": how_to_get_there_en,
    }
    return _publish(place, DestinationIndexPage, body, english)


def name_operator(**words: str) -> None:
    """Say who runs the market, unless somebody has; `words` are the fields of Operator."""
    operator = Operator.objects.first() or Operator()
    if operator.name:
        return
    for field, value in words.items():
        setattr(operator, field, value)
    operator.save()


@transaction.atomic
def show_on_home(*, picture: Picture) -> None:
    """Put a picture on top of the home page in both languages, unless an editor has chosen one."""
    for home in HomePage.objects.filter(picture=None):
        home.picture = picture
        home.save_revision().publish()


@transaction.atomic
def _publish(page: AnyPage, parent: type[Page], body: list[Part], english: dict[str, Any]) -> AnyPage:
    page.body = compose(body)  # type: ignore[attr-defined]
    index = parent.objects.get(locale__language_code=MAIN)
    page.slug = find_available_slug(index, slugify(page.title)[:200] or "halaman")
    page.locale = index.locale
    index.add_child(instance=page)
    page.save_revision().publish()
    if english["title"]:
        _translate(page, Locale.objects.get(language_code=OTHER), english)
    return page


def _translate(page: Page, locale: Locale, words: dict[str, Any]) -> Page:
    translation = page.copy_for_translation(locale)
    for field, value in words.items():
        if value is not None:
            setattr(translation, field, value)
    translation.draft_title = translation.title
    translation.save_revision().publish()
    return translation


def _translated(page: Page, locale: Locale, words: dict[str, tuple[str, str]]) -> Page:
    found = page.get_translation_or_none(locale)
    if found is not None:
        return found
    title, lead = words[OTHER]
    return _translate(page, locale, {"title": title, "lead": lead})


def _home(locale: Locale) -> HomePage:
    found = HomePage.objects.filter(locale=locale).first()
    if found is not None:
        return found
    title, lead = HOME[MAIN]
    home = HomePage(title=title, lead=lead, slug="beranda", locale=locale)
    Page.get_first_root_node().add_child(instance=home)
    home.save_revision().publish()
    return home


def _index(home: HomePage, model: type[AnyPage], slug: str, words: dict[str, tuple[str, str]]) -> AnyPage:
    found = model.objects.child_of(home).first()
    if found is not None:
        return found
    title, lead = words[MAIN]
    index = model(title=title, lead=lead, slug=slug, locale=home.locale, show_in_menus=True)
    home.add_child(instance=index)
    index.save_revision().publish()
    return index


def _put_info(home: HomePage, info: Info, other: Locale) -> None:
    if InfoPage.objects.child_of(home).filter(slug=info.slug).exists():
        return
    page = InfoPage(
        title=info.titles[MAIN],
        lead=info.leads[MAIN],
        body=info.body(MAIN),
        shows_operator=info.shows_operator,
        slug=info.slug,
        locale=home.locale,
    )
    home.add_child(instance=page)
    page.save_revision().publish()
    _translate(page, other, {"title": info.titles[OTHER], "lead": info.leads[OTHER], "body": info.body(OTHER)})


def _put_site(home: HomePage) -> None:
    address = urlsplit(settings.BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": address.hostname or "localhost",
            "port": port,
            "root_page": home,
            "site_name": settings.SITE_NAME,
        },
    )


def _remove_welcome_pages() -> None:
    for page in Page.get_first_root_node().get_children():
        if page.specific_class is Page:
            page.delete()
